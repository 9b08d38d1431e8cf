"""Markdown into safe HTML: no HTML of its own, no links but the citation markers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection

from markdown_it import MarkdownIt
from markupsafe import Markup

from web.shown.bearing import sentences

_MARKER = re.compile(r" ?\[(\d{1,3})\]")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["link", "image", "autolink", "html_inline", "html_block", "reference"]
)
_BLOCK = re.compile(r"<(?:p|li|h\d)>")
_TAG = re.compile(r"<[^>]*>")

Cite = Callable[[str, str], Markup]
"""A marker's number, and the words before it that it stands for -> the marker."""


def render(text: str, cite: Cite) -> Markup:
    """An answer's text, each marker through `cite`."""
    return Markup("".join(_cited(_MARKDOWN.render(text), cite)))  # noqa: S704 - the renderer escapes


def plain(text: str, bearing: Collection[int] = ()) -> Markup:
    """A clause's text; of its sentences, those at these places, from 1, marked."""
    if not bearing:
        return Markup(_MARKDOWN.render(text))  # noqa: S704
    found = (_MARKDOWN.renderInline(each) for each in sentences(text))
    marked = (f"<mark>{each}</mark>" if at in bearing else each for at, each in enumerate(found, start=1))
    return Markup(f"<p>{' '.join(marked)}</p>")  # noqa: S704


def _cited(rendered: str, cite: Cite) -> list[str]:
    pieces: list[str] = []
    at, words = 0, ""
    for match in _MARKER.finditer(rendered):
        before = rendered[at : match.start()]
        said = _said(before)
        words = said or words  # markers side by side stand for the same words
        pieces += (before, str(cite(match[1], words)))
        at = match.end()
    return [*pieces, rendered[at:]]


def _said(before: str) -> str:
    """The last sentence of what stands before a marker."""
    text = _TAG.sub("", _BLOCK.split(before)[-1])
    found = sentences(html.unescape(text).lstrip(".; "))
    return found[-1] if found else ""
