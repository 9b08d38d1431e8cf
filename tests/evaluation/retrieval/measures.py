"""What a list of clauses found is worth. Of clauses that say the same, one counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tests.evaluation.retrieval.questions import Question

Same = Callable[[str, str], bool]
"""Whether two clauses say the same."""
SHOWN, DEEP = 5, 10


class Found(NamedTuple):
    """The measures of one question, or their means over many."""

    recall: float
    """Whether a clause that answers it is among the first five."""
    rank: float
    """1 divided by the place of the first clause that answers it; 0 where none of the first twenty does."""
    gain: float
    """nDCG of the first ten: 1 where those that answer it come first, then those that speak to it."""


def judge(question: Question, order: Sequence[str], same: Same) -> Found:
    """What an order of clauses, best first, is worth to a question."""
    labelled = (*question.answers, *question.speaks)
    groups = _groups(sorted(labelled, key=question.worth, reverse=True), same)
    worth = []
    left = [list(group) for group in groups]
    for clause in order:
        group = next((each for each in left if any(clause == of or same(clause, of) for of in each)), None)
        worth.append(max(map(question.worth, group)) if group else 0)
        if group:
            left.remove(group)
    first = next((place for place, each in enumerate(worth, 1) if each == 2), 0)
    ideal = sorted((max(map(question.worth, group)) for group in groups), reverse=True)
    return Found(float(0 < first <= SHOWN), 1 / first if first else 0.0, _gain(worth) / _gain(ideal))


def mean(found: Iterable[Found]) -> Found:
    """The mean of each measure."""
    return Found(*(sum(column) / len(column) for column in zip(*found, strict=True)))


def _groups(clauses: Iterable[str], same: Same) -> list[list[str]]:
    groups: list[list[str]] = []
    for clause in clauses:
        group = next((each for each in groups if any(same(clause, of) for of in each)), None)
        if group is None:
            groups.append([clause])
        else:
            group.append(clause)
    return groups


def _gain(worth: Sequence[int]) -> float:
    return sum((2.0**each - 1) / math.log2(place + 1) for place, each in enumerate(worth[:DEEP], 1))
