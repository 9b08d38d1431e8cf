"""Questions about the policy, and the clauses that answer each; the policy does not speak to one that has none.

- id: open-001
  q: what is this policy actually trying to achieve
  answers: [transfer-policy-2025/1/1.a]
  speaks: [transfer-policy-2025/1/1.b]
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter

from assistant.facts import Record

FOLDER = Path(__file__).parent
Set = Literal["open", "held_out"]


class Question(Record):
    id: str
    q: str
    answers: tuple[str, ...] = ()
    """The clauses of which any answers it by itself."""
    speaks: tuple[str, ...] = ()
    """Those that speak to it."""

    def __repr__(self) -> str:
        """Nothing of it: a test that fails must not show what is held out."""
        return "Question(...)"

    def worth(self, clause: str) -> int:
        """2 for a clause that answers it, 1 for one that speaks to it, 0 for any other."""
        return 2 if clause in self.answers else int(clause in self.speaks)


class Judged(Record):
    """The clauses that answers to one open question led with, each read beside it and judged by hand.

    The labels of `Question` name the one or two clauses that it was written for; several others often answer it too.
    """

    id: str
    answers: tuple[str, ...] = ()
    """Each gives the answer or a part of it."""
    supports: tuple[str, ...] = ()
    """Each bounds the answer, or tells what belongs to it."""
    beside: tuple[str, ...] = ()
    """Each is of another matter than what was asked."""


def judged() -> dict[str, Judged]:
    """Id of an open question -> what was judged of it. A clause that no answer led with so far is in none of it."""
    text = (FOLDER / "judged.yaml").read_text(encoding="utf-8")
    return {each.id: each for each in TypeAdapter(list[Judged]).validate_python(yaml.safe_load(text))}


def read(name: Set) -> list[Question]:
    """The questions of a set."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(list[Question]).validate_python(yaml.safe_load(text))


def within(name: Set) -> list[Question]:
    """Those that the policy speaks to."""
    return [question for question in read(name) if question.answers]


def unknown(questions: Collection[Question], clauses: Collection[str]) -> list[str]:
    """The ids of clauses that there are none of."""
    return [each for question in questions for each in (*question.answers, *question.speaks) if each not in clauses]
