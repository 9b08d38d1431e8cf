"""Whether a request was made by a page of another site. A browser sends the cookie's owner along; we do not follow."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers

from assistant.settings import Settings

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def from_elsewhere(method: str, headers: Headers, settings: Settings) -> bool:
    """Browsers say so in Sec-Fetch-Site, older ones in Origin; programs say neither, nor do they carry our cookie."""
    if method in _READING:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    at = urlsplit(origin).netloc if origin != "null" else ""
    public = settings.public_url
    known = {headers.get("host", ""), urlsplit(str(public)).netloc if public else ""}
    return not at or at not in known
