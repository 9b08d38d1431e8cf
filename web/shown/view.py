"""What the page shows of an answer: the glance, what was understood and can be corrected, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.answering.answer import Answer, AnswerQuestion
from assistant.answering.phrasing import TEMPLATE, siblings_apart
from assistant.clauses import Clause
from assistant.facts import FactSpec
from assistant.pack import Pack
from assistant.rules import Statement
from web.shown import children as several_children
from web.shown.changes import Changes, all_marks, changes
from web.shown.children import Child, Chip, OwnFacts
from web.shown.reasons import Why, whys
from web.shown.steps import Step
from web.shown.takeaways import Takeaway, takeaways


@dataclass(frozen=True)
class View:
    answer: Answer
    children: tuple[Child, ...]
    passed: tuple[Step, ...]
    """Deadlines of several children that have passed for all of them."""
    sections: tuple[Child, ...]
    """Dates and duties: those of the one child, or those that all share and then what is only for some."""
    own: tuple[OwnFacts, ...]
    takeaways: tuple[Takeaway, ...]
    """What can be looked at as a picture or taken along: one for each child."""
    changes: tuple[Changes, ...]
    """How it differs from the answer before, where a fact of the same case is otherwise: for each child, or for all."""
    marks: Mapping[str, str]
    """Key of a line that is otherwise -> what stood there; empty for one that is new."""
    whys: tuple[Why, ...]
    """What it takes to say why: one for each child."""
    statements: tuple[Statement, ...]
    """What the policy says of brothers and sisters who part."""
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
    texts: dict[str, str]
    """Clause id -> what it says."""
    more: tuple[str, str] | None
    """What else there is to say on the thing told of first: its heading, and the text."""
    turn: int
    """Tells this answer's fields from another's on the same page."""

    @property
    def awaits(self) -> str | None:
        """The event whose date would let the days be worked out."""
        return self.answer.state.get("awaits")

    @property
    def headline(self) -> str:
        """What a screen reader is told when the answer has come."""
        said = (
            f"{child.label}: {child.glance.headline}" if child.label else child.glance.headline
            for child in self.children
        )
        return ". ".join(said)


def view(
    pack: Pack,
    answer: Answer,
    today: date,
    clause: Callable[[str], Clause | None] | None = None,
    before: Mapping[str, Any] | None = None,
) -> View:
    """What to show of an answer.

    `clause` finds clauses by id, those that are not the pack's too; `before` is the state that the message came with.
    """
    find = clause or pack.clauses.get
    question = answer.questions[0] if answer.questions else None
    several = bool(answer.resolutions)
    decided = answer.kind == "resolved" or (answer.kind == "needs_facts" and (several or question is not None))
    decided = decided and not answer.reasons
    children = tuple(several_children.cards(pack, answer, today))
    changed = changes(pack, before, answer, today) if decided else ()
    return View(
        answer=answer,
        children=children if decided else (),
        passed=tuple(several_children.passed(pack, answer, today)) if decided else (),
        sections=tuple(several_children.sections(pack, answer, today)) if decided else (),
        own=tuple(several_children.own(pack, answer)),
        takeaways=tuple(takeaways(pack, answer, today)) if decided else (),
        changes=changed,
        marks=all_marks(changed),
        whys=tuple(whys(pack, answer, today)),
        statements=siblings_apart(pack, [each.resolution for each in answer.resolutions]) if decided else (),
        remarks=answer.remarks if decided else (),
        text_first=not decided or answer.phrased_by != TEMPLATE,
        understood=tuple(
            Chip(spec, answer.facts[name].value, answer.facts[name].value_label, answer.facts[name].said)
            for name, spec in pack.facts.items()
            if name in answer.facts
        ),
        assumed=tuple(
            Chip(pack.facts[each.fact], each.value, each.label, otherwise=each.otherwise, children=each.children)
            for each in answer.assumptions
        ),
        question=question,
        asked=pack.facts[question.fact] if question else None,
        see_also=tuple(found for name in answer.see_also if (found := find(name))),
        numbers={citation.clause: citation.marker for citation in answer.citations},
        texts={citation.clause: citation.text for citation in answer.citations},
        more=_more(answer),
        turn=int(answer.state.get("turn", 0)),
    )


def _more(answer: Answer) -> tuple[str, str] | None:
    heading, _, text = answer.more.partition("\n")
    return (heading.strip("*"), text) if text else None
