"""A model on loopback that speaks the OpenAI chat completions over real HTTP, in whatever mood a test wants."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from tests.llm import writing

Trouble = Literal[
    "silent",  # says nothing until the client has gone
    "stalls",  # begins well, then says nothing until the client has gone
    "in_steps",  # a paragraph each time that `step` is released (streamed)
    "in_steps_half",  # the same, and done after three of them
    "stalls_wrong",  # begins with a sentence that no clause bears out, then says nothing (streamed)
    "rate_limited",
    "rate_limited_long",  # for longer than anyone waits
    "server_error",
    "wrong_key",
    "garbage",
    "html",
    "cut",  # closes the connection in the middle
    "unfinished",  # ends the stream properly, but without a finish reason
    "out_of_tokens",
    "error_event",
    "empty",
]
ERRORS = {
    "rate_limited": (429, {"Retry-After": "0"}),
    "rate_limited_long": (429, {"Retry-After": "3600"}),
    "server_error": (500, {}),
    "wrong_key": (401, {}),
}
Mood = Callable[[writing.Prompt], str] | Trouble
PATIENT = 60  # seconds, for a test that has failed meanwhile


@dataclass
class ModelServer:
    """`moods` are taken one for each call, the last for all that follow."""

    address: str
    moods: Sequence[Mood] = (writing.faithful,)
    requests: list[dict[str, Any]] = field(default_factory=list)
    """What it was sent, in order."""
    arrived: threading.Event = field(default_factory=threading.Event)
    """A call has come."""
    step: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    """Lets the next paragraph of "in_steps" be said."""
    gone: threading.Event = field(default_factory=threading.Event)
    """A client closed its connection before the answer was whole."""
    open: int = 0
    """Calls that are being answered."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def mood(self) -> Mood:
        return self.moods[min(len(self.requests), len(self.moods)) - 1]

    @property
    def seen(self) -> str:
        """All that it was ever sent."""
        return json.dumps(self.requests, ensure_ascii=False)


@contextmanager
def model_server(*moods: Mood) -> Iterator[ModelServer]:
    """Listening while the block lasts."""
    state = ModelServer("", moods or (writing.faithful,))

    class Handler(_Handler):
        server_state = state

    server = _Server(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 500  # many may call at the same moment


class _Handler(BaseHTTPRequestHandler):
    server_state: ModelServer
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        with suppress(ConnectionResetError):  # between two requests, which nobody minds
            super().handle()

    def do_POST(self) -> None:
        state = self.server_state
        sent = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with state.lock:
            state.requests.append(sent)
            state.open += 1
        state.arrived.set()
        mood = state.mood()
        try:
            if isinstance(mood, str):
                self._trouble(mood, sent)
            else:
                self._answer(mood(writing.read(sent["messages"][-1]["content"])), _streamed(sent))
        except (BrokenPipeError, ConnectionResetError):
            state.gone.set()
            self.close_connection = True
        finally:
            with state.lock:
                state.open -= 1

    def _answer(self, text: str, stream: bool, finish: str | None = "stop") -> None:
        used = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
        if not stream:
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
            self._whole(200, _envelope("chat.completion", choices=[choice], usage=used))
            return
        self._begin()
        for piece in re.findall(r".{1,7}", text, re.DOTALL):
            self._event(_delta({"content": piece}))
        if finish:
            self._event(_delta({}, finish))
            self._event(_envelope("chat.completion.chunk", choices=[], usage=used))
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _trouble(self, mood: Trouble, sent: dict[str, Any]) -> None:
        prompt = writing.read(sent["messages"][-1]["content"])
        words, stream = writing.terse(prompt), _streamed(sent)
        half = words[: len(words) // 2]
        match mood:
            case "silent":
                self._until_gone()
            case "stalls":
                self._begin(stream)
                self._event(_delta({"content": words[:600]}))
                self._until_gone()
            case "in_steps":
                self._in_steps(writing.paraphrasing(prompt).split("\n\n"))
            case "in_steps_half":
                self._in_steps(writing.paraphrasing(prompt).split("\n\n")[:3])
            case "stalls_wrong":
                self._begin()
                self._event(_delta({"content": "It is all decided. Then"}))
                self._until_gone()
            case "rate_limited" | "rate_limited_long" | "server_error" | "wrong_key":
                self._error(*ERRORS[mood])
            case "garbage":
                self._begin(stream)
                self._chunk(b'data: {"choices": [{"delta": \n\n')
                self._chunk(b"")
            case "html":
                self._send(200, b"<html><body>Sign in to the proxy</body></html>", {"Content-Type": "text/html"})
            case "cut":
                self._begin(stream)
                self._event(_delta({"content": half}))
                self.close_connection = True
            case "unfinished" | "out_of_tokens":
                self._answer(half, stream, finish="length" if mood == "out_of_tokens" else None)
            case "error_event":
                self._begin(stream)
                self._event({"error": {"message": "overloaded", "type": "server_error"}}, stream)
                self._chunk(b"")
            case "empty":
                self._answer("", stream)

    def _in_steps(self, paragraphs: Sequence[str]) -> None:
        step = self.server_state.step  # the next call may have another
        self._begin()
        for paragraph in paragraphs:
            step.acquire(timeout=PATIENT)
            self._event(_delta({"content": f"{paragraph}\n\n"}))
        self._event(_delta({}, "stop"))
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _until_gone(self) -> None:
        self.connection.recv(1)  # nothing comes but the end
        self.server_state.gone.set()
        self.close_connection = True

    def _begin(self, stream: bool = True) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream" if stream else "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _event(self, body: dict[str, Any], stream: bool = True) -> None:
        content = json.dumps(body).encode()
        self._chunk(b"data: " + content + b"\n\n" if stream else content)

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _error(self, status: int, headers: dict[str, str]) -> None:
        # A provider's message may repeat what it was sent; none of it may come out on our side.
        self._whole(status, {"error": {"message": f"failed on {len(self.server_state.seen)}"}}, headers)

    def _whole(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


def _streamed(sent: dict[str, Any]) -> bool:
    return bool(sent.get("stream"))


def _envelope(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_760_000_000, "model": "loopback", **more}


def _delta(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _envelope("chat.completion.chunk", choices=[choice])
