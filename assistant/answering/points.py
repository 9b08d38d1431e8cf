"""The points that answer a question: of all that the policy says, the few statements that speak to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.guidance import NEXT
from assistant.pack import Pack
from assistant.passages import Passage
from assistant.rules import Statement, Topic

MOST, CLOSE = 2, 0.03
"""Statements that answer at first, and how near to the best one must come to be told with it. Of 16 second ones that
were told so to the open questions of tests/evaluation/retrieval 11 answer or help; of the clauses that those a little
further off rest on, 10 of 27."""
MOST_BEHIND, NEAR = 10, 0.8
"""Statements that are told in all, those behind them folded with the rest of the first one's topic."""


class Answering(Protocol):
    """A statement, and how well it answers."""

    @property
    def passage(self) -> Passage: ...
    @property
    def score(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Point:
    """A topic, and which of its statements answer: those of the current policy first, then the best."""

    of: Topic
    places: tuple[int, ...]


def passages(pack: Pack) -> list[Passage]:
    """Every statement that an answer may tell."""
    return [passage for passage, _ in statements(pack)]


def statements(pack: Pack) -> Iterator[tuple[Passage, Statement]]:
    """The same, with the statements."""
    for topic in pack.topics.values():
        for place, each in enumerate(topic.statements):
            text = f"{topic.title}. {each.text.replace(NEXT, '')}"
            yield Passage(f"{topic.id}/{place}", topic.id, text, each.clauses), each


def choose(pack: Pack, answering: Sequence[Answering], most: int = MOST, close: float = CLOSE) -> tuple[Point, ...]:
    """The statements nearest to the best, by their topics; none that rests on what is told already."""
    places: dict[str, list[int]] = {}
    resting: set[str] = set()
    chosen = 0
    for each in answering:
        if chosen == most or each.score < answering[0].score - close:
            break
        if not resting.issuperset(each.passage.clauses):
            resting.update(each.passage.clauses)
            places.setdefault(each.passage.about, []).append(int(each.passage.id.rpartition("/")[2]))
            chosen += 1
    return tuple(Point(pack.topics[about], _current_first(pack, about, at)) for about, at in places.items())


def _current_first(pack: Pack, about: str, places: list[int]) -> tuple[int, ...]:
    statements = pack.topics[about].statements
    return tuple(sorted(places, key=lambda place: pack.layer(statements[place].clauses) == "earlier"))
