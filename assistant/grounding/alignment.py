"""Which place of the evidence a word of a sentence was taken from: the one whose neighbours are most alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.grounding.agents import Agent, agents
from assistant.grounding.reading import FIGURES, Item, Text

NEIGHBOURS = 6
"""Words with a meaning of their own, to either side."""
_BOUND = FIGURES | {"team", "event"}
"""What may be taken for another of its kind that stands in the same evidence."""
CLAUSE = 1
"""Items of a clause that tells by itself what its figures are of."""


def words_of(sentence: Sequence[Item]) -> frozenset[object]:
    """What a sentence says, but for its figures."""
    return frozenset(item.key for item in sentence if item.content and item.kind not in FIGURES)


@dataclass(frozen=True, eq=False)
class Passage:
    """A text with its agents, and the neighbours of each item."""

    text: Text

    @cached_property
    def agents(self) -> list[Agent]:
        return agents(self.text.items)

    @property
    def items(self) -> Sequence[Item]:
        return self.text.items

    @cached_property
    def sentences(self) -> list[list[Item]]:
        found: dict[int, list[Item]] = {}
        for item in self.text.items:
            found.setdefault(item.sentence, []).append(item)
        return list(found.values())

    @cached_property
    def retellable(self) -> list[tuple[list[Item], frozenset[object]]]:
        """Each sentence, and each two that one sentence may tell together, with their words."""
        both = [[*one, *other] for one, other in pairwise(self.sentences)]
        return [(each, words_of(each)) for each in (*self.sentences, *both)]

    @cached_property
    def _contents(self) -> list[int]:
        return [at for at, item in enumerate(self.text.items) if item.content]

    @cached_property
    def _rank(self) -> dict[int, int]:
        return {at: rank for rank, at in enumerate(self._contents)}

    @cached_property
    def _near(self) -> dict[int, frozenset[object]]:
        return {}

    def neighbours(self, at: int) -> frozenset[object]:
        """The keys of the nearest items of the sentence; another figure of the same kind ends the row."""
        if at not in self._near:
            self._near[at] = self._neighbours(at)
        return self._near[at]

    def _neighbours(self, at: int) -> frozenset[object]:
        here, rank = self.text.items[at], self._rank.get(at)
        if rank is None:
            return frozenset()
        found: set[object] = set()
        own = sum(self.text.items[place].clause == here.clause for place in self._contents) > CLAUSE
        for row in (
            reversed(self._contents[max(rank - NEIGHBOURS, 0) : rank]),
            self._contents[rank + 1 :][:NEIGHBOURS],
        ):
            for place in row:
                other = self.text.items[place]
                outside = own and here.kind in _BOUND and other.clause != here.clause
                if other.sentence != here.sentence or outside or (other.kind == here.kind and here.kind in _BOUND):
                    break
                if other.kind not in FIGURES:
                    found.add(other.key)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Place:
    passage: Passage
    at: int

    @property
    def item(self) -> Item:
        return self.passage.items[self.at]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a sentence cites."""

    passages: Sequence[Passage]
    statements: Sequence[Passage] = ()
    """Those of the passages that are statements of the answer, and not the clauses behind them."""

    @cached_property
    def places(self) -> dict[object, list[Place]]:
        """Key -> everywhere that it stands."""
        found: dict[object, list[Place]] = {}
        for passage in self.passages:
            for at, item in enumerate(passage.items):
                if item.kind != "stop":
                    found.setdefault(item.key, []).append(Place(passage, at))
        return found

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(each for passage in self.passages for item in passage.items for each in item.concepts)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its words as they stand, but for their number."""
        return frozenset(lexeme.key for passage in self.passages for lexeme in passage.text.lexemes)

    @cached_property
    def receiving(self) -> frozenset[str]:
        """The teams that a case goes to."""
        return frozenset(
            agent.team
            for passage in self.passages
            for agent in passage.agents
            if agent.team and agent.direction == "to"
        )

    def items(self, kind: str) -> Iterator[Place]:
        for passage in self.passages:
            for at, item in enumerate(passage.items):
                if item.kind == kind:
                    yield Place(passage, at)

    def likest(self, passage: Passage, at: int, places: Sequence[Place]) -> list[Place]:
        """Those of the places with the most neighbours in common."""
        near = passage.neighbours(at)
        scores = [len(near & place.passage.neighbours(place.at)) for place in places]
        best = max(scores, default=0)
        return [place for place, score in zip(places, scores, strict=True) if score == best]

    def mistakes(self, passage: Passage, at: int, same: Sequence[Place], others: Sequence[Place]) -> bool:
        """Whether a name or a figure was put where the evidence has another of its kind.

        What a statement has there goes before what a clause behind it may have.
        """
        as_told = self.likeness(passage, at, same)
        if self.likeness(passage, at, others) > as_told:
            return True
        stated = [place for place in others if place.passage in self.statements]
        return (
            bool(stated)
            and not any(place.passage in self.statements for place in same)
            and 0 < self.likeness(passage, at, stated) >= as_told
        )

    def likeness(self, passage: Passage, at: int, places: Sequence[Place]) -> int:
        near = passage.neighbours(at)
        return max((len(near & place.passage.neighbours(place.at)) for place in places), default=-1)
