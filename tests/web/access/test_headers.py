"""What a scanner of security headers makes of the pages, signed in or not, and that it would notice what is missing."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import itsdangerous
import pytest

from tests.serving import serving
from tests.web import observatory
from tests.web.access.conftest import a_client, opened, settings
from tests.web.access.provider import SESSION_SECRET, Provider
from web.app import create_app

PUBLIC = "transfers.council.example"


@contextmanager
def published(provider: Provider) -> Iterator[httpx.Client]:
    """The server as the council's proxy sees it: people come to it by https."""
    app = create_app(settings(provider.issuer, public_url=f"https://{PUBLIC}"), opened)
    with serving(app) as address, a_client(address) as client:
        client.headers["Host"] = PUBLIC
        yield client


def signed_in() -> dict[str, str]:
    held = base64.b64encode(json.dumps({"who": "a hash", "roles": ["reader"], "until": 4_000_000_000}).encode())
    return {"Cookie": f"__Host-transfer={itsdangerous.TimestampSigner(SESSION_SECRET).sign(held).decode()}"}


def test_every_page_scores_as_high_as_can_be(provider: Provider) -> None:
    with published(provider) as client:
        cookies = client.get("/sign-in/start").headers.get_list("set-cookie")
        assert len(cookies) == 1
        for path in ("/sign-in", "/signed-out", "/", "/policy", "/docs", "/nothing"):
            response = client.get(path, headers=signed_in() | {"Accept": "text/html"})
            points = observatory.modifiers(response.headers, cookies, response.text)
            assert min(points.values()) >= 0, (path, points)
            assert observatory.score(response.headers, cookies, response.text) == 135, (path, points)


def test_what_is_turned_away_is_as_well_kept(provider: Provider) -> None:
    with published(provider) as client:
        for response in (
            client.get("/policy", headers={"Accept": "text/html"}),
            client.get("/api/facts"),
            client.get("/sign-in/callback"),
            client.post("/sign-out", headers={"Origin": "https://evil.example"}),
            client.get("/", headers={"Host": "other.example"}),
        ):
            assert response.status_code in (303, 400, 401, 403)
            assert observatory.score(response.headers, [], response.text) == 130


SPOILED = {
    "no policy": ({"content-security-policy": None}, 75),
    "inline script": ({"content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline'"}, 80),
    "no frames named": ({"content-security-policy": "default-src 'none'", "x-frame-options": None}, 80),
    "no nosniff": ({"x-content-type-options": None}, 130),
    "a leaking referrer": ({"referrer-policy": "unsafe-url"}, 125),
    "short hsts": ({"strict-transport-security": "max-age=3600"}, 125),
    "no hsts": ({"strict-transport-security": None}, 80),
    "sharing with anyone": (
        {"access-control-allow-origin": "https://evil.example", "access-control-allow-credentials": "true"},
        50,
    ),
}


@pytest.mark.parametrize(("changed", "left"), [pytest.param(*case, id=name) for name, case in SPOILED.items()])
def test_the_score_falls_with_each_header(provider: Provider, changed: dict[str, str | None], left: int) -> None:
    with published(provider) as client:
        page = client.get("/sign-in")
        cookies = client.get("/sign-in/start").headers.get_list("set-cookie")
    headers = {name: value for name, value in (dict(page.headers) | changed).items() if value is not None}
    assert observatory.score(headers, cookies, page.text) == left
    assert observatory.score(page.headers, ["transfer=x; path=/; httponly; samesite=lax"], page.text) < 135
    assert observatory.score(page.headers, ["transfer=x; path=/; secure; samesite=lax"], page.text) < 100
    assert observatory.score(page.headers, [], '<script src="http://cdn.example/x.js"></script>') < 100
