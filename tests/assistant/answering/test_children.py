"""Several children in one conversation: each decided on its own, with one question at a time."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from assistant.answering.answer import Answer, ChatRequest, StateError
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from tests.serving import Shelf

TODAY = date(2026, 3, 2)
PAIR = "siblings 14 and 6, both CP, the 14yo's main need is outside the home, ICPC 12 May, with duty"
OPEN = "siblings 14 and 6, both CP, ICPC 12 May, with duty"
ICPC = "initial_child_protection_conference"


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


def _ask(assistant: Assistant, message: str, before: Answer | None = None, **facts: Any) -> Answer:
    state = json.loads(before.model_dump_json())["state"] if before else None
    return assistant.answer(ChatRequest(message=message, state=state, facts=facts or None), TODAY)


def _talk(assistant: Assistant, *messages: str) -> Answer:
    answer = _ask(assistant, messages[0])
    for message in messages[1:]:
        answer = _ask(assistant, message, answer)
    return answer


def _teams(answer: Answer) -> dict[str, str | None]:
    return {each.child: each.resolution.receiving_team for each in answer.resolutions}


def _own(answer: Answer, child: int, fact: str) -> Any:
    held = answer.resolutions[child].facts.get(fact)
    return held.value if held else None


def test_two_children_who_part_have_a_line_each(assistant: Assistant) -> None:
    answer = _ask(assistant, PAIR)
    assert (answer.kind, answer.completeness, answer.resolution) == ("resolved", "complete", None)
    assert _teams(answer) == {"the 14-year-old": "empower", "the 6-year-old": "cin_cp_court"}
    lines = answer.text.splitlines()
    assert lines[0].startswith("- **The 14-year-old moves to EmPower at the initial child protection conference (ICPC)")
    assert lines[1].startswith("- **The 6-year-old moves to CIN/CP/Court")
    assert "Tuesday 12 May 2026" in lines[0]
    assert "Tuesday 12 May 2026" in lines[1]
    assert answer.text.count("Last day to give the receiving team notice") == 1
    assert "**For both**" in answer.text
    assert "**For the 14-year-old only**" in answer.text
    assert "**Brothers and sisters**" in answer.text


def test_the_policy_on_brothers_and_sisters_is_cited_where_they_part(assistant: Assistant) -> None:
    cited = {citation.clause for citation in _ask(assistant, PAIR).citations}
    assert {"transfer-policy-2025/5.5.1/4.a", "transfer-policy-2025/5.5.1/4.b"} <= cited
    together = _ask(assistant, "twins aged 4 on CIN plans with duty, initial CIN meeting 20 March")
    assert "Brothers and sisters" not in together.text


def test_children_who_come_to_the_same_are_answered_together(assistant: Assistant) -> None:
    answer = _ask(assistant, "three children aged 7, 5 and 4 on CIN plans with duty, initial CIN meeting 20 March")
    assert answer.text.startswith(
        "**All three children move to CIN/CP/Court at the initial child in need (CIN) meeting"
    )
    assert len(answer.resolutions) == 3


def test_under_and_over_three_part_in_the_joint_visit(assistant: Assistant) -> None:
    answer = _ask(assistant, "siblings 7, 5 and 2 on CIN plans with duty, initial CIN meeting 20 March")
    assert answer.text.startswith("**All three children move")
    rest, younger = answer.text.split("**For the 2-year-old only**")
    older = rest.split("**For the 7-year-old and the 5-year-old only**")[1]
    assert "both social workers must make a joint handover visit" in older
    assert "should make a handover visit, led by the child's age" in younger


def test_every_marker_stands_for_a_citation(assistant: Assistant) -> None:
    for message in (PAIR, OPEN, "twins aged 2 with duty on a CP plan, ICPC 8 April 2026"):
        answer = _ask(assistant, message)
        markers = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
        assert markers <= {citation.marker for citation in answer.citations}
        assert all(re.search(r"\[\d+\]$", line) for line in answer.text.splitlines() if line.startswith("- **The"))


def test_one_child_has_no_resolutions(assistant: Assistant) -> None:
    answer = _ask(assistant, "CP plan with duty, aged 6, ICPC 8 April 2026")
    assert "resolutions" not in answer.model_dump(mode="json")
    assert answer.resolution is not None


# Conversations


def test_the_question_names_the_one_child_it_is_asked_of(assistant: Assistant) -> None:
    asked = _ask(assistant, OPEN)
    (question,) = asked.questions
    assert (asked.kind, question.fact, question.child) == ("needs_facts", "primary_need", "the 14-year-old")
    assert question.prompt.startswith("The 14-year-old: ")
    answered = _ask(assistant, "outside", asked)
    assert _teams(answered) == {"the 14-year-old": "empower", "the 6-year-old": "cin_cp_court"}
    assert _own(answered, 1, "primary_need") is None


def test_a_quick_reply_goes_to_the_child_asked_about(assistant: Assistant) -> None:
    answered = _ask(assistant, "Corrected on the page.", _ask(assistant, OPEN), primary_need="family")
    assert _teams(answered) == {"the 14-year-old": "cin_cp_court", "the 6-year-old": "cin_cp_court"}
    assert "primary_need" not in answered.facts


def test_the_team_is_asked_for_once_and_holds_for_all(assistant: Assistant) -> None:
    asked = _ask(assistant, "siblings 9 and 6, both CP, ICPC 12 May")
    (question,) = asked.questions
    assert (question.fact, question.child) == ("current_team", None)
    answered = _ask(assistant, "duty", asked)
    assert set(_teams(answered).values()) == {"cin_cp_court"}
    assert answered.facts["current_team"].value == "duty_and_assessment"


def test_what_all_share_is_put_right_for_all(assistant: Assistant) -> None:
    moved = _talk(assistant, PAIR, "the ICPC is now 14 May")
    points = [each.resolution.transfer_point for each in moved.resolutions]
    assert [point.date for point in points if point] == [date(2026, 5, 14)] * 2
    by_hand = _ask(assistant, "Corrected on the page.", moved, **{ICPC: "2026-05-19"})
    points = [each.resolution.transfer_point for each in by_hand.resolutions]
    assert [point.date for point in points if point] == [date(2026, 5, 19)] * 2


def test_what_is_said_of_one_stays_with_one(assistant: Assistant) -> None:
    answer = _talk(assistant, PAIR, "the 6 year old is severely disabled")
    assert _teams(answer)["the 6-year-old"] == "children_with_disabilities"
    assert _own(answer, 0, "severe_disability") is None
    younger = _ask(assistant, "and the little one is 3 not 6", answer)
    assert [each.child for each in younger.resolutions] == ["the 14-year-old", "the 3-year-old"]


def test_whose_it_is_is_asked_and_then_settled(assistant: Assistant) -> None:
    asked = _talk(assistant, PAIR, "the 14yo has been missing a lot and so has the 6yo, one is looked after")
    (question,) = asked.questions
    assert question.prompt == "Which child is that true of: looked after?"
    assert [option.label for option in question.options] == ["The 14-year-old", "The 6-year-old", "Both"]
    for words, whose in (("the youngest", [None, True]), ("both", [True, True]), ("the 14 year old", [True, None])):
        answer = _ask(assistant, words, asked)
        assert [_own(answer, child, "looked_after") for child in (0, 1)] == whose, words
    chosen = _ask(assistant, "Corrected on the page.", asked, looked_after="the 14-year-old")
    assert [_own(chosen, child, "looked_after") for child in (0, 1)] == [True, None]


def test_a_brother_joins_the_case_of_one(assistant: Assistant) -> None:
    first = _ask(assistant, "14 yr old on a CP plan with duty, main need outside the home, ICPC 12 May")
    both = _ask(assistant, "her brother is 6, main need in the family, CP plan, same meeting", first)
    assert [each.child for each in both.resolutions] == ["the 14-year-old", "the 6-year-old"]
    assert _own(both, 0, "primary_need") == "outside_home"
    assert _own(both, 1, "primary_need") == "family"
    assert _own(both, 1, ICPC) == date(2026, 5, 12)


def test_who_may_be_of_another_home_inherits_nothing(assistant: Assistant) -> None:
    first = _ask(assistant, "girl aged 7 on a CIN plan with duty, first CIN meeting 23 April")
    both = _ask(assistant, "and her half brother, 15, he's with EmPower on a CP plan", first)
    assert _own(both, 0, "current_team") == "duty_and_assessment"
    assert _own(both, 1, "current_team") == "empower"
    alone = _ask(assistant, "and her half brother who's 15, on a CP plan", first)
    assert _own(alone, 1, "current_team") is None
    assert _own(alone, 1, "initial_cin_meeting") is None


def test_a_cousin_is_a_new_case(assistant: Assistant) -> None:
    answer = _talk(assistant, "Duty, 9, CP, ICPC 8 April", "and for the cousin, 3, CIN, initial CIN meeting 20 April")
    assert not answer.resolutions
    assert {name: str(fact.value) for name, fact in answer.facts.items()} == {
        "age": "3",
        "plan": "cin",
        "initial_cin_meeting": "2026-04-20",
    }


def test_a_brother_inherits_the_team_and_no_meeting(assistant: Assistant) -> None:
    first = _ask(assistant, "girl aged 7 on a CIN plan with duty, first CIN meeting 23 April")
    both = _ask(assistant, "her brother is 14, what about him?", first)
    assert _own(both, 1, "current_team") == "duty_and_assessment"
    assert _own(both, 1, "plan") is None
    assert _own(both, 1, "initial_cin_meeting") is None


def test_a_meeting_of_all_is_of_the_others_once_one_has_another_plan(assistant: Assistant) -> None:
    answer = _talk(assistant, PAIR, "actually the younger one isn't CP, she's CIN, initial CIN meeting 20 May")
    assert str(_own(answer, 0, ICPC)) == "2026-05-12"
    assert _own(answer, 1, ICPC) is None
    assert _own(answer, 1, "initial_cin_meeting") == date(2026, 5, 20)


def test_another_family_is_a_new_case(assistant: Assistant) -> None:
    answer = _talk(assistant, PAIR, "siblings aged 9 and 3, CIN plans, CIN/CP/Court, review CIN meeting 14 May")
    assert [each.child for each in answer.resolutions] == ["the 9-year-old", "the 3-year-old"]
    assert answer.text.startswith("Taken as a new case")
    one = _talk(assistant, PAIR, "start again", "child aged 6 on a CP plan with duty, ICPC 8 April 2026")
    assert one.resolution is not None
    assert not one.resolutions


def test_a_question_about_the_policy_in_between_loses_nobody(assistant: Assistant) -> None:
    asked = _ask(assistant, OPEN)
    between = _ask(assistant, "how does escalation work?", asked)
    assert between.kind == "guidance"
    last = _ask(assistant, "outside the home", between)
    assert _teams(last)["the 14-year-old"] == "empower"


# The state, which nobody should trust


@pytest.mark.parametrize(
    "state",
    [
        {"children": [{"facts": {}}]},
        {"children": [{"facts": {}}] * 9},
        {"children": [{"facts": {"zzz": {"value": 1}}}, {"facts": {}}]},
        {"children": [{"facts": {"age": {"value": "zzz"}}}, {"facts": {}}]},
        {"children": [{"noun": "zzz", "facts": {}}, {"facts": {}}]},
        {"children": [{"label": "zzz"}, {}]},
        {"children": [{}, {}], "asked_of": [2]},
        {"asked_of": [0]},
        {"children": [{}, {}], "whose": {"fact": "zzz", "value": True, "said": ""}},
        {"children": [{}, {}], "whose": {"fact": "looked_after", "value": "zzz", "said": ""}},
    ],
)
def test_a_state_of_children_not_given_out_here_is_refused(assistant: Assistant, state: dict[str, Any]) -> None:
    with pytest.raises(StateError, match="not a state") as caught:
        assistant.answer(ChatRequest(message="when?", state=state), TODAY)
    assert "zzz" not in str(caught.value)


def test_eight_children_fit_into_the_state(assistant: Assistant) -> None:
    answer = _ask(assistant, "kids aged 1, 2, 3, 5, 6, 7, 8 and 9 on CIN plans with duty, initial CIN meeting 20 March")
    assert len(answer.resolutions) == 8
    assert len(json.dumps(answer.model_dump(mode="json")["state"])) < 16 * 1024
