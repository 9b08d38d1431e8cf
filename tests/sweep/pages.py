"""What no page may hold, whoever wrote it: script of its own, handlers, styles, and ways to elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_ADDRESSES = frozenset(("href", "src", "action", "formaction", "data", "poster", "xlink:href"))
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z+.-]*:|//)", re.IGNORECASE)
_NEVER = frozenset(("iframe", "style", "object", "embed", "base", "math", "template", "marquee"))


def foreign(page: str) -> list[str]:
    """Each such thing in the HTML of a page, or of a piece of one."""
    reader = _Reader()
    reader.feed(page)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            elsewhere = name in _ADDRESSES and _ELSEWHERE.match(value or "")
            if name.startswith("on") or name in ("style", "http-equiv", "srcdoc") or elsewhere:
                self.found.append(f"{tag} {name}={value}")
        if tag in _NEVER or (tag == "script" and "src" not in dict(attrs)):
            self.found.append(tag)
