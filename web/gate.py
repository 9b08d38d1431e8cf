"""The gate: which requests come in at all, and the headers that every response goes out with."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import secure
from secure.headers import PermissionsPolicy
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Settings
from web.problems import Problem

BODY_SECONDS = 20.0


class Gate:
    """Refuses another server's name (a page elsewhere that points its own name here), and bodies too large or slow.

    Starlette has both; its answers are plain text, and ours are problem details.
    """

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str], largest_body: int, body_seconds: float = BODY_SECONDS
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.largest_body = largest_body
        self.body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(Headers(scope=scope)) if scope["type"] == "http" else None
        if refusal:
            await refusal.response()(scope, receive, send)
            return
        received, whole = 0, False
        until = asyncio.get_running_loop().time() + self.body_seconds

        async def counted() -> Message:
            nonlocal received, whole
            if whole:  # what is waited for now is that the client goes away
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, headers={"Connection": "close"}) from None
            received += len(message.get("body", b""))
            if received > self.largest_body:
                raise HTTPException(413)
            whole = not message.get("more_body", False)
            return message

        await self.app(scope, counted, send)

    def _refusal(self, headers: Headers) -> Problem | None:
        if _host(headers) not in self.hosts:
            return Problem(400, "This server is not known by that name.")
        return Problem(413) if _length(headers) > self.largest_body else None


class SafeHeaders:
    """Adds what a response does not say itself."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.headers = _headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


def _headers(settings: Settings) -> dict[str, str]:
    policy = secure.ContentSecurityPolicy()
    for directive in ("script-src", "style-src", "img-src", "connect-src", "form-action"):
        policy.custom(directive, "'self'")
    policy.default_src("'none'").base_uri("'none'").frame_ancestors("'none'")
    nowhere = PermissionsPolicy()
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "browsing-topics"):
        nowhere.add_directive(feature)
    return dict(
        secure.Secure(
            cache=secure.CacheControl().no_store(),
            csp=policy,
            permissions=nowhere,
            coop=secure.CrossOriginOpenerPolicy().same_origin(),
            corp=secure.CrossOriginResourcePolicy().same_origin(),
            hsts=secure.StrictTransportSecurity().max_age(63072000).include_subdomains() if settings.https else None,
            referrer=secure.ReferrerPolicy().no_referrer(),
            xcto=secure.XContentTypeOptions().nosniff(),
            xfo=secure.XFrameOptions().deny(),
        ).headers
    )


def _host(headers: Headers) -> str | None:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname
    except ValueError:
        return None


def _length(headers: Headers) -> int:
    """What the body says it is long; the server has refused what is no number."""
    return int(headers.get("content-length", 0))
