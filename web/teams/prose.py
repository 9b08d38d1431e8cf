"""An answer's text, which is Markdown, as paragraphs of rich text: bold and lists, and never a link."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from web.teams.elements import BULLET, Element, Run, rich

_MARKDOWN = MarkdownIt("zero").enable(["list", "emphasis", "newline", "escape"])
_MARKER = re.compile(r"( ?)\[(\d{1,3})\]")


def paragraphs(text: str, numbers: Collection[int]) -> list[Element]:
    """One element for each paragraph and each line of a list; markers of other clauses than `numbers` are left out."""
    found = []
    bullets: list[str] = []
    for token in _MARKDOWN.parse(text):
        if token.type == "list_item_open":
            bullets.append(f"{token.info}.\N{NO-BREAK SPACE}" if token.info else BULLET)
        elif token.type == "list_item_close":
            bullets.pop()
        elif token.type == "inline":
            bullet = [Run(bullets[-1])] if bullets else []
            found.append(rich(*bullet, *_runs(token, numbers), spacing="Small" if bullets else "Default"))
    return found


def _marked(words: str, numbers: Collection[int]) -> str:
    """The words without the markers of clauses that the card does not name."""
    return _MARKER.sub(lambda found: found[0] if int(found[2]) in numbers else "", words)


def _runs(line: Token, numbers: Collection[int]) -> Iterator[Run]:
    bold, words = 0, ""
    for token in line.children or ():
        if token.type in ("strong_open", "strong_close"):
            if words:
                yield Run(_marked(words, numbers), bold=bool(bold))
            bold, words = bold + token.nesting, ""
        elif token.type in ("softbreak", "hardbreak"):
            words += " "
        else:
            words += token.content
    if words:
        yield Run(_marked(words, numbers), bold=bool(bold))
