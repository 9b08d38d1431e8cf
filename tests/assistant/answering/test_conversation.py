"""The conversation that a client carries: merging, correcting, a new case, and a state nobody should trust."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.answering.answer import Answer, ChatRequest, StateError
from assistant.answering.turn import Assistant
from assistant.facts import UnknownFact
from assistant.pack import Pack
from tests.serving import Shelf

TODAY = date(2026, 3, 2)
FIRST = "CP plan with duty, aged 6, ICPC 8 April 2026"


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


def _ask(assistant: Assistant, message: str, before: Answer | None = None, **facts: Any) -> Answer:
    state = before.state if before else None
    return assistant.answer(ChatRequest(message=message, state=state, facts=facts or None), TODAY)


def _values(answer: Answer) -> dict[str, Any]:
    return {name: fact.value for name, fact in answer.facts.items()}


def test_facts_carry_over_with_their_words_and_turn(assistant: Assistant) -> None:
    first = _ask(assistant, FIRST)
    second = _ask(assistant, "he is looked after too", first)
    assert _values(second)["looked_after"] is True
    assert second.facts["age"].turn == 1
    assert second.facts["looked_after"].turn == 2
    assert second.facts["age"].said


def test_a_correction_by_hand_replaces_and_null_forgets(assistant: Assistant) -> None:
    first = _ask(assistant, FIRST)
    second = _ask(assistant, "and now?", first, initial_child_protection_conference="2026-04-10", age=None)
    assert "age" not in second.facts
    held = second.facts["initial_child_protection_conference"]
    assert (held.value, held.said, held.value_label) == (date(2026, 4, 10), None, "Friday 10 April 2026")


def test_a_bare_answer_answers_what_was_asked(assistant: Assistant) -> None:
    first = _ask(assistant, "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?")
    assert first.questions[0].fact == "primary_need"
    second = _ask(assistant, "outside the home", first)
    assert second.resolution is not None
    assert second.resolution.receiving_team == "empower"


def test_a_date_alone_goes_to_the_meeting_that_was_awaited(assistant: Assistant) -> None:
    first = _ask(assistant, "CP plan with duty, aged 6")
    second = _ask(assistant, "8 April", first)
    assert _values(second)["initial_child_protection_conference"] == date(2026, 4, 8)


def test_a_whole_new_case_does_not_mix_with_the_old_one(assistant: Assistant) -> None:
    first = _ask(assistant, FIRST)
    second = _ask(assistant, "CIN/CP/Court, final hearing 18 December 2026, full care order agreed", first)
    assert "initial_child_protection_conference" not in second.facts
    assert "age" not in second.facts
    assert second.text.startswith("Taken as a new case")


def test_a_guidance_question_in_between_loses_nothing(assistant: Assistant) -> None:
    first = _ask(assistant, "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?")
    between = _ask(assistant, "how does escalation work?", first)
    assert between.kind == "guidance"
    last = _ask(assistant, "in the family", between)
    assert last.resolution is not None
    assert last.resolution.receiving_team == "cin_cp_court"


@pytest.mark.parametrize(
    "state",
    [
        {"turn": -1},
        {"facts": {"zzz": {"value": 1}}},
        {"facts": {"age": {"value": "zzz"}}},
        {"facts": {"age": {"value": 6, "more": 1}}},
        {"facts": []},
        {"asked": "zzz"},
        {"awaits": "zzz"},
        {"surprise": True},
        {"facts": {"age": {"value": 6, "said": "x" * 500}}},
    ],
)
def test_a_state_not_given_out_here_is_refused(assistant: Assistant, state: dict[str, Any]) -> None:
    with pytest.raises(StateError, match="not a state") as caught:
        assistant.answer(ChatRequest(message="when?", state=state), TODAY)
    assert "zzz" not in str(caught.value)


def test_an_unknown_correction_is_refused(assistant: Assistant) -> None:
    for facts in ({"shoes": 4}, {"shoes": None}, {"age": 400}):
        with pytest.raises(UnknownFact):
            assistant.answer(ChatRequest(message="when?", facts=facts), TODAY)


def test_the_state_holds_no_message(assistant: Assistant) -> None:
    answer = _ask(assistant, "My colleague was rude. " + FIRST)
    assert "rude" not in str(answer.state)


@pytest.mark.parametrize(
    ("first", "then", "day"),
    [
        ("CP plan with duty, aged 6, icpc next friday", "the second one", date(2026, 3, 13)),
        ("CP plan with duty, aged 6, icpc next friday", "the 2nd one", date(2026, 3, 13)),
        ("CP plan with duty, aged 6, icpc next friday", "6 March", date(2026, 3, 6)),
    ],
)
def test_what_may_be_meant_is_asked_and_then_settled(assistant: Assistant, first: str, then: str, day: date) -> None:
    asked = _ask(assistant, first)
    assert asked.questions[0].fact == "initial_child_protection_conference"
    assert "initial_child_protection_conference" not in asked.facts
    settled = assistant.answer(ChatRequest(message=then, state=asked.model_dump(mode="json")["state"]), TODAY)
    assert settled.resolution is not None
    assert settled.resolution.transfer_point is not None
    assert settled.resolution.transfer_point.date == day


def test_the_case_before_does_not_tell_which_meeting_is_meant_in_a_new_one(assistant: Assistant) -> None:
    first = _ask(assistant, FIRST)
    second = _ask(assistant, "FST case, CIN plan, review 14/5, over to early help", first)
    assert second.facts["plan"].value == "cin"
    assert "review_child_protection_conference" not in second.facts
    assert _values(second)["review_cin_meeting"] == date(2026, 5, 14)


def test_a_date_whose_meeting_was_not_understood_is_said_and_can_be_given_again(assistant: Assistant) -> None:
    asked = _ask(assistant, "the big sit-down is 7/4/26, boy 12, s20, permanence not agreed, duty")
    assert "I do not know which meeting Tuesday 7 April 2026 is for" in asked.text
    settled = assistant.answer(ChatRequest(message="7 april", state=asked.model_dump(mode="json")["state"]), TODAY)
    assert settled.resolution is not None
    assert settled.resolution.transfer_point is not None
    assert settled.resolution.transfer_point.date == date(2026, 4, 7)


def test_a_question_about_the_policy_during_a_case_is_answered_and_the_case_is_kept(assistant: Assistant) -> None:
    first = _ask(assistant, FIRST)
    second = _ask(assistant, "what must records look like before handover?", first)
    assert second.kind == "guidance"
    assert "record" in second.text
    again = _ask(assistant, "so when does it move?", second)
    assert again.resolution is not None
    assert again.resolution.receiving_team == "cin_cp_court"


def test_nothing_is_presumed_of_what_was_said_with_doubt(assistant: Assistant) -> None:
    answer = _ask(assistant, "CP plan with duty, aged 6, might be severely disabled, ICPC 8 April 2026")
    assert answer.kind == "needs_facts"
    assert answer.questions[0].fact == "severe_disability"
    assert "severe_disability" not in {each.fact for each in answer.assumptions}


def test_what_is_overdue_is_not_said_to_be_coming(assistant: Assistant) -> None:
    answer = _ask(assistant, "icpc was on 27 February 2026 and the case is still in duty, age 7, cp plan")
    assert "should have moved to CIN/CP/Court" in answer.text
