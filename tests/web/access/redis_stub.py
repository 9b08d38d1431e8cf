"""As much of Redis on loopback as counting takes: the one script that adds and sets an end. It is no Redis."""

from __future__ import annotations

import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Stub(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.counts: Counter[str] = Counter()
        self.expiries: set[int] = set()
        self.answers = threading.Event()
        """Cleared, it takes commands and says nothing."""
        self.answers.set()
        self.asked = 0

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.server_address[1]}"


@contextmanager
def redis_stub() -> Iterator[Stub]:
    stub = Stub()
    thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.answers.set()
        stub.shutdown()
        stub.server_close()
        thread.join(10)


class _Handler(socketserver.StreamRequestHandler):
    server: Stub

    def handle(self) -> None:
        while line := self.rfile.readline():
            parts = [self._bulk() for _ in range(int(line[1:]))]
            self.server.asked += 1
            self.server.answers.wait()
            try:
                self.wfile.write(self._reply(parts))
            except OSError:
                return

    def _bulk(self) -> str:
        length = int(self.rfile.readline()[1:])
        return self.rfile.read(length + 2)[:-2].decode()

    def _reply(self, parts: list[str]) -> bytes:
        match parts:
            case ["EVALSHA", _, "1", key, expiry, amount]:
                self.server.counts[key] += int(amount)
                self.server.expiries.add(int(expiry))
                return f":{self.server.counts[key]}\r\n".encode()
            case ["HELLO", *_]:
                return b"%2\r\n+server\r\n+redis\r\n+proto\r\n:3\r\n"
            case _:
                return b"+OK\r\n"
