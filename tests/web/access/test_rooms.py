"""What is open and what is closed, asked of every route that there is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi.routing import APIRoute

from assistant.settings import Settings
from tests.serving import serving
from tests.web.access.conftest import a_client, opened, settings, sign_in
from tests.web.access.provider import Provider
from tests.web.test_problems import the_problem
from web.access import rooms
from web.access.door import Door
from web.access.person import Person
from web.access.rooms import ASK, METRICS, POLICY_OFFICER, READER, ROOMS, Room
from web.app import create_app

ANYONE = {
    *("/healthz", "/readyz", "/favicon.ico", "/teams/webhook"),
    *("/sign-in", "/sign-in/start", "/sign-in/callback", "/sign-out", "/signed-out"),
}
NEEDS = {
    "/": {READER, POLICY_OFFICER},
    "/answers": {READER, POLICY_OFFICER},
    "/policy": {READER, POLICY_OFFICER},
    "/policy/coverage": {READER, POLICY_OFFICER},
    "/clauses/a/b/c": {READER, POLICY_OFFICER},
    "/docs": {READER, POLICY_OFFICER},
    "/openapi.json": {READER, POLICY_OFFICER},
    "/api/chat": {READER, POLICY_OFFICER, ASK},
    "/api/search": {READER, POLICY_OFFICER, ASK},
    "/metrics": {METRICS},
    "/nothing/here": {READER, POLICY_OFFICER},
    "/healthz/": {READER, POLICY_OFFICER},
    "/healthz/../api/chat": {READER, POLICY_OFFICER},
    "/HEALTHZ": {READER, POLICY_OFFICER},
    "//healthz": {READER, POLICY_OFFICER},
    "/static": {READER, POLICY_OFFICER},
    "": set(),
    "*": set(),
}


def routes(app: object) -> Iterator[APIRoute]:
    for each in getattr(app, "routes", ()):
        if isinstance(each, APIRoute):
            yield each
        else:
            yield from routes(getattr(each, "router", None) or getattr(each, "original_router", None))


def test_every_route_is_either_named_as_open_or_closed(guarded: httpx.Client, provider: Provider) -> None:
    app = create_app(settings(provider.issuer, teams_secrets=f"north={'QUFB' * 11}"), opened)
    every = {(route.path, method) for route in routes(app) for method in route.methods or ()}
    assert len(every) > 20
    assert {"/", "/api/chat", "/docs", "/teams/webhook", "/sign-in/start"} <= {path for path, _ in every}
    for path, method in every:
        address = path.replace("{", "").replace("}", "")
        response = guarded.request(method, address)
        if path in ANYONE:
            assert response.status_code != 401, path
        elif address == "/metrics":
            assert response.status_code == 200
        else:
            assert response.status_code == 401, (method, path)


def test_what_needs_what() -> None:
    assert rooms.OPEN == ANYONE
    for path, needed in NEEDS.items():
        room = rooms.room(path)
        assert room is not None
        assert room.takes == needed, path
    assert rooms.room("/static/page.css") is None
    assert {rooms.room(path) for path in ANYONE} == {None}


RAW = [
    "/api/chat",
    "//api/facts",
    "/static/../api/facts",
    "/static/%2e%2e/api/facts",
    "/static/..%2fapi%2ffacts",
    "/healthz/../api/facts",
    "/healthz;/../api/facts",
    "/healthz%2f..%2fapi/facts",
    "/healthz%00/../api/facts",
    "/sign-in/../policy",
    "/%61pi/facts",
    "/api/./facts",
    "http://127.0.0.1/api/facts",
    "http://healthz/api/facts",
]


@pytest.mark.parametrize("path", RAW)
@pytest.mark.parametrize("host", [None, "127.0.0.1/healthz?", "127.0.0.1#", "127.0.0.1:8000/healthz"])
def test_no_way_of_writing_an_address_leads_in(guarded: httpx.Client, path: str, host: str | None) -> None:
    """Written byte for byte, for a client would tidy them; a Host that holds a path is what fools `request.url`."""
    at = urlsplit(str(guarded.base_url))
    with socket.create_connection((at.hostname or "", at.port or 0), timeout=60) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host or at.netloc}\r\nConnection: close\r\n\r\n".encode())
        answered = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert answered.split(" ")[1] in ("400", "401", "404"), answered[:200]
    assert "current_team" not in answered


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "PROPFIND"])
def test_no_method_leads_in(guarded: httpx.Client, method: str) -> None:
    assert guarded.request(method, "/api/facts").status_code == 401


def test_metrics_are_for_this_machine_or_a_scope(guarded: httpx.Client, provider: Provider) -> None:
    assert guarded.get("/metrics").status_code == 200
    for header in ("X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "Via"):
        the_problem(guarded.get("/metrics", headers={header: "127.0.0.1"}), 401)
    proxied = {"X-Forwarded-For": "203.0.113.7"}
    right = {"Authorization": f"Bearer {provider.token(roles=[METRICS])}"}
    assert guarded.get("/metrics", headers=proxied | right).status_code == 200
    wrong = {"Authorization": f"Bearer {provider.token(roles=[ASK])}"}
    the_problem(guarded.get("/metrics", headers=proxied | wrong), 403)
    the_problem(guarded.get("/api/facts", headers=right), 403)
    sign_in(guarded)
    the_problem(guarded.get("/metrics", headers=proxied), 403)


def test_an_officers_room_is_closed_to_a_reader() -> None:
    """Nothing is for officers alone yet; a room that is takes one line of the table."""
    house = (Room("/policy/changes", frozenset({POLICY_OFFICER})), *ROOMS)
    room = rooms.room("/policy/changes/1", house)
    assert room
    door = Door(None, Settings(), None, house)  # type: ignore[arg-type]
    officer, reader = (Person("a hash", frozenset({role})) for role in (POLICY_OFFICER, READER))
    assert door._let_in(room, officer, frozenset()) is officer
    with pytest.raises(Exception, match="403"):
        door._let_in(room, reader, frozenset())
    assert rooms.room("/policy/changes/1") == ROOMS[-1]


def test_without_sign_in_all_is_open_on_this_machine() -> None:
    with serving(create_app(Settings(), opened)) as address, a_client(address) as client:
        assert client.get("/policy").status_code == 200
        assert client.get("/metrics").status_code == 200
        assert "Sign out" not in client.get("/").text
        the_problem(client.get("/sign-in"), 404)
