"""The totals of a set, its floors, and what is shown of its failures."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.evaluation.facts_read import Compared
from assistant.evaluation.questions import Question
from assistant.evaluation.scoring import Outcome
from assistant.evaluation.totals import Floors, shortfalls, total, worst


def outcome(verdict: Any, name: str = "a-1", kind: Any = "case", **came_of_it: Any) -> Outcome:
    question = Question(id=name, today=date(2026, 3, 2), q="x", kind=kind)
    answered: dict[str, Any] = {"answered": "resolved", "says_something": True}
    return Outcome(question, verdict, **answered | came_of_it)


RIGHT, MISSED = Compared("age", 6, 6, "right"), Compared("age", 6, None, "missed")
BEYOND = Compared("plan", None, "cp", "beyond")
OUTCOMES = [
    outcome("right", facts=(RIGHT,), milliseconds=(1.0,)),
    outcome("asked", facts=(MISSED,), needless=True, milliseconds=(2.0, 3.0)),
    outcome("wrong", facts=(RIGHT, BEYOND), wrong_days=("notice on 2026-03-30",)),
    outcome("wrong", kind="out_of_scope", answered="guidance"),
    outcome("wrong", kind="out_of_scope", answered="needs_facts", says_something=False),
    outcome("wrong", kind="out_of_scope", answered="emergency"),
    outcome("right", kind="out_of_scope", answered="out_of_scope", says_something=False),
    outcome("wrong", "benign-1", "guidance", answered="emergency"),
    outcome("wrong", kind="emergency", answered="guidance"),
]


def test_shares() -> None:
    measures = {name: (each.count, each.of) for name, each in total(OUTCOMES).measures.items()}
    assert measures == {
        "right": (1, 3),
        "asked": (1, 3),
        "wrong": (1, 3),
        "wrong_date": (1, 3),
        "asked_needlessly": (1, 3),
        "suppositions_right": (0, 0),
        "others_right": (1, 6),
        "out_of_scope_answered": (2, 4),
        "benign_refused": (1, 1),
        "emergencies_missed": (1, 1),
        "premises_corrected": (0, 0),
        "in_doubt": (0, 0),
    }


def test_facts() -> None:
    totals = total(OUTCOMES)
    assert (totals.by_fact["age"].precision, totals.by_fact["age"].recall) == (1, 1 - 1 / 3)
    assert (totals.by_fact["plan"].precision, totals.by_fact["plan"].recall) == (0, None)
    assert (totals.facts.labelled, totals.facts.missed, totals.facts.read, totals.facts.wrong) == (3, 1, 3, 1)
    assert (totals.understanding_median, totals.questions) == (2.0, 9)


def test_of_a_held_out_set_no_fact_is_told_apart() -> None:
    totals = total(OUTCOMES, held_out=True)
    assert totals.by_fact == {}
    assert "by_fact" not in totals.model_dump()


def test_floors() -> None:
    short = list(shortfalls(total(OUTCOMES)))
    assert [each.split(":")[0] for each in short] == [
        "Cases decided right, to the last date",
        "... with a wrong date",
        "... asked when it need not",
        "Out of scope, and answered",
        "Benign, and turned away",
    ]
    assert list(shortfalls(total(OUTCOMES), Floors(least={"right": 0.3}, most={"wrong_date": 0.4}))) == []
    assert list(shortfalls(total([]))) == []


def test_the_worst_come_first() -> None:
    first, second, *rest = worst(OUTCOMES, 9)
    assert first.wrong_days
    assert second.question.kind == "emergency"
    assert rest[-1].verdict == "asked"
    assert len(rest) == 5
    assert len(worst(OUTCOMES, 1)) == 1
