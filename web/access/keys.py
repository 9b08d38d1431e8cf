"""The identity provider's public keys: fetched without holding anyone up, kept, and asked for anew with restraint.

PyJWT's own client fetches while it holds a thread and a lock, and waits anew for every request when the provider is
away. Here one fetch serves all who wait, on the event loop, and a failure is remembered for a moment.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx2
import jwt

ALGORITHMS = ("RS256", "ES256")
FRESH = 3600.0  # seconds: older keys are fetched again, and used meanwhile
STALE = 24 * 3600.0  # seconds: older keys are used no more
PAUSE = 30.0  # seconds between two fetches because of a key that nobody knows: anyone may invent one
RETRY = 5.0  # seconds after a failure


class KeysUnreachable(Exception):
    """The identity provider does not give out its keys, and there are none of the last day."""


class Keys:
    def __init__(
        self, issuer: str, client: httpx2.AsyncClient, patience: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`patience` is how many seconds the provider may take to give out its keys."""
        self._issuer, self._client, self._patience, self._clock = issuer, client, patience, clock
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = self._failed = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, name: str | None) -> jwt.PyJWK | None:
        """The key of this name (`kid`); for a token that names none, the only one. Raises KeysUnreachable."""
        age = self._clock() - self._fetched
        if age > STALE:
            await self._fetch()
        elif age > FRESH:
            self._start()
        if name is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        if name not in self._keys and self._clock() - self._fetched > PAUSE:
            await self._fetch()
            if name not in self._keys and self._failed > self._fetched:
                raise KeysUnreachable  # it may be a new key, which nobody can tell now
        return self._keys.get(name)

    async def _fetch(self) -> None:
        """Wait for a fetch, begun here or by another; they go on when this request is given up."""
        fetching = self._start()
        if fetching:
            await asyncio.shield(fetching)
        if self._clock() - self._fetched > STALE:
            raise KeysUnreachable

    def _start(self) -> asyncio.Task[None] | None:
        if self._fetching is None and self._clock() - self._failed > RETRY:
            self._fetching = asyncio.get_running_loop().create_task(self._try())
        return self._fetching

    async def _try(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                self._keys = await self._read()
            self._fetched = self._clock()
        except (httpx2.HTTPError, httpx2.InvalidURL, jwt.PyJWTError, TimeoutError, ValueError, KeyError, TypeError):
            self._failed = self._clock()
        finally:
            self._fetching = None

    async def _read(self) -> dict[str, jwt.PyJWK]:
        document = await self._get(metadata_address(self._issuer))
        if document["issuer"] != self._issuer:
            raise ValueError("another issuer's keys")
        address = str(document["jwks_uri"])
        if urlsplit(address).scheme not in ("https", urlsplit(self._issuer).scheme):
            raise ValueError("keys that anyone on the way could change")
        found = jwt.PyJWKSet.from_dict(await self._get(address)).keys
        usable = (key for key in found if key.algorithm_name in ALGORITHMS and key.public_key_use in ("sig", None))
        return {key.key_id: key for key in usable if key.key_id}

    async def _get(self, address: str) -> dict[str, object]:
        response = await self._client.get(address)
        response.raise_for_status()
        document = response.json()
        if not isinstance(document, dict):
            raise TypeError("not an object")
        return document


def metadata_address(issuer: str) -> str:
    """Where an OpenID Connect provider describes itself."""
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"
