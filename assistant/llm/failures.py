"""What went wrong with a call, told from a provider's exception without a word of its message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from langchain_core.exceptions import ModelError, ModelRateLimitError

from assistant.answering.model import ModelFailure

TOO_MANY, SERVER_ERRORS = 429, 500
_CONNECTIONS = frozenset({"httpx", "httpx2", "httpcore", "httpcore2", "anyio", "openai", "anthropic", "ollama"})


def failure(error: Exception) -> ModelFailure:
    """The kind of failure, and whether the same call may go well in a moment.

    A provider's own errors are of its connection where they bear no status: an error in the middle of a stream, say.
    What is left is an answer that could not be read: JSON that is none, a field that is missing.
    """
    status = getattr(error, "status_code", None)
    if status == TOO_MANY or isinstance(error, ModelRateLimitError):
        return ModelFailure("rate_limited", passing=True, retry_after=_retry_after(error))
    if isinstance(status, int):
        passing = status >= SERVER_ERRORS
        return ModelFailure("unreachable" if passing else "refused", passing=passing, retry_after=_retry_after(error))
    if isinstance(error, ModelError):
        return ModelFailure("unreachable" if error.is_retryable else "refused", passing=error.is_retryable)
    library = type(error).__module__.partition(".")[0]
    unreadable = isinstance(error, ValueError)
    if not unreadable and (isinstance(error, OSError | EOFError) or library in _CONNECTIONS):
        return ModelFailure("unreachable", passing=True)
    return ModelFailure("unreadable")


def _retry_after(error: Exception) -> float | None:
    """Seconds, from a Retry-After of seconds or of a date."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    said = headers.get("retry-after") if isinstance(headers, Mapping) else None
    if said is None:
        return None
    try:
        return max(float(said), 0.0)
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max((until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0.0)
