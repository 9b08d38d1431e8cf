"""Markdown into safe HTML: no HTML of its own, no links but the citation markers."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKER = re.compile(r" ?\[(\d{1,3})\]")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["link", "image", "autolink", "html_inline", "html_block", "reference"]
)


def render(text: str, cite: Callable[[str], Markup]) -> Markup:
    """An answer's text, each marker through `cite`."""
    html = _MARKDOWN.render(text)
    return Markup(_MARKER.sub(lambda match: str(cite(match[1])), html))  # noqa: S704 - the renderer escapes


def plain(text: str) -> Markup:
    """A clause's text."""
    return Markup(_MARKDOWN.render(text))  # noqa: S704
