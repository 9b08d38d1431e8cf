from __future__ import annotations

import httpx
import pytest

from assistant.settings import Settings
from tests.serving import serving, without_model
from web.app import create_app

PATHS = ["/", "/docs", "/openapi.json", "/healthz", "/api/facts", "/static/page.css", "/nothing", "/api/search"]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_them(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_a_page_that_is_refused_carries_them_too(client: httpx.Client) -> None:
    assert client.get("/", headers={"Host": "rebound.example"}).headers["content-security-policy"]
    assert client.post("/api/chat", content=b"x" * 70_000).headers["content-security-policy"]


def test_a_public_address_is_known_by_name_and_kept_to_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PUBLIC_URL", "https://transfers.council.example")
    with serving(create_app(Settings(), without_model)) as address:
        response = httpx.get(address, headers={"Host": "transfers.council.example"})
        assert response.status_code == 200
        assert response.headers["strict-transport-security"].startswith("max-age=63072000")
        assert httpx.get(address, headers={"Host": "other.example"}).status_code == 400
