"""A server of our own on a free port, in this process, over real HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import uvicorn
from fastapi import FastAPI

from assistant.answering.answer import ChatRequest
from assistant.answering.turn import Assistant
from assistant.loading import load
from assistant.pack import Pack
from assistant.settings import Settings
from web.app import create_app
from web.server import configure
from web.service import Service
from web.terminal.keywords_alone import KeywordsAlone


class Shelf(KeywordsAlone):
    """A library that stays at keywords: nothing to load, and the same answers every time."""

    status: dict[str, Any] = {"ready": False, "index": "left out of this test"}  # noqa: RUF012

    def close(self) -> None:
        pass


@cache
def the_real_pack() -> Pack:
    """Loaded once for all tests of a process: what reads questions is made ready for a pack, and takes seconds."""
    return load(Settings().pack)


def without_model(settings: Settings) -> Service:
    real = settings.pack == Settings().pack
    pack = the_real_pack() if real else load(settings.pack)
    shelf = Shelf(list(pack.clauses.values()), pack.revision)
    service = Service(pack, shelf, Assistant(pack, shelf))  # type: ignore[arg-type]
    if real:  # as `open_service` does
        service.assistant.answer(ChatRequest(message="When does a case move?"), service.today())
    return service


def failing(settings: Settings) -> Service:
    """A service whose every answer fails, with the question in the exception's message."""

    class Failing(Assistant):
        def told(self, request: Any, today: Any) -> Any:
            raise RuntimeError(request.message)

    service = without_model(settings)
    return replace(service, assistant=Failing(service.pack, service.library))


@contextmanager
def serving(app: FastAPI | None = None) -> Iterator[str]:
    """Serve while the block lasts, as `serve` does; gives the address."""
    with serving_by(configure(app or create_app(Settings(), without_model))) as address:
        yield address


@contextmanager
def serving_by(config: uvicorn.Config) -> Iterator[str]:
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
