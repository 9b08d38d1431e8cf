"""What an answer owes when earlier documents speak, meetings recur, or the policy has changed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.cases import read_cases
from assistant.pack import Pack
from tests.serving import Shelf

WEDNESDAY = date(2026, 3, 18)


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


def _ask(assistant: Assistant, message: str, today: date = WEDNESDAY) -> Answer:
    return assistant.answer(ChatRequest(message=message), today)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("when is the next CFW allocation meeting in Burnley?", "Burnley: today, Wednesday 18 March 2026, 1pm to 3pm"),
        ("next cfw allocations meeting in preston?", "Thursday 19 March 2026, 9.30am"),
        ("when is the lancaster allocation meeting", "Friday 20 March 2026, 11am"),
    ],
)
def test_the_next_meeting_of_a_district_has_a_date(assistant: Assistant, message: str, words: str) -> None:
    answer = _ask(assistant, message)
    assert answer.kind == "guidance"
    assert words in answer.text
    assert "Earlier guidance:" in answer.text
    assert answer.resolution is not None
    assert [each.relation for each in answer.resolution.deadlines] == ["weekly"]
    assert answer.resolution.outcome is None


def test_a_weekly_meeting_on_a_bank_holiday_says_so(assistant: Assistant) -> None:
    answer = _ask(assistant, "when is the lancaster allocation meeting", date(2026, 4, 1))
    assert "Friday 3 April 2026" in answer.text
    assert "Good Friday" in answer.text


def test_what_changed_lays_the_two_side_by_side(assistant: Assistant) -> None:
    answer = _ask(assistant, "what changed from the old policy about the core group?")
    assert answer.kind == "guidance"
    now, before = answer.text.split("In the earlier guidance:")
    layers = {citation.marker: citation.layer for citation in answer.citations}
    assert {layers[marker] for marker in layers if f"[{marker}]" in now} == {"current"}
    assert {layers[marker] for marker in layers if f"[{marker}]" in before} == {"earlier"}


def test_an_answer_from_earlier_guidance_says_so_in_its_words(assistant: Assistant) -> None:
    answer = _ask(
        assistant, "section 47 referral in MASH, referral received 18 March 2026, where does it go and how quick"
    )
    assert answer.resolution is not None
    assert answer.resolution.receiving_team == "duty_and_assessment"
    assert "earlier guidance" in answer.text.lower()


def test_a_displaced_earlier_rule_stands_in_the_trace_with_what_it_lost_to(assistant: Assistant) -> None:
    answer = _ask(assistant, "6 yr old, CP plan, with duty, ICPC 8 April 2026, when does it move?")
    assert answer.resolution is not None
    lost = [each for each in answer.resolution.trace if each.result == "defeated"]
    assert lost
    assert all(each.by for each in lost)
    assert all(clause.startswith("transfer-guidance-2021/") for each in lost for clause in each.clauses)


def test_a_meeting_without_a_date_is_no_later_than_the_national_timescale(assistant: Assistant) -> None:
    message = "strategy discussion 17 March 2026, no ICPC date yet, CP, child is 6, with duty. when does it transfer?"
    answer = _ask(assistant, message)
    assert answer.kind == "resolved"
    assert "no later than Thursday 9 April 2026" in answer.text
    assert answer.resolution is not None
    point = answer.resolution.transfer_point
    assert point is not None
    assert (point.date, point.latest_date) == (None, date(2026, 4, 9))
    assert "statutory" in {citation.layer for citation in answer.citations}


def test_the_roles_of_two_children_come_apart_with_brothers_and_sisters_in_view(assistant: Assistant) -> None:
    message = "14 and 6 year old brothers, both CP with duty, ICPC 14 April 2026, the 14yo main need is exploitation"
    answer = _ask(assistant, message)
    teams = [each.resolution.receiving_team for each in answer.resolutions]
    assert sorted(str(team) for team in teams) == ["cin_cp_court", "empower"]
    for each in answer.resolutions:
        because = {read.fact: read.value for traced in each.resolution.trace for read in traced.because}
        assert because.get("siblings") is True


@pytest.mark.parametrize("kind", ["task", "refer", "close", "joint_support"])
def test_every_outcome_has_words_of_its_own(assistant: Assistant, lancashire: Pack, kind: str) -> None:
    route = next(route for route in lancashire.routes.values() if route.outcome == kind)
    answer = assistant.answer(ChatRequest(message="when?", facts=_facts_of(lancashire, route.id)), WEDNESDAY)
    assert answer.resolution is not None
    assert answer.resolution.outcome == kind
    assert "managers decide this one" not in answer.text


def _facts_of(pack: Pack, route: str) -> dict[str, object]:
    """Those of the first worked case that takes this route."""
    case = next(case for case in read_cases(pack.folder)[0] if case.expect.route == route)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in case.facts.items()}
