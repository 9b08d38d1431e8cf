"""The elements of an Adaptive Card 1.4 that our cards are made of.

Words go into rich text wherever they can: it reads no Markdown, so nothing in them can become a link. A heading and a
fact do read Markdown, and Teams on phones shows the backslashes that would escape it: there its signs are changed for
their full-width forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Element = dict[str, Any]
Style = Literal["default", "emphasis", "good", "attention", "warning", "accent"]
_SIGNS = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "*_`\\<>~#"})
_JOINER = "\N{WORD JOINER}"
BULLET = "\N{BULLET}\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Run:
    """Words of one look."""

    words: str
    bold: bool = False
    subtle: bool = False


def rich(*runs: Run | str, spacing: str = "Default", size: str = "Default", separator: bool = False) -> Element:
    """A paragraph, word for word as it stands."""
    inlines = [_run(run if isinstance(run, Run) else Run(run), size) for run in runs]
    element: Element = {"type": "RichTextBlock", "inlines": inlines, "spacing": spacing}
    return element | ({"separator": True} if separator else {})


def heading(words: str, *, large: bool = False, spacing: str = "Default") -> Element:
    """A line that stands out."""
    return {
        "type": "TextBlock",
        "text": plain(words),
        "weight": "Bolder",
        "size": "Large" if large else "Default",
        "wrap": True,
        "spacing": spacing,
    }


def facts(pairs: Iterable[tuple[str, str]], spacing: str = "Default") -> Element:
    rows = [{"title": plain(title), "value": plain(value)} for title, value in pairs]
    return {"type": "FactSet", "facts": rows, "spacing": spacing}


def container(items: Sequence[Element], style: Style = "default", *, separator: bool = False) -> Element:
    element: Element = {"type": "Container", "style": style, "items": list(items)}
    return element | ({"separator": True} if separator else {})


def open_url(title: str, url: str) -> Element:
    return {"type": "Action.OpenUrl", "title": title, "url": url}


def plain(words: str) -> str:
    """Words for an element that reads Markdown, with none of its signs left in them, and nothing that makes a link."""
    return re.sub(r"\](?=[(:\[])|:(?=//)", lambda found: found[0] + _JOINER, _unfilled(words)).translate(_SIGNS)


def _run(run: Run, size: str) -> Element:
    element: Element = {"type": "TextRun", "text": _unfilled(run.words)}
    look = {"weight": "Bolder" if run.bold else None, "isSubtle": run.subtle or None}
    look["size"] = size if size != "Default" else None
    return element | {name: value for name, value in look.items() if value}


def _unfilled(words: str) -> str:
    """A card fills in `{{DATE(...)}}` by itself; words that look so are left as they are."""
    return words.replace("{{", f"{{{_JOINER}{{")
