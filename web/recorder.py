"""What is kept of a request: its route, status and time, and the kind and rule of its answer; never its words."""

from __future__ import annotations

import uuid
from time import perf_counter

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.logs import log, where
from web.metrics import Metrics
from web.problems import Problem

_METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})
_GONE = 499  # as nginx has it: the client closed the connection


class Recorder:
    """Logs and counts each request, and answers for what nobody caught.

    Nothing is raised any further: the server would write the exception's message to its log.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = perf_counter(), 0
        state = scope.setdefault("state", {})
        state["id"] = uuid.uuid4().hex[:12]

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            status = status or _GONE
        except Exception as error:
            log.error("failure", request=state["id"], **where(error))
            if not status:
                await Problem(500).response(Request(scope))(scope, receive, watched)
        finally:
            self._record(scope, status or _GONE, perf_counter() - started)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        state = scope["state"]
        method = scope["method"] if scope["method"] in _METHODS else "other"
        static = "/static" if scope["path"].startswith("/static/") else "unmatched"
        route = getattr(scope.get("route"), "path", None) or static
        answered = {name: state[name] for name in ("kind", "rule") if state.get(name)}
        self.metrics.request(method, route, status, seconds)
        if "kind" in answered:
            self.metrics.answer(answered["kind"], answered.get("rule"))
        log.info(
            "request",
            request=state["id"],
            method=method,
            route=route,
            status=status,
            ms=round(1000 * seconds, 1),
            **answered,
        )
