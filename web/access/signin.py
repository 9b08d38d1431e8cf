"""Signing in with OpenID Connect: the authorization code flow with PKCE, state and nonce, by Authlib.

Authlib leads through the flow. What the ID token says is read by our own `Tokens`, so that there is one place that
says which tokens are taken.
"""

from __future__ import annotations

import re
import ssl
from typing import Any

import httpx2
from authlib.integrations.starlette_client import OAuthError, StarletteIntegration, StarletteOAuth2App
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from joserfc.errors import JoseError

from assistant.settings import Settings
from web.access import rooms, sessions
from web.access.keys import RETRY, KeysUnreachable, metadata_address
from web.access.person import Person, asking
from web.access.tokens import Refused, Tokens
from web.problems import Problem
from web.shown import pages

_OURS = re.compile(r"/(?:[A-Za-z0-9_.-]+/?)*")
"""A page of this server: no other host, nothing asked."""

SEE_OTHER = 303


class _Provider(StarletteOAuth2App):  # type: ignore[misc]
    """Authlib's client, with `Tokens` in place of its own reading of ID tokens."""

    def __init__(self, settings: Settings, tokens: Tokens, trust: ssl.SSLContext, patience: float) -> None:
        assert settings.oidc_client_secret
        super().__init__(
            StarletteIntegration("provider"),
            "provider",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            server_metadata_url=metadata_address(settings.issuer),
            # Entra gives the object id with `profile` alone; the name that comes with it is not read.
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "timeout": patience,
                "verify": trust,
            },
        )
        self._tokens = tokens

    async def parse_id_token(self, token: dict[str, Any], nonce: str, **_: object) -> Person:
        return await self._tokens.person(str(token["id_token"]), nonce)


def router(settings: Settings, tokens: Tokens, trust: ssl.SSLContext, patience: float) -> APIRouter:
    """The pages of signing in and out."""
    provider = _Provider(settings, tokens, trust, patience)
    routes = APIRouter(include_in_schema=False)

    @routes.get(rooms.SIGN_IN)
    def page(to: str = "/") -> Response:
        if asking():
            return RedirectResponse(ours(to), SEE_OTHER)
        return pages.render("sign_in.html", to=ours(to), signed_out=False)

    @routes.get(rooms.SIGNED_OUT)
    def signed_out() -> Response:
        return pages.render("sign_in.html", to="/", signed_out=True)

    @routes.get(rooms.START)
    async def start(request: Request, to: str = "/", other: bool = False) -> Response:
        """On to the provider; `other` lets it ask which account."""
        # Whoever is signed in stays so until someone else is: this address may be opened from anywhere.
        request.session["to"] = ours(to)
        extra = {"prompt": "select_account"} if other else {}
        try:
            return await provider.authorize_redirect(request, _callback(request, settings), **extra)  # type: ignore[no-any-return]
        except (httpx2.HTTPError, httpx2.InvalidURL, RuntimeError, ValueError):
            raise _away() from None

    @routes.get(rooms.CALLBACK)
    async def callback(request: Request) -> Response:
        """Back from the provider, with a code that only this server can change for a token."""
        to = ours(str(request.session.pop("to", "/")))
        try:
            person = (await provider.authorize_access_token(request)).get("userinfo")
        except (httpx2.HTTPError, KeysUnreachable):
            raise _away() from None
        except Refused as why:
            return _refused("token", str(why))
        except (OAuthError, JoseError, ValueError):
            return _refused("flow")  # in our words: what the provider says may hold a name
        if not isinstance(person, Person):
            return _refused("flow")
        if not person.grants:
            return _refused("role")
        sessions.remember(request.session, person)
        return RedirectResponse(to, SEE_OTHER)

    @routes.post(rooms.SIGN_OUT)
    def sign_out(request: Request) -> Response:
        request.session.clear()
        return RedirectResponse(rooms.SIGNED_OUT, SEE_OTHER)

    return routes


def ours(path: str) -> str:
    """The path, where it is one of this server; else the start."""
    return path if _OURS.fullmatch(path) else "/"


def _callback(request: Request, settings: Settings) -> str:
    """Where the provider sends people back: the public address, or on this machine the one they came by.

    The gate has let only names of this server through; and the provider sends to registered addresses alone.
    """
    base = str(settings.public_url).rstrip("/") if settings.public_url else f"http://{request.headers['host']}"
    return base + rooms.CALLBACK


def _refused(why: str, words: str = "") -> Response:
    """The page of someone who was not signed in: for want of a `role`, for their `token`, or on the way (`flow`)."""
    return pages.render("refused.html", 403, why=why, words=words)


def _away() -> Problem:
    words = "The sign-in service cannot be reached. Try again in a moment."
    return Problem(503, words, headers={"Retry-After": str(round(RETRY))})
