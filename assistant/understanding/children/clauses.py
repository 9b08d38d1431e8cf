"""The clauses of a text that speaks of several children."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.understanding.children.children import Spoken
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, STOP
from assistant.understanding.scene import Scene

Join = Literal["stop", "comma", "and"]


def clauses(scene: Scene, spoken: Sequence[Spoken]) -> tuple[list[int], list[Join]]:
    """The clause of each token, and what joins each clause to the one before.

    A clause ends at a comma, a stop, or a word such as "and"; not within a mention.
    """
    within = [False] * len(scene.tokens)
    for each in spoken:
        within[each.first + 1 : each.stop] = [True] * (each.stop - each.first - 1)
    units: list[int] = []
    joins: list[Join] = []
    for at, token in enumerate(scene.tokens):
        if not units or token.gap == STOP:
            joins.append("stop")
        elif within[at]:
            pass
        elif token.gap == COMMA:
            joins.append("comma")
        elif token.word in english().clause_starts and not scene.named[at]:
            joins.append("and")
        units.append(len(joins) - 1)
    return units, joins
