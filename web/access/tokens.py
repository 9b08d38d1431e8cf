"""Reading what the identity provider signed: tokens of programs, and of people who sign in, by the same rules."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jwt

from assistant.settings import Settings
from web.access.keys import ALGORITHMS, Keys
from web.access.person import Person, keyed_hash
from web.access.rooms import PEOPLE, SCOPES

LEEWAY = 60  # seconds that two clocks may differ
LONGEST = 16 * 1024  # characters of a token
_NONE: frozenset[str] = frozenset()

_PROBLEMS: dict[type[jwt.PyJWTError], str] = {
    jwt.ExpiredSignatureError: "The token has expired.",
    jwt.ImmatureSignatureError: "The token is not valid yet.",
    jwt.InvalidAudienceError: "The token is meant for another service.",
    jwt.InvalidIssuerError: "The token is from another issuer.",
    jwt.MissingRequiredClaimError: "The token lacks a claim that is needed.",
    jwt.InvalidSignatureError: "The token's signature does not hold.",
}


class Refused(Exception):
    """A token that is not taken. Its words are ours and hold nothing of the token."""


@dataclass(frozen=True)
class Claims:
    """What is read of a token; nothing else of it is kept."""

    oid: str
    roles: frozenset[str]
    scopes: frozenset[str]
    nonce: str | None


class Tokens:
    def __init__(self, settings: Settings, keys: Keys) -> None:
        """For settings by which people sign in."""
        assert settings.oidc_client_id
        assert settings.session_secret
        self._issuer, self._tenant, self._client = settings.issuer, str(settings.oidc_tenant), settings.oidc_client_id
        self._secret = settings.session_secret.get_secret_value().encode()
        self._keys = keys

    async def program(self, token: str) -> Person:
        """Who sends an access token. Raises Refused; KeysUnreachable.

        A program of its own is granted scopes as application roles. One on behalf of a person has its scopes in
        `scp`, and they count only where that person has a role here.
        """
        claims = await self._read(token, (self._client, f"api://{self._client}"))
        if claims.nonce is not None:
            raise Refused("The token is for signing in, and not for calling.")
        if claims.scopes and not claims.roles & PEOPLE:
            return Person(self._key(claims), _NONE)
        return Person(self._key(claims), (claims.scopes or claims.roles) & SCOPES)

    async def person(self, token: str, nonce: str) -> Person:
        """Who signs in with this ID token, asked for with this nonce. Raises Refused; KeysUnreachable."""
        claims = await self._read(token, (self._client,))
        if not hmac.compare_digest((claims.nonce or "").encode(), nonce.encode()):
            raise Refused("The token answers another request.")
        return Person(self._key(claims), claims.roles & PEOPLE)

    async def _read(self, token: str, audience: Sequence[str]) -> Claims:
        if len(token) > LONGEST:
            raise Refused("The token is too long.")
        try:
            header = jwt.get_unverified_header(token)
            name = header.get("kid")
            if header.get("alg") not in ALGORITHMS:
                raise Refused("The token is not signed in a way that is taken here.")
            key = await self._keys.find(name)
            if key is None:
                raise Refused("The token is signed with an unknown key.")
            claims = jwt.decode(
                token,
                key,
                ALGORITHMS,
                audience=audience,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud"], "enforce_minimum_key_length": True},
            )
        except jwt.PyJWTError as error:
            raise Refused(_PROBLEMS.get(type(error), "The token cannot be read.")) from None
        return self._checked(claims)

    def _checked(self, claims: dict[str, Any]) -> Claims:
        """What other issuers leave out: the tenant, and the one id of a person that never changes."""
        tenant, oid = claims.get("tid"), claims.get("oid")
        if tenant != self._tenant:
            raise Refused("The token is from another organisation.")
        if not isinstance(oid, str) or not oid:
            raise Refused("The token does not say who it is for (oid).")
        roles, scopes, nonce = claims.get("roles"), claims.get("scp"), claims.get("nonce")
        return Claims(
            oid=oid,
            roles=frozenset(role for role in roles if isinstance(role, str)) if isinstance(roles, list) else _NONE,
            scopes=frozenset(scopes.split()) if isinstance(scopes, str) else _NONE,
            nonce=nonce if isinstance(nonce, str) else None,
        )

    def _key(self, claims: Claims) -> str:
        return keyed_hash(self._secret, "person", self._tenant, claims.oid)
