"""The words, figures and stops of a text that is to be checked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<date>\d{4}-\d{1,2}-\d{1,2}(?!\d) | \d{1,2}/\d{1,2}/\d{2,4}(?!\d) | \d{1,2}/\d{1,2}(?![\d/]))
  | (?P<time>\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m\b\.? | \d{1,2}:\d{2}(?!\d) | \d{1,2}\.\d{2}(?![\d.]))
  | (?P<number>\d+(?:\.\d+)?)(?:st|nd|rd|th)?(?![^\W\d_])
  | (?P<mixed>\d+[^\W\d_]+ | [^\W\d_]+\d+[^\W_]*)
  | (?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*)
  | (?P<stop>[.;:!?()]+ | ,|\s[-\u2013\u2014]+\s|\u2013|\u2014|\n)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENDINGS = (
    *("isations", "isation", "ations", "ation", "ating", "ated", "ates", "ate", "ements", "ement", "ments", "ment"),
    *("itions", "ition", "ings", "ing", "ions", "ion", "ied", "ies", "ers", "ed", "es", "ly", "er", "s", "e", "y"),
)
"""The longest first."""
_SHORTENED = re.compile(r"(?<=[^\W\d_])'(?:s|ll|ve|re|d|m)$")
SHORTEST = 3
"""Letters of a stem."""
SHORTEST_PLURAL = 4
MOST_WORDS = 8192
"""Words whose forms are kept at hand."""


class Lexeme(NamedTuple):
    """A word, a figure or a stop."""

    kind: str
    """`word`, `number`, `date`, `time`, `mixed` or `stop`."""
    raw: str
    key: str
    """A word in lower case and in the singular, without apostrophes; otherwise as written."""
    start: int
    end: int


def lex(text: str) -> list[Lexeme]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        raw = match[0]
        key = key_of(raw) if kind == "word" else (match["number"] or raw.strip().casefold())
        found.append(Lexeme(kind, raw, key, match.start(), match.end()))
    return found


def keys(phrase: str) -> tuple[str, ...]:
    """A phrase as it is looked for."""
    return tuple(lexeme.key for lexeme in lex(phrase) if lexeme.kind != "stop")


@lru_cache(maxsize=MOST_WORDS)
def _singular(word: str) -> str:
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-3] + "y" if word.endswith("ies") and len(word) > len("ties") else word[:-1]


def key_of(raw: str) -> str:
    word = raw.casefold().replace("\u2019", "'")
    word = _SHORTENED.sub("", word)
    return _singular(word.replace("'", ""))


@lru_cache(maxsize=MOST_WORDS)
def concept_of(key: str) -> str:
    """The stem of a word: refers, referred and referring are one; a rule of thumb, and the same on both sides."""
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= SHORTEST:
            stem = key[: -len(ending)]
            return stem[:-1] if len(stem) > SHORTEST and stem[-1] == stem[-2] and stem[-1] not in "sl" else stem
    return key
