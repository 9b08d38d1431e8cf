"""How far a typed word is from the one that was meant, in slips of a finger: the likelier a slip, the less it costs."""

from __future__ import annotations

from rapidfuzz.distance import Prefix

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
EXCHANGED = 0.8
TWICE = 0.6
"""A letter typed twice, or one of two the same left out."""
LEFT_OUT = 1.0
BESIDE = 1.0
"""The key beside it."""
VOWEL = 1.2
"""A wrong vowel, as in a word spelled by ear."""
ADDED = 1.4
OTHER = 1.7
AT_FIRST = 0.3
"""On top, for a slip on the first letter, which is seldom."""


def _beside() -> frozenset[tuple[str, str]]:
    at = {key: (row, place + row / 2) for row, keys in enumerate(_ROWS) for place, key in enumerate(keys)}
    return frozenset(
        (one, other)
        for one, (row, place) in at.items()
        for other, (row_of_other, place_of_other) in at.items()
        if one != other and abs(row - row_of_other) <= 1 and abs(place - place_of_other) <= 1
    )


NEAR_KEYS = _beside()


def slip(typed: str, meant: str) -> float:
    """The cheapest way from the word that was meant to the one that was typed."""
    same = max(Prefix.similarity(typed, meant) - 1, 0)
    first = AT_FIRST if typed[:1] != meant[:1] and typed[1::-1] != meant[:2] else 0.0
    typed, meant = typed[same:], meant[same:]
    while len(typed) > 1 and len(meant) > 1 and typed[-1] == meant[-1] and typed[-2] == meant[-2]:
        typed, meant = typed[:-1], meant[:-1]
    above: list[float] = []
    here = [0.0]
    for there in range(1, len(meant) + 1):
        here.append(here[-1] + _left_out(meant, there))
    for at in range(1, len(typed) + 1):
        before, above, here = above, here, [here[0] + _added(typed, at)]
        for there in range(1, len(meant) + 1):
            one, other = typed[at - 1], meant[there - 1]
            cost = min(
                above[there - 1] + _instead(one, other),
                above[there] + _added(typed, at),
                here[there - 1] + _left_out(meant, there),
            )
            if at > 1 and there > 1 and one == meant[there - 2] and other == typed[at - 2] and one != other:
                cost = min(cost, before[there - 2] + EXCHANGED)
            here.append(cost)
    return here[-1] + first


def _instead(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    if (typed, meant) in NEAR_KEYS:
        return BESIDE
    return VOWEL if typed in _VOWELS and meant in _VOWELS else OTHER


def _added(typed: str, at: int) -> float:
    """The cost of the letter before `at` as one too many."""
    around = (typed[at - 2 : at - 1], typed[at : at + 1])
    if typed[at - 1] in around:
        return TWICE
    return BESIDE if any((typed[at - 1], each) in NEAR_KEYS for each in around) else ADDED


def _left_out(meant: str, at: int) -> float:
    return TWICE if meant[at - 1] in (meant[at - 2 : at - 1], meant[at : at + 1]) else LEFT_OUT
