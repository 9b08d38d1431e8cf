"""A circuit breaker: a model that failed several times in a row is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 5
COOL_DOWN = 30.0  # seconds


class Breaker:
    """Closed: calls go through. Open: none does. After the cool-down one trial goes through and settles which it is."""

    def __init__(
        self, failures: int = FAILURES, cool_down: float = COOL_DOWN, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures, self._cool_down, self._clock = failures, cool_down, clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._opened: float | None = None
        self._on_trial = False

    def admit(self) -> bool:
        """Whether a call may be made now. One that was admitted must be told of: `worked`, `failed` or `left`."""
        with self._lock:
            if self._opened is None:
                return True
            if self._on_trial or self._clock() - self._opened < self._cool_down:
                return False
            self._on_trial = True
            return True

    def worked(self) -> None:
        with self._lock:
            self._in_a_row, self._opened, self._on_trial = 0, None, False

    def failed(self) -> None:
        with self._lock:
            self._in_a_row += 1
            self._on_trial = False
            if self._in_a_row >= self._failures:
                self._opened = self._clock()

    def left(self) -> None:
        """A call was broken off by us and tells nothing of the model."""
        with self._lock:
            self._on_trial = False
