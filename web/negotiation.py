"""What a client asked to be answered with."""

from __future__ import annotations

from starlette.requests import Request


def accepts(request: Request, media_type: str) -> bool:
    """Whether the Accept header names this very type; a wildcard does not count."""
    accepted = (part.split(";")[0].strip().lower() for part in request.headers.get("accept", "").split(","))
    return media_type in accepted


def wants_page(request: Request) -> bool:
    """Whether a browser is waiting for a page, rather than a program for data."""
    return accepts(request, "text/html") and not request.url.path.startswith("/api/")
