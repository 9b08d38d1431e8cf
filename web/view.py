"""What the page shows of an answer: the glance, what was understood and can be corrected, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.answering.answer import Answer, AnswerQuestion
from assistant.answering.phrasing import TEMPLATE
from assistant.clauses import Clause
from assistant.facts import FactSpec
from assistant.pack import Pack
from web.glance import Glance, glance


@dataclass(frozen=True)
class Chip:
    """A fact as it was understood or assumed, with what it takes to correct it."""

    spec: FactSpec
    value: Any
    words: str
    said: str | None = None
    otherwise: str = ""
    """For an assumption: what would follow from the contrary."""


@dataclass(frozen=True)
class Child:
    """One child's decision; most questions are about one."""

    label: str
    glance: Glance


@dataclass(frozen=True)
class View:
    answer: Answer
    children: tuple[Child, ...]
    remarks: tuple[str, ...]
    """What was made of the message, before the answer."""
    text_first: bool
    """Whether the text is the answer, rather than a copy of what the glance and the lists say."""
    understood: tuple[Chip, ...]
    assumed: tuple[Chip, ...]
    question: AnswerQuestion | None
    asked: FactSpec | None
    see_also: tuple[Clause, ...]
    numbers: dict[str, int]
    """Clause id -> its marker."""
    turn: int
    """Tells this answer's fields from another's on the same page."""

    @property
    def headline(self) -> str:
        """What a screen reader is told when the answer has come."""
        return self.children[0].glance.headline if self.children else ""


def view(pack: Pack, answer: Answer, today: date) -> View:
    resolutions: list[tuple[str, Any]] = [
        (each.child, each.resolution) for each in getattr(answer, "resolutions", None) or ()
    ] or ([("", answer.resolution)] if answer.resolution else [])
    children = tuple(Child(label, glance(pack, resolution, today)) for label, resolution in resolutions)
    question = answer.questions[0] if answer.questions else None
    decided = answer.kind == "resolved" or (answer.kind == "needs_facts" and question is not None)
    return View(
        answer=answer,
        children=children if decided else (),
        remarks=answer.remarks if decided else (),
        text_first=not decided or answer.phrased_by != TEMPLATE,
        understood=tuple(
            Chip(spec, answer.facts[name].value, answer.facts[name].value_label, answer.facts[name].said)
            for name, spec in pack.facts.items()
            if name in answer.facts
        ),
        assumed=tuple(
            Chip(pack.facts[each.fact], each.value, each.label, otherwise=each.otherwise) for each in answer.assumptions
        ),
        question=question,
        asked=pack.facts[question.fact] if question else None,
        see_also=tuple(pack.clauses[clause] for clause in answer.see_also if clause in pack.clauses),
        numbers={citation.clause: citation.marker for citation in answer.citations},
        turn=int(answer.state.get("turn", 0)),
    )
