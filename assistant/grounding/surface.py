"""What may not stand in a phrased sentence whatever it says: links, markup, unknown tokens; and its plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.grounding.brief import Brief
from assistant.grounding.fault import Fault

TOKEN = re.compile(r"\[([^\[\]\s]{1,12})\](?!\()")
_WORD = re.compile(r"[^\W_]")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_LEADING = re.compile(r"^\s*(?:[-*•+]|\d{1,2}[.)]|#{1,6}|>)\s+")
_LINK = re.compile(
    r"\]\(|https?:|www\.|\bmailto:|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|uk|io|gov|info|co|dev|app)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MARKUP = re.compile(r"<[a-z/!?]|&#?\w+;|`|\{\{|\{%|!\[|\||\\[a-z]|javascript:|\$\{", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Surface:
    """A sentence without its tokens and Markdown."""

    words: str
    tokens: tuple[str, ...]
    heading: bool
    """Whether it is set as one: bold alone, or ending in a colon."""
    behind: str
    """What follows the last token."""


def surface(sentence: str) -> Surface:
    matches = list(TOKEN.finditer(sentence))
    bare = _LEADING.sub("", TOKEN.sub(" ", sentence)).strip()
    set_apart = sentence.lstrip().startswith("#") or (bare.startswith("**") and bare.rstrip(":").endswith("**"))
    behind = sentence[matches[-1].end() :] if matches else ""
    words = _EMPHASIS.sub("", bare)
    return Surface(words, tuple(each[1] for each in matches), set_apart or bare.endswith(":"), behind)


def surface_faults(sentence: str, found: Surface, brief: Brief) -> Iterator[Fault]:
    cited = " ".join(brief.texts[token] for token in found.tokens if token in brief.texts)
    known = set(_ADDRESS.findall(cited))
    without = _ADDRESS.sub(lambda match: "" if match[0].rstrip(".") in known else match[0], sentence)
    if _LINK.search(without) or "@" in without:
        yield Fault("link")
    if _MARKUP.search(sentence) or _INVISIBLE.search(sentence):
        yield Fault("markup")
    for token in found.tokens:
        if token not in brief.texts:
            yield Fault("unknown_token")
    if "[" in found.words or "]" in found.words:
        yield Fault("unknown_token")
    if found.tokens and _WORD.search(found.behind):
        yield Fault("no_token")
