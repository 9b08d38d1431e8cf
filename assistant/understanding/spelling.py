"""Typing errors: a word that is no word, mended when one word alone is near enough."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 5
"""Letters: a shorter word has too many neighbours to be mended."""
ENDINGS = frozenset(("d", "ed", "er", "ers", "ing", "ly", "r"))
"""What makes another form of a word, and no slip of it."""
LONG = 8
"""Letters: from here on two slips are allowed, below it one."""


class Speller:
    """Mends towards `words`; whatever stands in `known` is taken as it is typed."""

    def __init__(self, words: Iterable[str], known: frozenset[str]) -> None:
        self._known = known
        self._starting: dict[str, list[str]] = {}
        for word in sorted({word for word in words if len(word) >= SHORTEST and word.isalpha()}):
            self._starting.setdefault(word[0], []).append(word)

    def mend(self, word: str) -> str:
        """The word as it was meant, or as it is; nothing of it is kept."""
        if len(word) < SHORTEST or word in self._known or not word.isalpha() or word.removesuffix("s") in self._known:
            return word
        slips = 2 if len(word) >= LONG else 1
        # People slip on the first letter seldom, and then by exchanging it with the second.
        near = [
            (distance, candidate)
            for first in dict.fromkeys(word[:2])
            for candidate in self._starting.get(first, ())
            if abs(len(candidate) - len(word)) <= slips
            and (distance := OSA.distance(word, candidate, score_cutoff=slips)) <= slips
            and (first == word[0] or candidate[1] == word[0])
            and word.removeprefix(candidate) not in ENDINGS
        ]
        if not near:
            return word
        nearest = min(distance for distance, _ in near)
        winners = [candidate for distance, candidate in near if distance == nearest]
        return winners[0] if len(winners) == 1 else word
