"""The door: who asks, and whether the room takes them. What is not open passes here before any route sees it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings, is_loopback
from web.access import rooms, sessions
from web.access.keys import RETRY, KeysUnreachable
from web.access.origin import from_elsewhere
from web.access.person import Person, now_asks
from web.access.rooms import ROOMS, SIGN_IN, Room
from web.access.tokens import Refused, Tokens
from web.negotiation import wants_page
from web.problems import Problem

REALM = 'Bearer realm="transfer-assistant"'
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
SEE_OTHER = 303


class Door:
    def __init__(self, app: ASGIApp, settings: Settings, tokens: Tokens, house: Sequence[Room] = ROOMS) -> None:
        self.app, self.settings, self.tokens, self.house = app, settings, tokens, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        # The path that the router goes by, never request.url: that is put together from what the client calls us.
        room = rooms.room(scope["path"], self.house)
        try:
            now_asks(await self._person(request, room))
        except Problem as problem:
            await self._turned_away(request, problem)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _person(self, request: Request, room: Room | None) -> Person | None:
        """Whoever asks; None in a room that is open to them without saying. Raises Problem."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if room and room.scopes and scheme.lower() == "bearer":
            return self._let_in(room, await self._program(token.strip(), room), room.scopes)
        if from_elsewhere(request.method, request.headers, self.settings):
            raise Problem(403, "The request was made by a page of another site.")
        person = sessions.recall(request.session, time.time())
        if room is None or (room.local and _from_this_machine(request)):
            return person
        if person is None:
            raise Problem(401, headers={"WWW-Authenticate": REALM})
        return self._let_in(room, person, frozenset())

    async def _program(self, token: str, room: Room) -> Person:
        try:
            return await self.tokens.program(token)
        except Refused as why:
            challenge = f'{REALM}, error="invalid_token", error_description="{why}"'
            raise Problem(401, str(why), headers={"WWW-Authenticate": challenge}) from None
        except KeysUnreachable:
            words = "The identity provider cannot be reached, so nobody's token can be checked."
            raise Problem(503, words, headers={"Retry-After": str(round(RETRY))}) from None

    def _let_in(self, room: Room, person: Person, scopes: frozenset[str]) -> Person:
        if person.grants & room.takes:
            return person
        if not scopes:
            raise Problem(403, "Your role here does not open this page.")
        needed = " ".join(sorted(scopes))
        challenge = f'{REALM}, error="insufficient_scope", scope="{needed}"'
        raise Problem(403, f"The token does not grant {needed}.", headers={"WWW-Authenticate": challenge})

    def _turned_away(self, request: Request, problem: Problem) -> Response:
        """As a problem; for a browser that wants to read a page, on to signing in, and then back to the page."""
        if problem.status == 401 and request.method == "GET" and wants_page(request):  # noqa: PLR2004
            return RedirectResponse(f"{SIGN_IN}?to={quote(request.scope['path'], safe='/')}", SEE_OTHER)
        return problem.response(request)


def _from_this_machine(request: Request) -> bool:
    """Whether nobody stands between: behind a proxy on this machine every request comes from it."""
    client = request.client
    return client is not None and is_loopback(client.host) and not any(name in request.headers for name in _FORWARDED)
