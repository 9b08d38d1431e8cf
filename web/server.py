"""How the application is served: uvicorn, and its patience with connections that send nothing, or not enough."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
import threading
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD_SECONDS = 10.0
LARGEST_HEAD = 64 * 1024  # bytes
KEEP_ALIVE_SECONDS = 5
MOST_CONNECTIONS = 1000
HEAPS = 2
_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


class Patience(asyncio.Protocol):
    """An end to the patience of uvicorn's protocols: they wait for ever for a request, and take a head of any size.

    Here a head must be whole in time, and no larger than any browser's; else the connection is closed. The body has a
    limit of its own, at the gate.
    """

    head_seconds = HEAD_SECONDS
    transport: asyncio.Transport
    cycle: Any
    """The request being answered, or answered last, as uvicorn keeps it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head, self._waiting = 0, self._expect(transport)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        if self._waiting is None and (before is None or before.response_complete):
            self._head, self._waiting = 0, self._expect(self.transport)
        self._head += len(data)
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self._waiting and self._head > LARGEST_HEAD:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _expect(self, transport: asyncio.Transport) -> asyncio.TimerHandle | None:
        return asyncio.get_running_loop().call_later(self.head_seconds, transport.close)

    def _stop_waiting(self) -> None:
        if self._waiting:
            self._waiting.cancel()
        self._waiting = None


class PatientProtocol(Patience, AutoHTTPProtocol):  # type: ignore[misc,valid-type]
    """The protocol that uvicorn would take: on httptools where that is installed, else on h11."""


def share_heaps() -> None:
    """Before any thread is started: no more heaps than `HEAPS` for all of them, where the C library is GNU's.

    It would give nearly every thread a heap of its own, and each keeps the room that its largest answer once took: the
    process grows by half within minutes, and no answer is quicker for it.
    """
    limit = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if limit:
        limit(_ARENA_MAX, HEAPS)


def spare_the_loaded(loaded: Callable[[], object]) -> threading.Thread:
    """Once `loaded` returns, in the background: nothing that stands then is ever searched for garbage again.

    It is a million objects that live as long as the process. Every few hundred answers the collector would go through
    them all, and nobody is answered for a second or two.
    """

    def settle() -> None:
        loaded()
        gc.freeze()

    thread = threading.Thread(target=settle, name="settling", daemon=True)
    thread.start()
    return thread


def configure(app: ASGIApp, protocol: type[asyncio.Protocol] = PatientProtocol) -> uvicorn.Config:
    """uvicorn for the application: no log of its own, which would hold addresses with what was asked in them."""
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        limit_concurrency=MOST_CONNECTIONS,
        reset_contextvars=True,
    )
