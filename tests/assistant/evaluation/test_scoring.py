"""What counts as right, asked and wrong. The words are plain: it is the labels that are bent here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.answering.turn import Assistant
from assistant.evaluation.facts_read import compare, paired
from assistant.evaluation.questions import Question
from assistant.evaluation.scoring import Outcome, score
from assistant.evaluation.seen import Seen
from assistant.pack import Pack
from assistant.resolver import resolve
from tests.serving import Shelf

TODAY = date(2026, 3, 2)
ICPC = "initial_child_protection_conference"
CASE: dict[str, Any] = {"current_team": "duty_and_assessment", "plan": "cp", "age": 6, ICPC: date(2026, 4, 8)}
SAID = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
NO_AGE = "A child on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
TWO = "Two children, 6 and 15, are with Duty and Assessment on CP plans. The ICPC is on 8 April 2026."

Judge = Callable[..., Outcome]


def without(name: str) -> dict[str, Any]:
    return {fact: value for fact, value in CASE.items() if fact != name}


@pytest.fixture(scope="module")
def judge(lancashire: Pack) -> Judge:
    assistant = Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))

    def run(q: str = SAID, **label: Any) -> Outcome:
        given: dict[str, Any] = {"id": "a", "today": TODAY, "q": q} | label
        return score(assistant, Question(**given))

    return run


def test_right(judge: Judge) -> None:
    outcome = judge(facts=CASE, expect={"team": "cin_cp_court", "event": ICPC, "date": date(2026, 4, 8)})
    assert (outcome.verdict, outcome.differences, outcome.wrong_days) == ("right", (), ())
    assert (outcome.failed, outcome.needless, outcome.in_doubt) == (False, False, ())
    assert len(outcome.milliseconds) == 1


def test_a_wrong_date_is_wrong_and_told_by_name(judge: Judge) -> None:
    outcome = judge(facts=CASE | {ICPC: date(2026, 4, 9)})
    assert outcome.verdict == "wrong"
    assert "notice on 2026-03-30" in outcome.wrong_days
    assert "the move on 2026-04-08" in outcome.wrong_days
    assert [each.result for each in outcome.facts if each.fact == ICPC] == ["otherwise"]


def test_what_is_asked_though_it_was_meant_is_asked_and_needless(judge: Judge) -> None:
    outcome = judge(NO_AGE, facts=CASE)
    assert (outcome.verdict, outcome.needless, outcome.wrong_days) == ("asked", True, ())
    assert [each.fact for each in outcome.facts if each.missed] == ["age"]


def test_what_must_be_asked_is_right(judge: Judge) -> None:
    outcome = judge(NO_AGE, facts=without("age"))
    assert (outcome.verdict, outcome.needless) == ("right", False)


def test_what_is_decided_though_it_must_be_asked_is_wrong(judge: Judge) -> None:
    assert judge(facts=without("age")).verdict == "wrong"


def test_a_missing_date_is_asked_for_beside_the_answer(judge: Judge) -> None:
    """The team is told, the day is awaited, and nothing told is wrong; awaiting what was said is needless."""
    said = "A child aged 6 on a CP plan is with Duty and Assessment. When does it move?"
    assert judge(said, facts=without(ICPC)).verdict == "right"
    outcome = judge(said, facts=CASE)
    assert (outcome.verdict, outcome.needless) == ("asked", True)


def test_an_unclear_fact_may_be_left_out_and_never_guessed(judge: Judge) -> None:
    assert judge(NO_AGE, facts=without("age"), unclear=["age"]).verdict == "right"
    guessed = judge(facts=without("age"), unclear=["age"])
    assert guessed.verdict == "wrong"
    assert "age: only asking is right, and it was guessed" in guessed.differences
    assert "age" not in {each.fact for each in guessed.facts}


def test_asking_for_an_unclear_fact_is_right(judge: Judge) -> None:
    outcome = judge(NO_AGE, facts=without("age"), unclear=["primary_need"])
    assert (outcome.verdict, outcome.needless) == ("right", False)


def test_an_optional_fact_is_counted_neither_way(judge: Judge) -> None:
    for q in (SAID, NO_AGE):
        assert judge(q, facts=without("age"), optional=["age"]).verdict == "right"
        assert judge(q, facts=CASE, optional=["age"]).verdict == "right"


def test_children_are_paired_whatever_their_order(judge: Judge) -> None:
    outcome = judge(TWO, facts=without("age"), children=[{"age": 15}, {"age": 6}])
    assert outcome.verdict == "right", outcome.differences
    assert {each.result for each in outcome.facts} == {"right"}


def test_a_child_that_was_not_seen_is_missed(judge: Judge) -> None:
    outcome = judge(facts=without("age"), children=[{"age": 15}, {"age": 6}])
    assert outcome.verdict == "wrong"
    assert sum(each.missed for each in outcome.facts) == len(CASE)


def test_a_supposition_is_judged_by_the_answer_to_it(judge: Judge) -> None:
    turns = (SAID, "What if the child were 15?")
    supposed = judge("", turns=turns, hypothesis=True, facts=CASE | {"age": 15})
    assert supposed.verdict == "right", supposed.differences
    assert len(supposed.milliseconds) == 2
    assert judge("", turns=turns, hypothesis=True, facts=CASE).verdict != "right"


def test_labels_that_lead_elsewhere_are_in_doubt_and_no_failure(judge: Judge) -> None:
    outcome = judge(facts=CASE, expect={"team": "empower", "date": date(2026, 4, 1)})
    assert outcome.verdict == "right"
    assert {each.split(":")[0] for each in outcome.in_doubt} == {"team", "date"}


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ({"q": "What does MASH do?", "kind": "guidance", "about": ["what-mash-screens", "team-mash"]}, "right"),
        ({"q": "What does MASH do?", "kind": "guidance", "about": ["what-mash-screens"]}, "wrong"),
        ({"q": "What does MASH do?", "kind": "guidance"}, "right"),
        ({"q": "What does MASH do?", "kind": "out_of_scope"}, "wrong"),
        ({"q": "What does MASH do?", "kind": "small_talk"}, "wrong"),
        ({"q": "Thank you!", "kind": "small_talk"}, "right"),
        ({"q": SAID, "kind": "guidance"}, "wrong"),
    ],
)
def test_other_questions(judge: Judge, label: dict[str, Any], verdict: str) -> None:
    assert judge(**label).verdict == verdict


def test_a_false_premise_is_put_right_by_its_clause(judge: Judge) -> None:
    """Only what the text cites: what is cited beside it puts nothing right."""
    label = {"facts": CASE, "premise": "it moves at once"}
    assert judge(**label, clauses=["transfer-policy-2025/5.2/2.a"]).corrected
    uncorrected = judge(**label, clauses=["transfer-policy-2025/5.2/10.a"])
    assert not uncorrected.corrected
    assert uncorrected.failed


def test_an_assistant_that_fails_is_wrong_and_stops_nothing(lancashire: Pack) -> None:
    class Failing(Assistant):
        def answer(self, request: Any, today: Any) -> Any:
            raise RuntimeError(request.message)

    outcome = score(Failing(lancashire, Shelf([], "")), Question(id="a", today=TODAY, q="what was typed"))
    assert outcome.verdict == "wrong"
    assert outcome.differences == ("no answer: RuntimeError",)


def test_what_follows_by_definition_is_neither_missed_nor_wrong(lancashire: Pack) -> None:
    dated = {ICPC: date(2026, 4, 8)}
    both = dated | {"plan": "cp"}
    results = {each.fact: each for each in compare(lancashire.facts, both, dated, TODAY)}
    assert results["plan"].result == "follows"
    results = {each.fact: each for each in compare(lancashire.facts, dated, both, TODAY)}
    assert results["plan"].result == "follows"
    presumed = compare(lancashire.facts, {}, {"unborn": False}, TODAY)
    assert [each.result for each in presumed] == ["beyond"]


def test_pairing(lancashire: Pack) -> None:
    meant = [{"age": 15}, {"age": 6}, {"age": 2}]
    assert paired(meant, [{"age": 2}, {"age": 15}], lancashire.facts, TODAY) == (1, 2, 0)


def test_what_is_silently_omitted_is_wrong(lancashire: Pack) -> None:
    """An answer that asks nothing must tell all that is true."""
    true = Seen.of_decisions(lancashire, [resolve(lancashire, CASE, TODAY)])
    told = true.told[0]
    kept = {name: days for name, days in told.days.items() if name != "notice"}
    shorter = type(told)(**{**vars(told), "days": kept})
    silent = Seen(true.kind, frozenset(), frozenset(), (shorter,))
    assert silent.verdict(true) == "wrong"
    assert Seen("needs_facts", frozenset({"consent"}), frozenset(), (shorter,)).verdict(true) == "asked"
    assert Seen("guidance", frozenset({"consent"}), frozenset(), (shorter,)).verdict(true) == "wrong"
    assert Seen("emergency", frozenset(), frozenset(), ()).verdict(true) == "wrong"
