"""Connections that send nothing, or not enough: each is closed, and says so to nobody else."""

from __future__ import annotations

import asyncio
import gc
import platform
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI, Request
from starlette.middleware import Middleware
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tests.serving import serving_by
from web import problems, server
from web.gate import Gate
from web.server import LARGEST_HEAD, Patience, PatientProtocol, configure

HOSTS = frozenset({"127.0.0.1"})


class OnHttptools(Patience, HttpToolsProtocol):
    head_seconds = 0.05


class OnH11(Patience, H11Protocol):
    head_seconds = 0.05


BOTH = pytest.mark.parametrize("protocol", [OnHttptools, OnH11])


def echo(body_seconds: float = 20.0) -> FastAPI:
    app = FastAPI(middleware=[Middleware(Gate, hosts=HOSTS, largest_body=1000, body_seconds=body_seconds)])
    problems.install(app)

    @app.post("/")
    async def length(request: Request) -> int:
        return len(await request.body())

    return app


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    at = urlsplit(address)
    with socket.create_connection((at.hostname or "", at.port or 0), timeout=60) as connection:
        yield connection


def everything(connection: socket.socket) -> bytes:
    """Until the server closes: a test that waits in vain fails by the socket's timeout."""
    try:
        return b"".join(iter(lambda: connection.recv(65536), b""))
    except ConnectionResetError:
        return b""


@BOTH
@pytest.mark.parametrize("sent", [b"", b"POST / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_a_head_that_does_not_come_closes_the_connection(sent: bytes, protocol: type[asyncio.Protocol]) -> None:
    with serving_by(configure(echo(), protocol)) as address, connected(address) as connection:
        connection.sendall(sent)
        assert everything(connection) == b""


@BOTH
def test_a_second_request_on_the_connection_has_to_come_in_time_too(protocol: type[asyncio.Protocol]) -> None:
    whole = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\nhi"
    with serving_by(configure(echo(), protocol)) as address, connected(address) as connection:
        connection.sendall(whole)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(whole[:30])
        assert b"HTTP/1.1" not in everything(connection)


def test_a_head_without_end_closes_the_connection() -> None:
    with serving_by(configure(echo())) as address, connected(address) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        with suppress(ConnectionError):
            for _ in range(2 * LARGEST_HEAD // 1000):
                connection.sendall(b"X-Long: " + b"x" * 1000 + b"\r\n")
        assert everything(connection) == b""


def test_a_body_that_does_not_come_is_a_408() -> None:
    with serving_by(configure(echo(body_seconds=0.05))) as address, connected(address) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\nhalf of it")
        answered = everything(connection)
        assert answered.startswith(b"HTTP/1.1 408")
        assert b"application/problem+json" in answered
        assert b"half of it" not in answered


def test_once_the_body_is_there_nobody_is_hurried() -> None:
    """A stream waits to hear that its reader has gone, and that may take any time."""

    async def test() -> None:
        gone = asyncio.Event()
        messages: list[Message] = []

        async def receive() -> Message:
            if not messages:
                return {"type": "http.request", "body": b"whole", "more_body": False}
            asyncio.get_running_loop().call_later(0, gone.set)
            await gone.wait()
            return {"type": "http.disconnect"}

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            messages.append(await receive())
            messages.append(await receive())

        scope = {"type": "http", "headers": [(b"host", b"127.0.0.1")]}
        await Gate(app, HOSTS, 1000, body_seconds=0)(scope, receive, None)  # type: ignore[arg-type]
        assert [each["type"] for each in messages] == ["http.request", "http.disconnect"]

    asyncio.run(test())


def test_it_serves_with_every_limit_set() -> None:
    config = configure(echo())
    assert config.limit_concurrency == server.MOST_CONNECTIONS
    assert config.timeout_keep_alive == server.KEEP_ALIVE_SECONDS
    assert not config.access_log
    assert config.http is PatientProtocol
    assert not config.server_header
    assert config.ws == "none"


MANY_THREADS = """
import ctypes, sys, threading
from web import server

share, kept = sys.argv[1] == "shared", []
if share:
    server.share_heaps()
together = threading.Barrier(12)

def work():
    together.wait()  # each has a thread of its own
    kept.append([bytearray(1000) for _ in range(1000)])
    together.wait()

threads = [threading.Thread(target=work) for _ in range(12)]
for each in threads:
    each.start()
for each in threads:
    each.join()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only GNU's C library gives threads heaps of their own")
def test_threads_share_a_few_heaps() -> None:
    def heaps(how: str) -> int:
        command = [sys.executable, "-c", MANY_THREADS, how]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.count("<heap nr=")

    assert heaps("shared") == server.HEAPS < heaps("alone")


def test_what_is_loaded_is_spared_by_the_garbage_collector() -> None:
    loaded = threading.Event()
    before = gc.get_freeze_count()
    settling = server.spare_the_loaded(loaded.wait)
    try:
        assert gc.get_freeze_count() == before  # not while it still loads
        loaded.set()
        settling.join(30)
        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()
