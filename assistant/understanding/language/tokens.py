"""Words of a text, each with where it stands and what parts it from the word before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from assistant.understanding.language.english import english
from assistant.understanding.language.entries import find_entries
from assistant.understanding.language.pieces import Piece
from assistant.understanding.language.spelling import Speller

NOTHING, SOFT, COMMA, STOP = range(4)
"""What parts two words: at most a space, a hyphen or a slash; a bracket, colon or dash; a comma; a full stop."""

MOST = 600
"""Words of one text, more than a message of the greatest length has; what follows them is not read."""

_TOKEN = re.compile(
    r"""
    w/[cb]\b | y/o\b | 2mor(?:row|o)\b | 2nite\b | b4\b
    | \d+(?:\.\d+)?(?!th(?:e|is|at|en|ey|em|ere|eir)\b)(?:st|nd|rd|th)(?:\b|(?=[^\W\d_]))  # 8th, 8thapril
    | \d+(?:\.\d+)?                             # 15, 17.5
    | (?!(?:at|by|in|is|it|of|on|or|to)\d)[^\W\d_]{1,2}\d+[^\W\d_]?\b  # s20; on8
    | [^\W\d_]+(?:'[^\W\d_]+)*                  # doesn't
    | -> | => | [&+@=>→]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}
LONGEST_DAY = 2
"""Digits of a day of the month."""
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
    entered: bool = False
    """Whether it begins the value of an entry: the no of "Consent: no"."""


def split(text: str, speller: Speller | None = None) -> tuple[Token, ...]:
    """The words of a plain text, mended where there is a speller."""
    pieces = _pieces(text)
    # What is cut off is not read, so none of it may be drawn into the words before it.
    if speller is not None and len(pieces) < MOST:
        pieces = speller.spell(pieces)
    cut = len(pieces) > MOST
    pieces = pieces[:MOST]
    gaps, values = _gaps(text, pieces)
    tokens: list[Token] = []
    end = segment = sentence = 0
    for at, (piece, gap) in enumerate(zip(pieces, gaps, strict=True)):
        between = text[end : piece.start]
        if tokens and "?" in between:
            tokens[-1] = tokens[-1]._replace(queried=True)
        segment += gap >= COMMA
        sentence += gap == STOP
        capitals = text[piece.start : piece.end].isupper()
        entered = at in values
        tokens.append(Token(piece.word, piece.start, piece.end, gap, segment, sentence, False, capitals, entered))
        end = piece.end
    if tokens and "?" in text[end:] and not cut:
        tokens[-1] = tokens[-1]._replace(queried=True)
    return tuple(tokens)


def _gaps(text: str, pieces: Sequence[Piece]) -> tuple[list[int], frozenset[int]]:
    """What parts each word from the word before, and the words that begin the value of an entry."""
    ends = [piece.end for piece in pieces]
    gaps = [_gap(text[end : piece.start]) for end, piece in zip([0, *ends], pieces, strict=False)]
    for at in range(1, len(pieces)):  # "Wed. 18 March": the short form of a day of the week
        short = text[ends[at - 1] : pieces[at].start] in (". ", ".") and pieces[at].word[:1].isdigit()
        gaps[at] = NOTHING if short and pieces[at - 1].word in english().short_weekdays else gaps[at]
    gaps[:1] = [NOTHING] * len(gaps[:1])
    entries = find_entries(text, pieces, [gap >= COMMA for gap in gaps])
    for entry in entries:
        gaps[entry.value] = NOTHING
        if entry.label:
            gaps[entry.label] = max(gaps[entry.label], COMMA)
    return gaps, frozenset(entry.value for entry in entries)


def _pieces(text: str) -> list[Piece]:
    """The words as they are typed, with shorthand spelled out; one more than are read tells that there are more."""
    shorthand = english().shorthand
    pieces: list[Piece] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if len(pieces) > MOST:
            break
        raw, between = match[0], text[end : match.start()]
        word = raw.casefold().replace("'", "").replace("/", "")
        word = shorthand.get(word) or _SIGNS.get(raw) or word
        gap = _gap(between) if pieces else STOP
        if gap == NOTHING and _is_ordinal(pieces[-1], raw):
            pieces[-1] = pieces[-1]._replace(word=f"{pieces[-1].word}{_ordinal(pieces[-1].word)}", end=match.end())
        else:
            joined = gap == NOTHING and between in ("", " ")
            pieces.append(Piece(word, *match.span(), raw, joined, gap == NOTHING, gap == STOP))
        end = match.end()
    return pieces


def _is_ordinal(number: Piece, letters: str) -> bool:
    """Whether these letters are a slip for what makes the 8th of an 8."""
    if not (number.word.isascii() and number.word.isdigit()) or len(number.word) > LONGEST_DAY:
        return False
    ending, letters = _ordinal(number.word), letters.casefold()
    if letters == ending:
        return True
    if letters in english().age_units or not letters.isalpha():
        return False
    if len(letters) == 1:
        return letters == ending[0]
    return letters not in english().words and len(letters) <= len("tth") and OSA.distance(letters, ending) == 1


def _ordinal(number: str) -> str:
    """What follows the digits: 1st, 12th, 23rd."""
    return "th" if number[-2:-1] == "1" else _ENDINGS.get(number[-1], "th")


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
