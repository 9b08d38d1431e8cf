"""Which statements answer a question: the clauses that each rests on, and the questions that it is known to answer.

Both are held against the question word by word. The weights follow a regression on the open questions of
tests/evaluation/retrieval, in cross-validation and rounded; of the held-out ones only totals were looked at. Of twenty
measures these three did as well as all: the words of the statement itself, its title, how near it is as a whole and
the second nearest of its questions told nothing beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from assistant.examples import Example
from assistant.passages import Passage
from index.late_interaction import LateInteraction
from index.likeness import Likeness

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.embedding import Embedded

_NEAREST = 60
"""Statements looked at: those of which the text, or a question that it answers, is nearest as a whole."""
_BEST_CLAUSE = 1.6
"""What it weighs how well the best of its clauses speaks to the question."""
_WORDS = 0.4
"""What it weighs how much of what the question says the examples of the same thing say too."""
_ASKED = 1.5
"""What it weighs how alike it is to the likest of the questions that the statement is known to answer."""

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
        embedded: Mapping[str, Embedded],
        asks: Sequence[Example] = (),
        asks_embedded: Sequence[Embedded] = (),
    ) -> None:
        """`asks`: the questions that statements are known to answer, embedded word by word.

        `embedded`: id -> the statement's own text, of those that no question is known of.
        """
        self._passages = {each.id: each for each in passages}
        self._asks: dict[str, list[str]] = {}
        for place, ask in enumerate(asks):
            self._asks.setdefault(ask.passage, []).append(f"{ask.passage}#{place}")
        documents = {f"{ask.passage}#{place}": ask.about for place, ask in enumerate(asks)}
        self._late = LateInteraction(documents, asks_embedded)
        self._texts = np.array([each.vector for each in (*embedded.values(), *asks_embedded)])
        self._of = [*embedded, *(ask.passage for ask in asks)]
        """Of each text the statement that it is or asks for."""

    def candidates(self, vector: npt.NDArray[np.float32]) -> list[Passage]:
        """Those worth holding against a question word by word."""
        order = np.argsort(-(self._texts @ vector), kind="stable")
        nearest = dict.fromkeys(self._of[place] for place in order)
        return [self._passages[id_] for id_ in islice(nearest, _NEAREST)]

    def rank(
        self, wordings: Sequence[Embedded], candidates: Sequence[Passage], speaks: Speaks, likeness: Iterable[Likeness]
    ) -> list[Answering]:
        """The candidates, the best first."""
        words = {each.about: each.words for each in likeness}
        alike = self._late.alike(wordings, (ask for each in candidates for ask in self._asks.get(each.id, ())))
        asked = {
            each.id: max((alike[ask] for ask in self._asks.get(each.id, ()) if ask in alike), default=None)
            for each in candidates
        }
        least = min((value for value in asked.values() if value is not None), default=0.0)
        found = []
        for each in candidates:
            score = _BEST_CLAUSE * max((speaks[clause] for clause in each.clauses if clause in speaks), default=0.0)
            score += _WORDS * words.get(each.about, 0.0)
            likest = asked[each.id]
            score += _ASKED * (least if likest is None else likest)
            found.append(Answering(each, score))
        return sorted(found, key=lambda each: -each.score)
