"""What the application takes of all this: the middleware at its door, the pages of signing in, and the limits."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.middleware import Middleware

from assistant.settings import Settings
from web.access.limits import Limiter, Limits

PATIENCE = 5.0  # seconds that the identity provider may take


class Entry:
    """Where nobody has to sign in, only the limits are left of it."""

    def __init__(self, settings: Settings) -> None:
        self.limits = Limits(settings)
        self.middleware = [Middleware(Limiter, limits=self.limits)]
        self.routers: list[APIRouter] = []
        self._client = None
        if not settings.signing_in:
            return
        # A third of a second, spent only where people sign in.
        import httpx2  # noqa: PLC0415

        from web.access import sessions, signin  # noqa: PLC0415
        from web.access.door import Door  # noqa: PLC0415
        from web.access.keys import Keys  # noqa: PLC0415
        from web.access.tokens import Tokens  # noqa: PLC0415

        trust = httpx2.create_ssl_context()  # made once: it takes longer than a request may hold up others
        self._client = httpx2.AsyncClient(verify=trust, timeout=PATIENCE)
        tokens = Tokens(settings, Keys(settings.issuer, self._client, PATIENCE))
        self.middleware = [
            sessions.middleware(settings),
            Middleware(Door, settings=settings, tokens=tokens),
            *self.middleware,
        ]
        self.routers = [signin.router(settings, tokens, trust, PATIENCE)]

    async def close(self) -> None:
        await self.limits.close()
        if self._client:
            await self._client.aclose()
