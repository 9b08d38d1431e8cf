"""Whoever asks: a person who signed in, or a program with a token. No name and no address of theirs is kept."""

from __future__ import annotations

import hashlib
import hmac
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    key: str
    """A keyed hash of their object id: tells one from another, and leads back to nobody without the key."""
    grants: frozenset[str]
    """The roles of someone who signed in; the scopes of a program."""


_asking: ContextVar[Person | None] = ContextVar("asking", default=None)
asking = _asking.get
"""Whoever asks in the request at hand, on whichever thread; None where nobody has to say."""
now_asks = _asking.set


def keyed_hash(secret: bytes, *parts: str) -> str:
    """A short name for something that must not be kept itself."""
    text = "\0".join(parts).encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]
