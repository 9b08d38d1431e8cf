"""Who is signed in, as the signed cookie remembers it: the keyed hash, the roles, and until when. Nothing else does.

Starlette's session signs the cookie; its maker reads it, nobody else can change it, and signing out takes it away.
"""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware

from assistant.settings import Settings
from web.access.person import Person
from web.access.rooms import PEOPLE

LASTS = 8 * 3600  # seconds: a working day, however often the page is used

Session = MutableMapping[str, Any]


def middleware(settings: Settings) -> Middleware:
    assert settings.session_secret
    return Middleware(
        SessionMiddleware,
        secret_key=settings.session_secret.get_secret_value(),
        session_cookie=cookie_name(settings),
        max_age=LASTS,
        same_site="lax",  # "strict" would lose it on the way back from the provider
        https_only=settings.https,
    )


def cookie_name(settings: Settings) -> str:
    """By https a name that browsers keep to this very host, and that no other one can set."""
    return "__Host-transfer" if settings.https else "transfer"


def remember(session: Session, person: Person) -> None:
    """Sign someone in, in place of whoever was and of what signing in left behind."""
    session.clear()
    session.update(who=person.key, roles=sorted(person.grants), until=int(time.time()) + LASTS)


def recall(session: Session, now: float) -> Person | None:
    """Whoever is signed in at this time, in seconds since 1970."""
    who, roles, until = session.get("who"), session.get("roles"), session.get("until")
    if not (isinstance(who, str) and isinstance(roles, list) and isinstance(until, int)) or until <= now:
        return None
    return Person(who, PEOPLE & set(roles))
