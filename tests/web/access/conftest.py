"""A server that people have to sign in to, and the provider that says who they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.settings import Settings
from tests.serving import serving, without_model
from tests.web.access.provider import CLIENT, CLIENT_SECRET, SESSION_SECRET, TENANT, Provider, providing
from web.app import create_app
from web.service import Service

QUESTION = "A child aged 6 on a CP plan is with Duty and Assessment. ICPC 8 April 2026. When does it move?"
ASKED = {"message": QUESTION, "today": "2026-03-02"}
PATIENT = 60.0  # seconds, on a busy machine


def a_client(address: str = "") -> httpx.Client:
    return httpx.Client(base_url=address, timeout=PATIENT, trust_env=False)


class once:  # noqa: N801 - reads as httpx.get does
    """A request of somebody who has no cookie yet."""

    @staticmethod
    def get(url: str, **more: Any) -> httpx.Response:
        with a_client() as client:
            return client.get(url, **more)

    @staticmethod
    def post(url: str, **more: Any) -> httpx.Response:
        with a_client() as client:
            return client.post(url, **more)


def settings(issuer: str, **more: object) -> Settings:
    """Settings by which people sign in at this issuer."""
    ours: dict[str, object] = {
        "oidc_issuer": issuer,
        "oidc_tenant": TENANT,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": CLIENT_SECRET,
        "session_secret": SESSION_SECRET,
        "rate": "10000/minute",
    }
    return Settings(**ours | more)  # type: ignore[arg-type]


@cache
def _service(pack: Path) -> Service:
    return without_model(Settings(pack=pack))


def opened(settings: Settings) -> Service:
    """One assistant for all servers of these tests: it knows nothing of who asks."""
    return _service(settings.pack)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as provider:
        yield provider


@pytest.fixture
def guarded(provider: Provider) -> Iterator[httpx.Client]:
    """A client, signed in as nobody yet, of a server that asks who one is."""
    app = create_app(settings(provider.issuer), opened)
    with serving(app) as address, a_client(address) as client:
        yield client


def sign_in(client: httpx.Client, to: str = "/") -> httpx.Response:
    """Through the provider and back, as a browser goes; the last response."""
    return client.get("/sign-in/start", params={"to": to}, follow_redirects=True)
