"""The retrieval that answers now, counted by its readers: the last to leave a replaced one closes it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.retrieval import Retrieval


class _Lease:
    def __init__(self, retrieval: Retrieval) -> None:
        self.retrieval = retrieval
        self.holders = 1  # the shelf itself


class Shelf:
    """Holds one retrieval; `swap` never waits for readers and never takes one away from under them."""

    def __init__(self, first: Retrieval) -> None:
        self._lock = threading.Lock()
        self._lease = _Lease(first)

    @property
    def current(self) -> Retrieval:
        """To look at; to search, read."""
        return self._lease.retrieval

    @contextmanager
    def reading(self) -> Iterator[Retrieval]:
        """The current retrieval, which stays open and the same until the reader leaves."""
        with self._lock:
            lease = self._lease
            lease.holders += 1
        try:
            yield lease.retrieval
        finally:
            self._leave(lease)

    def swap(self, new: Retrieval) -> None:
        """Let `new` answer from now on, and close the old one when its last reader leaves."""
        with self._lock:
            old, self._lease = self._lease, _Lease(new)
        self._leave(old)

    def _leave(self, lease: _Lease) -> None:
        with self._lock:
            lease.holders -= 1
            last = not lease.holders
        if last:
            lease.retrieval.close()
