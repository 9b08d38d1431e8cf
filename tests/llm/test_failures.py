"""What exceptions of providers come to. The classes here have the shape of theirs; the real ones come over HTTP."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from assistant.llm.failures import failure


class StatusError(Exception):
    def __init__(self, status: int, **headers: str) -> None:
        super().__init__("the request was: Zebedee")
        self.status_code = status
        self.response = httpx.Response(status, headers={name.replace("_", "-"): text for name, text in headers.items()})


@pytest.mark.parametrize(
    ("error", "trouble", "passing"),
    [
        (StatusError(429), "rate_limited", True),
        (StatusError(500), "unreachable", True),
        (StatusError(503), "unreachable", True),
        (StatusError(401), "refused", False),
        (StatusError(404), "refused", False),
        (ConnectionResetError(), "unreachable", True),
        (TimeoutError(), "unreachable", True),
        (httpx.RemoteProtocolError("peer closed"), "unreachable", True),
        (json.JSONDecodeError("Zebedee", "Zebedee", 0), "unreadable", False),
        (KeyError("choices"), "unreadable", False),
        (TypeError("null value"), "unreadable", False),
    ],
)
def test_kinds(error: Exception, trouble: str, passing: bool) -> None:
    found = failure(error)
    assert (found.trouble, found.passing) == (trouble, passing)
    assert "Zebedee" not in f"{found} {found.args}"


def test_retry_after_in_seconds_or_as_a_date() -> None:
    assert failure(StatusError(429, retry_after="7")).retry_after == 7.0
    assert failure(StatusError(503, retry_after="0.5")).retry_after == 0.5
    assert failure(StatusError(429, retry_after="-3")).retry_after == 0.0
    past = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
    assert failure(StatusError(429, retry_after=past)).retry_after == 0.0
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert (failure(StatusError(429, retry_after=later)).retry_after or 0) > 3000
    assert failure(StatusError(429, retry_after="soon")).retry_after is None
    assert failure(StatusError(429)).retry_after is None
