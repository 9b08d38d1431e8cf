"""How like a question is to the examples of each thing that it may be about, in meaning and in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.examples import Example
from index.keywords import words

NEAREST = 100
"""Examples that are looked at."""
_OF_EACH = 2
"""Examples of one thing that count: one alone may be near by chance."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a question is to the examples of one thing."""

    about: str
    meaning: float
    """The mean cosine of the two nearest of them; for those not among the nearest of all, that of the last of all."""
    words: float
    """0..1: how much of what the question says they say too, the rarer a word the more."""
    lean: float
    """Above 0 where the question lies on the side of the examples that the thing is on; below 0 on the other."""


class Likenesses:
    """The examples' words, and how they and the nearest vectors make a likeness."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._said: dict[str, set[str]] = {}
        self._within = {example.about: example.within for example in examples}
        for example in examples:
            self._said.setdefault(example.about, set()).update(words(example.text))
        self._in = Counter(word for said in self._said.values() for word in said)

    def of(self, question: str, near: Sequence[tuple[Example, float]], lean: float) -> list[Likeness]:
        """Of every thing, in order; `near` are the nearest examples and their cosines, nearest first.

        `lean` is how far the question lies towards the examples within the policy.
        """
        if not near:
            return []
        cosines: dict[str, list[float]] = {}
        for example, cosine in near:
            cosines.setdefault(example.about, []).append(cosine)
        last = near[-1][1]
        rarity = {word: self._rarity(word) for word in words(question)}
        whole = sum(rarity.values())
        found = []
        for about, said in self._said.items():
            nearest = (*cosines.get(about, ())[:_OF_EACH], *[last] * _OF_EACH)[:_OF_EACH]
            shared = sum(weight for word, weight in rarity.items() if word in said)
            words_shared = shared / whole if whole else 0.0
            side = lean if self._within[about] else -lean
            found.append(Likeness(about, sum(nearest) / _OF_EACH, words_shared, side))
        return found

    def _rarity(self, word: str) -> float:
        """As in BM25: the fewer things are spoken of with it, the more a word tells."""
        held = self._in[word]
        return math.log(1 + (len(self._said) - held + 0.5) / (held + 0.5))
