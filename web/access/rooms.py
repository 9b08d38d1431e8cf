"""Which rooms of the house are open, and whom the others take.

Whatever is not named as open is closed: an address added tomorrow needs someone signed in until this table says other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

READER, POLICY_OFFICER = "reader", "policy_officer"
"""The roles of people. A reader may read and ask everything; an officer also what changes something: nothing yet."""
ASK, METRICS = "assistant.ask", "assistant.metrics"
"""The scopes of programs."""
PEOPLE = frozenset({READER, POLICY_OFFICER})
SCOPES = frozenset({ASK, METRICS})

SIGN_IN, START, CALLBACK, SIGN_OUT, SIGNED_OUT = (
    "/sign-in",
    "/sign-in/start",
    "/sign-in/callback",
    "/sign-out",
    "/signed-out",
)
OPEN = frozenset(
    {
        *("/healthz", "/readyz"),  # for whoever watches over the server; they tell nothing of anyone
        "/teams/webhook",  # signed by Teams itself
        "/favicon.ico",
        *(SIGN_IN, START, CALLBACK, SIGN_OUT, SIGNED_OUT),
    }
)
OPEN_UNDER = "/static/"


@dataclass(frozen=True)
class Room:
    under: str
    """What its paths begin with."""
    takes: frozenset[str]
    """The roles and scopes of which one is enough."""
    local: bool = False
    """Whether it is open to this very machine."""

    @property
    def scopes(self) -> frozenset[str]:
        return self.takes & SCOPES


ROOMS = (
    Room("/api/", PEOPLE | {ASK}),
    Room("/metrics", frozenset({METRICS}), local=True),
    Room("/", PEOPLE),  # the page, its answers, the policy and the documentation
)


def room(path: str, rooms: Iterable[Room] = ROOMS) -> Room | None:
    """The room of a path, as the server decoded it; None for what is open."""
    if path in OPEN or path.startswith(OPEN_UNDER):
        return None
    return next((each for each in rooms if path.startswith(each.under)), Room("", frozenset()))
