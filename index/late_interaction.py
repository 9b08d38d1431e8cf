"""How well a text speaks to a question, word by word: for each word of the question, the nearest word of the text.

The model gives every word a vector that holds what it means where it stands, so "left undone" finds "outstanding". The
rarer a word is in the clauses, the more it counts. Known as late interaction (MaxSim); of all that was tried it is what
finds the most (`python -m tests.evaluation.retrieval`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from index.embedding import Embedded

_SAME, _SAME_OF_ONE_DOCUMENT = 0.86, 0.95
"""Cosine from which two clauses say the same. Within one document likeness is more often of two cases told apart."""


class LateInteraction:
    """The words of texts as vectors, held in memory: about 30 KB a text."""

    def __init__(self, documents: Mapping[str, str], embedded: Sequence[Embedded]) -> None:
        """`documents`: id of each text -> which document it is of, in the order of `embedded`."""
        self._ids, self._documents = list(documents), list(documents.values())
        self._place = {id_: place for place, id_ in enumerate(self._ids)}
        self.whole = np.array([each.vector for each in embedded])
        """The texts' vectors, in their order."""
        self._words = [each.token_vectors for each in embedded]
        self._tokens = [each.tokens for each in embedded]
        self._in = Counter(token for each in embedded for token in set(each.tokens.tolist()))

    def speaks(self, wordings: Sequence[Embedded], texts: Iterable[str]) -> Mapping[str, float]:
        """Id of a text -> how well it speaks to a question, the mean over the question's wordings; at most 1.

        Empty where the model does not tell words apart.
        """
        return self._compare(wordings, texts, both_ways=False)

    def alike(self, wordings: Sequence[Embedded], texts: Iterable[str]) -> Mapping[str, float]:
        """Id of a text -> how well it and a question speak to each other: a text that says more is less alike."""
        return self._compare(wordings, texts, both_ways=True)

    def _compare(self, wordings: Sequence[Embedded], texts: Iterable[str], *, both_ways: bool) -> Mapping[str, float]:
        places = [place for each in texts if len(self._words[place := self._place[each]])]
        asked = [wording for wording in wordings if len(wording.tokens)]
        if not places or not asked:
            return {}
        words = [self._words[place] for place in places]
        starts = np.cumsum([0, *(len(each) for each in words[:-1])])
        together = np.concatenate(words)
        score = np.zeros(len(places))
        for wording in asked:
            cosines = together @ wording.token_vectors.T
            forth = np.maximum.reduceat(cosines, starts, axis=0) @ self._weights(wording.tokens)
            if both_ways:
                own = np.concatenate([self._own_weights[place] for place in places])
                forth = (forth + np.add.reduceat(cosines.max(axis=1) * own, starts)) / 2
            score += forth
        return dict(zip((self._ids[place] for place in places), (score / len(asked)).tolist(), strict=True))

    def nearest(self, vector: npt.NDArray[np.float32], limit: int) -> list[str]:
        """The texts nearest to a vector, as wholes."""
        return [self._ids[place] for place in np.argsort(-(self.whole @ vector), kind="stable")[:limit]]

    def says_the_same(self, one: str, other: str) -> bool:
        """Whether two texts say the same, as earlier papers often do."""
        first, second = self._place[one], self._place[other]
        within = self._documents[first] == self._documents[second]
        return bool(self.whole[first] @ self.whole[second] >= (_SAME_OF_ONE_DOCUMENT if within else _SAME))

    @cached_property
    def _own_weights(self) -> list[npt.NDArray[np.float64]]:
        """Of each text, how much each of its words tells."""
        return [self._weights(tokens) for tokens in self._tokens]

    def _weights(self, tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """As in BM25: the fewer clauses have a word, the more it tells. They add up to 1."""
        held = [self._in[token] for token in tokens.tolist()]
        weights = np.array([math.log(1 + (len(self._words) - count + 0.5) / (count + 0.5)) for count in held])
        return np.asarray(weights / weights.sum())
