"""Words of a text, each with where it stands and what parts it from the word before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.understanding.english import english

NOTHING, SOFT, COMMA, STOP = range(4)
"""What parts two words: at most a space, a hyphen or a slash; a bracket, colon or dash; a comma; a full stop."""

MOST = 600
"""Words of one text, more than a message of the greatest length has; what follows them is not read."""

_TOKEN = re.compile(
    r"""
    w/[cb]\b | y/o\b | 2mor(?:row|o)\b | 2nite\b | b4\b
    | \d+(?:\.\d+)?(?:st|nd|rd|th)\b            # 8th
    | \d+(?:\.\d+)?                             # 15, 17.5
    | [^\W\d_]{1,2}\d+[^\W\d_]?\b               # s20
    | [^\W\d_]+(?:'[^\W\d_]+)*                  # doesn't
    | -> | => | [&+@=>→]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {"&": "and", "+": "and", "@": "at", "=": "is", ">": "to", "->": "to", "=>": "to", "→": "to"}
_STOP = re.compile(r"[!?\n]|\.(?=\s)|\.\.")
_COMMA = re.compile(r"[,;]")
_SOFT = re.compile(r"[()\[\]:|*•\"]| -|- ")


class Token(NamedTuple):
    word: str
    """Lower case, without apostrophes, with shorthand spelled out and a clear typing error mended."""
    start: int
    end: int
    gap: int
    """What parts it from the word before."""
    segment: int
    """Counts the stretches between commas and stops."""
    sentence: int
    queried: bool
    """Whether a question mark follows at once."""
    capitals: bool


def split(text: str, mend: Callable[[str], str] = str) -> tuple[Token, ...]:
    """The words of a plain text; `mend` gives a word as it was meant."""
    shorthand = english().shorthand
    tokens: list[Token] = []
    end = segment = sentence = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        gap = _gap(between) if tokens else NOTHING
        if len(tokens) == MOST:
            return tuple(tokens)
        if tokens and "?" in between:
            tokens[-1] = tokens[-1]._replace(queried=True)
        segment += gap >= COMMA
        sentence += gap == STOP
        raw = match[0]
        word = raw.casefold().replace("'", "").replace("/", "")
        word = shorthand.get(word) or _SIGNS.get(raw) or mend(word)
        tokens.append(Token(word, match.start(), match.end(), gap, segment, sentence, False, raw.isupper()))
        end = match.end()
    if tokens and "?" in text[end:]:
        tokens[-1] = tokens[-1]._replace(queried=True)
    return tuple(tokens)


def covered(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The tokens that a stretch of the text touches, as the first and one past the last."""
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return first, max(first, bisect_left(tokens, end, key=lambda token: token.start))


def _gap(between: str) -> int:
    if not between or between == " ":
        return NOTHING
    if _STOP.search(between):
        return STOP
    if _COMMA.search(between):
        return COMMA
    return SOFT if _SOFT.search(between) else NOTHING
