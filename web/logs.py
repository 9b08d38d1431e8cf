"""Logs that can hold nothing anyone typed: a list of fields that may be logged, and errors without their messages."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

FIELDS = frozenset(
    {"event", "level", "timestamp", "request", "method", "route", "status", "ms", "kind", "rule", "error", "at"}
)
_CHECKOUT = Path(__file__).resolve().parent.parent

log: structlog.typing.FilteringBoundLogger = structlog.get_logger("web")


def configure() -> None:
    """One line for each request and failure on stderr: JSON, or readable on a terminal."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_listed,
            structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.raiseExceptions = False  # a log that cannot be written is no reason to fail a request
    logging.basicConfig(handlers=[_handler("%(levelname)s %(name)s: %(message)s")], level=logging.WARNING, force=True)
    ours = logging.getLogger("web")
    ours.handlers, ours.propagate = [_handler("%(message)s")], False
    ours.setLevel(logging.INFO)


def _handler(form: str) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(_Quiet(form))
    return handler


def only_listed(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Drop every field that is not on the list, whoever logged it."""
    return {name: value for name, value in event.items() if name in FIELDS}


def where(error: BaseException) -> dict[str, str]:
    """What an error is and where it arose in our code, without its message: that may hold what was typed."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(_CHECKOUT))]
    at = f"{Path(ours[-1].filename).relative_to(_CHECKOUT)}:{ours[-1].lineno}" if ours else ""
    return {"error": type(error).__name__, "at": at}


class _Quiet(logging.Formatter):
    """Libraries' own logs, their exceptions cut down to type and place."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        error: tuple[type[BaseException], BaseException, TracebackType | None] = ei
        if error[1] is None:
            return ""
        return " ".join(filter(None, where(error[1]).values()))
