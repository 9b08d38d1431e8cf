"""Messages that are not answered: those seen before, and those too old or from a time still to come.

Only the body is signed, and nothing in it is used up: whoever has once seen a call could send it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from web.problems import Problem
from web.teams.activity import Activity
from web.teams.store import Memory, Store, StoreUnavailable

MOST_IDS = 20_000
MONTH = 30 * 24 * 3600.0
"""Seconds that a message without a timestamp is remembered, for its age cannot be told."""


class Replay:
    """Refuses a message that was answered already. `window` is in seconds, either side of now."""

    def __init__(self, store: Store, window: float, clock: Callable[[], float] = time.time) -> None:
        self._store, self._window, self._clock = store, window, clock
        self._ours = Memory(MOST_IDS)
        """What this process has seen: all that there is while Redis does not answer."""

    def refuse_stale(self, activity: Activity) -> None:
        """Raises a problem for a timestamp outside the window."""
        if activity.timestamp and abs(self._clock() - activity.timestamp.timestamp()) > self._window:
            raise Problem(422, errors={"timestamp": "must be of the last few minutes"})

    def refuse_repeated(self, activity: Activity, key: str) -> None:
        """Raises a problem where this key, which stands for the message, came before; otherwise remembers it.

        A message may be dated ahead by a window, and is refused for its date a window after that.
        """
        seconds = 2 * self._window if activity.timestamp else MONTH
        new = self._ours.add(key, seconds)
        with suppress(StoreUnavailable):
            new = self._store.add(key, seconds) and new
        if not new:
            raise Problem(409, "This message was answered already.", title="Seen before")

    def sweep(self) -> None:
        self._ours.sweep()
