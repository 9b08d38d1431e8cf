"""With an identity provider that others wrote, on loopback; and nothing else is called by anybody."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread

from assistant.settings import is_loopback
from tests.serving import serving
from tests.web.access.conftest import ASKED, QUESTION, a_client, opened, settings
from tests.web.access.provider import EMAIL, NAME, OID, OTHER_TENANT, TENANT
from web.app import create_app

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider's own
PEOPLE = [
    User(sub="reader", claims={"oid": OID, "tid": TENANT, "roles": ["reader"], "name": NAME, "email": EMAIL}),
    User(sub="nobody", claims={"oid": "another", "tid": TENANT}),
    User(sub="stranger", claims={"oid": OID, "tid": OTHER_TENANT, "roles": ["reader"]}),
]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@contextmanager
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """Refuse every connection and every look-up beyond loopback; gives the ports that were called."""
    called: set[int] = set()
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def checked(host: Any) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_loopback(str(name)):
            raise AssertionError(f"called {name}")

    def connecting(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            checked(address[0])
            called.add(address[1])
        connect(self, address)
        return 0

    def looking_up(host: Any, *rest: Any, **more: Any) -> Any:
        checked(host)
        return look_up(host, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(socket.socket, "connect", connecting)
        patch.setattr(socket.socket, "connect_ex", connecting)
        patch.setattr(socket, "getaddrinfo", looking_up)
        yield called


def test_a_sign_in_and_a_question_call_the_provider_and_nobody_else(
    issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with only_this_machine(monkeypatch) as called, serving(create_app(settings(issuer), opened)) as address:
        with a_client(address) as client:
            start = client.get("/sign-in/start", params={"to": "/policy"})
            back = client.post(start.headers["location"], data={"sub": "reader"})
            arrived = client.get(back.headers["location"], follow_redirects=True)
            assert arrived.url.path == "/policy"
            assert client.post("/api/chat", json=ASKED).json()["resolution"]["receiving_team"] == "cin_cp_court"
            assert "8 April" in client.post("/answers", data={"message": QUESTION, "today": "2026-03-02"}).text
        assert called == {urlsplit(issuer).port, urlsplit(address).port}
        with pytest.raises(AssertionError, match="called"):
            socket.create_connection(("203.0.113.7", 443))


@pytest.mark.parametrize(("who", "words"), [("nobody", "given your account a role"), ("stranger", "organisation")])
def test_who_has_no_role_or_another_tenant_stays_out(issuer: str, who: str, words: str) -> None:
    with serving(create_app(settings(issuer), opened)) as address, a_client(address) as client:
        start = client.get("/sign-in/start")
        back = client.post(start.headers["location"], data={"sub": who})
        refused = client.get(back.headers["location"])
        assert refused.status_code == 403
        assert words in re.sub(r"\s+", " ", refused.text)
        assert client.get("/api/facts").status_code == 401


def test_who_says_no_there_stays_out(issuer: str) -> None:
    with serving(create_app(settings(issuer), opened)) as address, a_client(address) as client:
        start = client.get("/sign-in/start")
        back = client.post(start.headers["location"], data={"action": "deny"})
        assert "error=access_denied" in back.headers["location"]
        denied = client.get(back.headers["location"])
        assert denied.status_code == 403
        assert "You were not signed in" in denied.text
