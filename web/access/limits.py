"""How often each may ask: counted by person or program, not by address, for a whole council shares one.

Counts are kept under a keyed hash, in this process or in Redis, for windows of a minute (or what the rate says). A
Redis that is away stops nobody: each server counts for itself until it is back.
"""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings
from web.access import rooms
from web.access.person import asking, keyed_hash
from web.problems import Problem

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

SIGNED_IN = "60/minute"
PATIENCE = 0.3  # seconds that Redis may take
RETRY = 30.0  # seconds after which a Redis that was away is asked again


class Limits:
    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells seconds since 1970, alike on all servers."""
        rate = settings.rate or (SIGNED_IN if settings.signing_in else None)
        self._person = parse(rate) if rate else None
        self._team = parse(settings.team_rate)
        secret = settings.session_secret
        self._secret = secret.get_secret_value().encode() if secret else secrets.token_bytes(32)
        self._clock = clock
        self._here: Storage = MemoryStorage()
        self._connections = _connections(settings)
        self._shared = _storage(self._connections) if self._connections else None
        self._shared_again = float("-inf")

    async def person(self, who: str) -> int:
        """Count a request of this person, program or address; the seconds to wait where it is one too many, else 0."""
        return await self._wait(self._person, "person", who) if self._person else 0

    async def team(self, name: str) -> int:
        """The same for a question of this Teams team."""
        return await self._wait(self._team, "team", name)

    async def close(self) -> None:
        if self._connections:
            await self._connections.disconnect()

    async def _wait(self, rate: RateLimitItem, kind: str, who: str) -> int:
        length = rate.get_expiry()
        window, passed = divmod(self._clock(), length)
        within = await self._hit(rate, kind, keyed_hash(self._secret, kind, who), str(int(window)))
        return 0 if within else max(1, math.ceil(length - passed))

    async def _hit(self, rate: RateLimitItem, *key: str) -> bool:
        if self._shared and self._clock() >= self._shared_again:
            try:
                return await FixedWindowRateLimiter(self._shared).hit(rate, *key)
            except StorageError:
                self._shared_again = self._clock() + RETRY
        return await FixedWindowRateLimiter(self._here).hit(rate, *key)


class Limiter:
    """Turns away who asks too often. It comes after the door, and counts what is not open to everyone."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self.limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and rooms.room(scope["path"]):
            person, address = asking(), scope.get("client")
            wait = await self.limits.person(person.key if person else address[0] if address else "")
            if wait:
                await too_many(wait).response(Request(scope))(scope, receive, send)
                return
        await self.app(scope, receive, send)


def too_many(wait: int) -> Problem:
    """The problem of a request too many; `wait` in seconds."""
    seconds = "a second" if wait == 1 else f"{wait} seconds"
    words = f"That is more than one may ask in so short a time. Try again in {seconds}."
    return Problem(429, words, headers={"Retry-After": str(wait)})


def _connections(settings: Settings) -> ConnectionPool | None:
    if settings.redis_url is None:
        return None
    from redis.asyncio import ConnectionPool  # noqa: PLC0415 - an optional extra, which the settings look for
    from redis.asyncio.retry import Retry  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415

    return ConnectionPool.from_url(
        settings.redis_url.get_secret_value(),
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )


def _storage(connections: ConnectionPool) -> Storage:
    return RedisStorage(
        "async+redis://",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="assistant:limits",
        connection_pool=connections,  # type: ignore[arg-type]
    )
