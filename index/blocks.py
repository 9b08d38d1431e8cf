"""A converted file as headings and paragraphs, out of HTML or out of plain text."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

_MARKERS = re.compile(r"^(?:[•▪●◦‣·–-]|[oO](?= )|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s+")  # noqa: RUF001
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?P<words>[A-Z][^.!?;:]{1,90})$")
_MONTH = re.compile(r"^\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$")
_COLUMNS = re.compile(r"\s{3,}")
_GOES_ON = re.compile(r"[a-z,]$")


class Block(NamedTuple):
    """A heading or a paragraph; a list or a table is one paragraph, a line for each item or row."""

    text: str
    level: int = 0
    """1 to 6 for a heading, 0 for a paragraph."""


def from_html(html: str) -> list[Block]:
    """What a converter made of a document with styles."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.blocks


def from_text(text: str) -> list[Block]:
    """Plain text: a blank line ends a paragraph, a number and a few words on a line of their own are a heading."""
    blocks: list[Block] = []
    lines: list[str] = []
    for raw, following in pairwise([*text.splitlines(), "", ""]):
        line = " | ".join(" ".join(column.split()) for column in _COLUMNS.split(raw.strip()))
        if match := _heading(line, following):
            _add(blocks, Block("\n".join(lines)), lines_only=True)
            _add(blocks, Block(line, 1 + match["number"].count(".")))
            lines = []
        elif not line:
            _add(blocks, Block("\n".join(lines)), lines_only=True)
            lines = []
        elif _CONTENTS.search(line):  # a table of contents would name each section twice
            continue
        elif lines and not _MARKERS.match(line) and " | " not in lines[-1] + line:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return blocks


def _heading(line: str, following: str) -> re.Match[str] | None:
    match = _NUMBERED.match(line)
    if not match or _MONTH.match(line) or " | " in line:
        return None
    return match if "." in match["number"] or not following.strip() else None


def _add(blocks: list[Block], block: Block, *, lines_only: bool = False) -> None:
    """Add a block. A list stays with the words it follows from; in text of lines, so does what a page's end parted."""
    text = clean(block.text)
    if not text:
        return
    last = blocks[-1] if blocks else None
    if last and not last.level and not block.level:
        item = _MARKERS.match(text)
        if last.text.endswith(":") and item:
            blocks[-1] = Block(f"{last.text}\n{text}")
            return
        if lines_only and _GOES_ON.search(last.text) and text[0].islower() and not item:
            blocks[-1] = Block(f"{last.text} {text}")
            return
    blocks.append(Block(text, block.level))


def clean(text: str) -> str:
    """Without what cannot be seen (control and direction characters, soft hyphens), ligatures as letters."""
    letters = (unicodedata.normalize("NFKC", each) if "ﬀ" <= each <= "ﬆ" else each for each in text)
    seen = "".join(
        each
        for each in "".join(letters)
        if each == "\n" or each.isspace() or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co")
    )
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._text = ""
        self._level = self._within = 0
        self._anchor = ""
        self._verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "ul" | "ol" | "table":
                if not self._within:
                    self.end()
                self._within += 1
            case "li":
                if given.get("id", "").startswith(("footnote-", "endnote-")) and not self._text:
                    self.blocks.append(Block("Notes", 1))
                self._text += "\n- "
            case "tr":
                self._text += "\n"
            case "td" | "th":
                self._text += "" if not self._text.strip() or self._text.rstrip(" ").endswith("\n") else " | "
            case "br":
                self._text += "\n"
            case "a":
                # A note's marker would look like one of ours, and its way back is an arrow.
                notes = ("footnote-ref-", "endnote-ref-")
                back = given.get("href", "").removeprefix("#").startswith(notes)
                self._anchor = "back" if back else "note" if given.get("id", "").startswith(notes) else ""
            case "p" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                if self._within:
                    self._text += " "
                else:
                    self.end()
                    self._level = int(tag[1]) if tag[0] == "h" else 0
                self._verbatim = tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "ul" | "ol" | "table":
                self._within -= 1
                if not self._within:
                    self.end()
            case "a":
                self._anchor = ""
            case "p" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._verbatim = False
                if not self._within:
                    self.end()

    def handle_data(self, data: str) -> None:
        match self._anchor:
            case "note":
                self._text += f" (note {data.strip('[]')})"
            case "":
                self._text += data if self._verbatim else re.sub(r"\s+", " ", data)

    def end(self) -> None:
        """Close the block that is open."""
        text = self._text.replace("\n", " ") if self._level else self._text
        _add(self.blocks, Block(text, self._level))
        self._text, self._level = "", 0
