"""Entries of a note, "Level: 4" and "Held by - duty": a label and its value, which are read as words side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.understanding.language.english import english
from assistant.understanding.language.pieces import Piece

MOST_LABEL = 5
"""Words of a label."""
MOST_VALUE = 7
"""Words of a value; what is longer is a text of its own."""
FEWEST = 2
"""Entries told by a dash: one alone is as likely a pause."""
_COLON = re.compile(r"[)\"']?\s?:\s*")
_DASH = re.compile(r"\s+[-\u2013\u2014]\s+")


class Entry(NamedTuple):
    label: int
    """The word that the label begins at."""
    value: int
    """The word that the value begins at."""


def find_entries(text: str, pieces: Sequence[Piece], parted: Sequence[bool]) -> list[Entry]:
    """The entries of a text; `parted` tells the words that a comma or a stop parts from the word before."""
    if ":" not in text and not _DASH.search(text):
        return []
    colons, dashes = list(_entries(text, pieces, parted, _COLON)), list(_entries(text, pieces, parted, _DASH))
    values = {each.label for each in colons} | {each.value for each in colons}
    dashes = [each for each in dashes if (each.label == 0 or parted[each.label]) and each.label not in values]
    if len(colons) + len(dashes) < FEWEST:
        dashes = [each for each in dashes if _is_answer(pieces, each.value)]  # "consent - yes"
    return colons + dashes


def _entries(text: str, pieces: Sequence[Piece], parted: Sequence[bool], mark: re.Pattern[str]) -> Iterator[Entry]:
    begins, inside = 0, False
    for at in range(1, len(pieces)):
        if parted[at]:
            begins, inside = at, False
        elif mark.fullmatch(text, pieces[at - 1].end, pieces[at].start):
            label = _next_label(pieces, begins, at) if inside else begins
            if at - label <= MOST_LABEL and _is_label(pieces, label, at) and _is_value(text, pieces, parted, at):
                yield Entry(label, at)
            begins, inside = at, True


def _is_answer(pieces: Sequence[Piece], at: int) -> bool:
    words = [piece.word for piece in pieces[at:]]
    return any(each.starting(words, 0) > 0 for each in (english().yes_answers, english().no_answers))


def _next_label(pieces: Sequence[Piece], value: int, stop: int) -> int:
    """ "Age: 9 Level of need: 4": a label follows the value before it, from its capital on, or is one word."""
    return next((at for at in range(stop - 1, value, -1) if pieces[at].raw[:1].isupper()), stop - 1)


def _is_label(pieces: Sequence[Piece], first: int, stop: int) -> bool:
    """ "Where does it go: 16" asks, and "duty worker: she's 6" tells who speaks."""
    lists = english()
    asks = (lists.question_words, lists.question_or_clause, lists.pronouns)
    words = [piece.word for piece in pieces[first:stop]]
    return words[-1] not in lists.adult_words and not any(word in each for word in words for each in asks)


def _is_value(text: str, pieces: Sequence[Piece], parted: Sequence[bool], at: int) -> bool:
    """Whether few words stand here up to the next comma, stop or label, and ask nothing."""
    lists, stop = english(), at + 1
    while stop < len(pieces) and not parted[stop] and ":" not in text[pieces[stop - 1].end : pieces[stop].start]:
        stop += 1
    asks = (lists.question_words, lists.question_or_clause, lists.question_verbs)
    return stop - at <= MOST_VALUE and not any(pieces[at].word in each for each in asks)
