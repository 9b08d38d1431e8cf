"""Which statements answer a question: the clauses that each rests on, and the questions that it is known to answer.

Both are held against the question word by word. The weights follow a regression on the open questions of
tests/evaluation/retrieval, rounded; of the held-out ones only totals were looked at. The words of the statement itself
told nothing beside those of its clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.examples import Example
from assistant.passages import Passage
from index.late_interaction import LateInteraction
from index.likeness import Likeness

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.embedding import Embedded

_NEAREST, _OF_THINGS, _ASKED_FIRST = 60, 12, 20
"""Statements looked at: those nearest as wholes, all of the likeliest things, those that answer the like."""
_BEST_CLAUSE = 1.8
"""What it weighs how well the best of its clauses speaks to the question."""
_WORDS = 0.36
"""What it weighs how much of what the question says the examples of the same thing say too."""
_ASKED, _ASKED_BY_WORD = 0.7, 0.54
"""What it weighs how like it is to the nearest of the questions that the statement is known to answer, as a whole; and
how well the two best of them speak to it word by word."""
_OF_EACH = 2

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

    def __init__(
        self,
        passages: Sequence[Passage],
        embedded: Sequence[Embedded],
        asks: Sequence[Example] = (),
        asks_embedded: Sequence[Embedded] = (),
    ) -> None:
        """`asks`: the questions that statements are known to answer, embedded word by word."""
        self._passages = {each.id: each for each in passages}
        self._ids = list(self._passages)
        self._vectors = np.array([each.vector for each in embedded])
        self._of: dict[str, list[str]] = {}
        for each in passages:
            self._of.setdefault(each.about, []).append(each.id)
        self._asks: dict[str, list[str]] = {}
        for place, ask in enumerate(asks):
            self._asks.setdefault(ask.passage, []).append(f"{ask.passage}#{place}")
        documents = {f"{ask.passage}#{place}": ask.about for place, ask in enumerate(asks)}
        self._late = LateInteraction(documents, asks_embedded)

    def candidates(
        self, vector: npt.NDArray[np.float32], likeness: Iterable[Likeness], near: Sequence[tuple[Example, float]]
    ) -> list[Passage]:
        """Those worth holding against a question word by word."""
        likeliest = sorted((each for each in likeness if each.about in self._of), key=lambda each: -each.meaning)
        of_likeliest = (id_ for each in likeliest[:_OF_THINGS] for id_ in self._of[each.about])
        asked = list(dict.fromkeys(each.passage for each, _ in near if each.passage))[:_ASKED_FIRST]
        nearest = (self._ids[place] for place in np.argsort(-(self._vectors @ vector), kind="stable")[:_NEAREST])
        return [self._passages[id_] for id_ in dict.fromkeys((*nearest, *of_likeliest, *asked))]

    def rank(
        self,
        wordings: Sequence[Embedded],
        candidates: Sequence[Passage],
        speaks: Speaks,
        likeness: Iterable[Likeness],
        near: Sequence[tuple[Example, float]],
    ) -> list[Answering]:
        """The candidates, the best first. `near` are the examples nearest to the question, nearest first."""
        like = {each.about: each for each in likeness}
        asked: dict[str, float] = {}
        for example, cosine in near:
            asked.setdefault(example.passage, cosine)
        last = near[-1][1] if near else 0.0
        by_word = self._late.speaks(wordings, (ask for each in candidates for ask in self._asks.get(each.id, ())))
        best = {each.id: self._best(each, by_word) for each in candidates}
        least = min((value for value in best.values() if value is not None), default=0.0)
        found = []
        for each in candidates:
            about, asked_by_word = like.get(each.about), best[each.id]
            score = _BEST_CLAUSE * max((speaks[clause] for clause in each.clauses if clause in speaks), default=0.0)
            score += _WORDS * about.words if about else 0.0
            score += _ASKED * max(asked.get(each.id, last), last)
            score += _ASKED_BY_WORD * (least if asked_by_word is None else asked_by_word)
            found.append(Answering(each, score))
        return sorted(found, key=lambda each: -each.score)

    def _best(self, passage: Passage, by_word: Mapping[str, float]) -> float | None:
        """How well the two best of its questions speak to the one asked; None where it has none."""
        own = sorted((by_word[ask] for ask in self._asks.get(passage.id, ()) if ask in by_word), reverse=True)
        return sum(own[:_OF_EACH]) / len(own[:_OF_EACH]) if own else None
