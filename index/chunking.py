"""Headings and paragraphs into clauses: a section's paragraphs counted, an over-long one split into parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.clauses import Clause, Document
from index.blocks import Block

LONGEST_CLAUSE = 1_200  # characters: about as much as the default embedding model reads
_NUMBERED = re.compile(r"^(?:section\s+)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})[.)]?\s+(?P<words>\S.*)$", re.IGNORECASE)
_LONGEST_SLUG = 60
_OPENING = "opening"


def title_of(blocks: Sequence[Block]) -> str:
    """The file's first heading, when it stands above all others and is no numbered section; else nothing."""
    headings = [block for block in blocks if block.level]
    if not headings or _NUMBERED.match(headings[0].text):
        return ""
    first, *others = headings
    return first.text if all(other.level > first.level or other.text == "Notes" for other in others) else ""


def clauses(document: Document, blocks: Sequence[Block], title: str) -> Iterator[Clause]:
    """The clauses of a document whose heading `title`, if it has one, stands for the whole of it."""
    path: list[Block] = []
    section, heading, paragraph = _OPENING, document.title, 0
    used = {section}
    for block in blocks:
        if block.level:
            path = [above for above in path if above.level < block.level and above.text != title] + [block]
            if block.text == title:
                continue
            section, heading, paragraph = *_section(path, used), 0
            used.add(section)
            continue
        paragraph += 1
        texts = _split(block.text)
        for place, text in enumerate(texts):
            part = _letters(place) if len(texts) > 1 else ""
            yield Clause(
                id=f"{document.document}/{section}/{paragraph}{f'.{part}' if part else ''}",
                document=document.document,
                title=document.title,
                section=section,
                paragraph=paragraph,
                part=part,
                heading=heading,
                layer=document.layer,
                wording="official",
                text=text,
            )


def slug(words: str) -> str:
    """Words as an address can hold them: `Duty and Assessment` is `duty-and-assessment`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-") or "unnamed"


def _section(path: Sequence[Block], used: set[str]) -> tuple[str, str]:
    """The section's number, or failing that its headings, made its own; and its heading, within those above it."""
    names: list[str] = []
    words: list[str] = []
    for block in reversed(path):
        if match := _NUMBERED.match(block.text):
            names.insert(0, match["number"])
            words.insert(0, match["words"])
            break
        names.insert(0, slug(block.text))
        words.insert(0, block.text)
    name = "-".join(names)[:_LONGEST_SLUG].strip("-.")
    section, count = name, 1
    while section in used:
        count += 1
        section = f"{name}-{count}"
    return section, " – ".join(words)  # noqa: RUF001


def _split(text: str) -> list[str]:
    if len(text) <= LONGEST_CLAUSE:
        return [text]
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415 (a second)

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=LONGEST_CLAUSE,
        chunk_overlap=0,  # a clause is quoted: no word of it twice
        separators=["\n", r"(?<=[.!?;]) ", " ", ""],
        is_separator_regex=True,
        keep_separator="end",
    )
    return splitter.split_text(text)


def _letters(place: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    before, letter = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + letter)
