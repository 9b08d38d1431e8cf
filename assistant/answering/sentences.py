"""Cutting a text into sentences while it is still being written, each with the tokens it rests on.

A sentence is handed on only when what follows it is seen, for its tokens come behind its full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Start = Literal["run_on", "paragraph", "item"]

_TOKENS = r"(?:[ \t]*\[[^\[\]\n]{0,60}\])"
_CLOSERS = r"[\"'\u2019\u201d)*_]*"
_END = re.compile(rf"[.!?]{_CLOSERS}(?P<tokens>{_TOKENS}*){_CLOSERS}[.]?|[ \t]*\n\s*")
_OPENING = re.compile(r"\s*(?P<mark>#{1,6}[ \t]+|[-*\u2022\u2013][ \t]+|\d{1,2}[.)][ \t]+)?(?:\[[ x]\][ \t]+)?")
_UNDECIDED = re.compile(r"\s*(?:#{1,6}|[-*\u2022\u2013]|\d{1,2}[.)]?)?[ \t]*")
_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\Z")
_SHORT = frozenset({"e.g", "i.e", "etc", "para", "paras", "approx", "vs", "cf", "dr", "mr", "mrs", "ms", "st", "sec"})
_TOKEN = re.compile(r"\[[^\[\]\n]{1,60}\]")
_EMPHASIS = re.compile(r"\*+|`+|__+")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    """On one line, without Markdown, its tokens behind or in it: "It moves at the core group. [r1][c2]"."""
    start: Start
    """What it began with: nothing, a new line, or the mark of a list."""
    heading: bool = False
    """A line that only announces what follows: it rests on nothing."""


class Sentences:
    """Takes a text in pieces of any size and gives its sentences out, each once."""

    def __init__(self) -> None:
        self._rest = ""
        self._fresh_line = True

    def feed(self, piece: str) -> list[Sentence]:
        """The sentences that are complete now."""
        self._rest += piece
        return self._cut(final=False)

    def end(self) -> list[Sentence]:
        """What is left when no more comes."""
        return self._cut(final=True)

    def _cut(self, final: bool) -> list[Sentence]:
        found: list[Sentence] = []
        while (at := _boundary(self._rest, final)) is not None:
            taken, self._rest = self._rest[:at], self._rest[at:]
            sentence = self._read(taken)
            if sentence:
                found.append(sentence)
        return found

    def _read(self, raw: str) -> Sentence | None:
        opening = _OPENING.match(raw)
        mark = (opening.group("mark") or "").strip() if opening else ""
        body = raw[opening.end() :] if opening else raw
        start: Start = "item" if mark and mark[0] != "#" else "paragraph" if self._fresh_line or mark else "run_on"
        if opening and "\n" in opening.group():
            start = "paragraph" if start == "run_on" else start
        self._fresh_line = raw.endswith("\n")
        plain = " ".join(_EMPHASIS.sub("", body).split())
        if not re.search(r"\w", plain):
            return None
        return Sentence(plain, start, _announces(mark, body.strip(), plain))


def _announces(mark: str, body: str, plain: str) -> bool:
    if _TOKEN.search(plain):
        return False
    bold = body.startswith("**") and body.endswith(("**", "**:"))
    return mark.startswith("#") or plain.endswith(":") or (bold and plain[-1] not in ".!?")


def _boundary(text: str, final: bool) -> int | None:
    """Where the first sentence of the text ends, once that can be told."""
    if not text or (not final and _UNDECIDED.fullmatch(text)):
        return None
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    for end in _END.finditer(text, at):
        rest = text[end.end() :]
        ahead = rest.lstrip()
        if not ahead and not final:
            return None
        if not ahead or _ends(text, end, rest, ahead, final):
            return end.end()
        if ahead[0] == "[" and not final and not _TOKEN.match(ahead):
            return None  # a token that is still being written
    return len(text) if final else None


def _ends(text: str, end: re.Match[str], rest: str, ahead: str, final: bool) -> bool:
    if ahead[0] == "[":
        return final
    before = text[: end.start()]
    if not end.group().strip():  # the end of a line; one that goes on in small letters was only wrapped
        return "\n\n" in end.group() or not ahead[0].islower()
    if end.group("tokens"):
        return True
    gap = rest[: len(rest) - len(ahead)]
    if not gap or (ahead[0].islower() and "\n" not in gap):
        return False
    word = _WORD.search(before)
    return word is None or not (word[1].lower() in _SHORT or len(word[1]) == 1)
