"""Which statements answer a question: each is held against it word by word, with what it rests on and is asked for.

The weights are the best of a grid over the open questions of tests/evaluation/retrieval; of the held-out ones only
totals were looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.examples import Example
from assistant.passages import Passage
from index.late_interaction import LateInteraction
from index.likeness import Likeness

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from index.embedding import Embedded

_NEAREST, _OF_THINGS, _ASKED_FIRST = 60, 12, 20
"""Statements looked at: those nearest as wholes, all of the likeliest things, those that answer the like."""
_BEST_CLAUSE, _CLAUSES = 0.6, 0.3
"""What it weighs how well the best of its clauses speaks to the question, and how well they do on average."""
_ABOUT, _WORDS = 0.7, 0.15
"""What it weighs how like the question is to the examples of what the statement is of, in meaning and in words."""
_ASKED = 0.5
"""What it weighs how like it is to the questions that the statement is known to answer."""

Speaks = Mapping[str, float]
"""Clause id -> how well it speaks to the question."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A statement, and how well it answers."""

    passage: Passage
    score: float
    """Comparable within one question; about 1 to 3 between questions."""


class Passages:
    """The statements of one revision; those nearest to a question first."""

    def __init__(self, passages: Sequence[Passage], embedded: Sequence[Embedded]) -> None:
        self._passages = {each.id: each for each in passages}
        self._late = LateInteraction({each.id: each.about for each in passages}, embedded)
        self._of: dict[str, list[str]] = {}
        for each in passages:
            self._of.setdefault(each.about, []).append(each.id)

    def candidates(
        self, vector: npt.NDArray[np.float32], likeness: Iterable[Likeness], near: Sequence[tuple[Example, float]]
    ) -> list[Passage]:
        """Those worth holding against a question word by word."""
        likeliest = sorted((each for each in likeness if each.about in self._of), key=lambda each: -each.meaning)
        of_likeliest = (id_ for each in likeliest[:_OF_THINGS] for id_ in self._of[each.about])
        asked = list(dict.fromkeys(each.passage for each, _ in near if each.passage))[:_ASKED_FIRST]
        ids = dict.fromkeys((*self._late.nearest(vector, _NEAREST), *of_likeliest, *asked))
        return [self._passages[id_] for id_ in ids]

    def rank(
        self,
        wordings: Sequence[Embedded],
        candidates: Sequence[Passage],
        speaks: Speaks,
        likeness: Iterable[Likeness],
        near: Sequence[tuple[Example, float]],
    ) -> list[Answering]:
        """The candidates, the best first. `near` are the examples nearest to the question, nearest first."""
        own = self._late.speaks(wordings, (each.id for each in candidates))
        like = {each.about: each for each in likeness}
        asked: dict[str, float] = {}
        for example, cosine in near:
            asked.setdefault(example.passage, cosine)
        last = near[-1][1] if near else 0.0
        found = []
        for each in candidates:
            held = [speaks[clause] for clause in each.clauses if clause in speaks] or [0.0]
            about = like.get(each.about)
            score = own.get(each.id, 0.0) + _BEST_CLAUSE * max(held) + _CLAUSES * sum(held) / len(held)
            score += _ABOUT * about.meaning + _WORDS * about.words if about else 0.0
            score += _ASKED * max(asked.get(each.id, last), last)
            found.append(Answering(each, score))
        return sorted(found, key=lambda each: -each.score)
