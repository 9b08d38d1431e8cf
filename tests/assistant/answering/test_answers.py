"""What every kind of answer owes, over many questions: markers, citations, dates that stand in the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.cases import Case, read_cases
from assistant.facts import read_facts, say_date
from assistant.loading import load
from assistant.pack import Pack
from tests.conftest import LANCASHIRE
from tests.serving import Shelf

TODAY = date(2026, 3, 2)
CASES = read_cases(LANCASHIRE)[0]
SOME = 6
"""Every so many cases are put into words here; all of them in the sweep."""
DATE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+ \d{4}")


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


def _ask(assistant: Assistant, message: str, today: date = TODAY) -> Answer:
    return assistant.answer(ChatRequest(message=message), today)


@pytest.mark.no_cover
@pytest.mark.parametrize("case", CASES[::SOME], ids=[case.id for case in CASES[::SOME]])
def test_a_decided_case_is_told_with_its_clauses_and_no_date_of_its_own_making(
    assistant: Assistant, lancashire: Pack, case: Case
) -> None:
    _owes(assistant, lancashire, case)


@pytest.mark.sweep
def test_every_case_is_told_so(assistant: Assistant, lancashire: Pack) -> None:
    for case in CASES:
        _owes(assistant, lancashire, case)


def _owes(assistant: Assistant, lancashire: Pack, case: Case) -> None:
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in case.facts.items()}
    answer = assistant.answer(ChatRequest(message="when does it move?", facts=facts), case.today)
    markers = {int(found) for found in re.findall(r"\[(\d+)\]", answer.text)}
    assert markers <= {citation.marker for citation in answer.citations}
    assert all(citation.clause in lancashire.clauses for citation in answer.citations)
    resolution = answer.resolution
    assert resolution is not None
    given = [value for value in read_facts(lancashire.facts, facts).values() if isinstance(value, date)]
    evidence = [*given, *(each.due for each in resolution.deadlines)]
    if resolution.transfer_point:
        point = resolution.transfer_point
        evidence += [point.date, point.latest_date, point.latest_from.date if point.latest_from else None]
    known = {say_date(day) for day in evidence if day} | {say_date(lancashire.calendar.vouched_until)}
    assert set(DATE.findall(answer.text)) <= known
    unsaid = [line for line in answer.text.splitlines() if line.startswith("- ") and "[" not in line]
    assert all(": " in line for line in unsaid), "only where an answer leads may stand without a clause"
    assert "None" not in answer.text
    assert "  " not in answer.text.replace("\n", " \n")


def test_a_danger_now_comes_before_any_transfer_talk(assistant: Assistant) -> None:
    answer = _ask(assistant, "child is being hurt right now, which team takes the case?")
    assert answer.kind == "emergency"
    assert "999" in answer.text
    assert answer.resolution is None


@pytest.mark.parametrize("message", ["what is the weather today", "who won the football", "how do I cook pasta"])
def test_what_the_policy_does_not_speak_to_is_said_plainly_and_cites_nothing(
    assistant: Assistant, message: str
) -> None:
    answer = _ask(assistant, message)
    assert (answer.kind, answer.completeness, answer.citations) == ("out_of_scope", "none", ())


def test_identifiers_are_left_out_said_so_and_never_echoed(assistant: Assistant) -> None:
    answer = _ask(assistant, "Jayden Whitlock, NHS 943 476 5919, aged 6, CP plan with duty, ICPC 8 April 2026, when?")
    assert answer.left_out
    whole = answer.model_dump_json()
    for secret in ("Jayden", "Whitlock", "943", "5919"):
        assert secret not in whole
    assert answer.resolution is not None
    assert answer.resolution.receiving_team == "cin_cp_court"


def test_an_old_name_is_understood_and_todays_is_given(assistant: Assistant) -> None:
    answer = _ask(assistant, "final hearing 18 December 2026 with our family safeguarding team, full care order")
    assert answer.facts["current_team"].value == "cin_cp_court"
    assert "CIN/CP/Court (formerly Family Safeguarding team)" in answer.text
    assert "matched by what it does" in answer.text


def test_every_answer_says_that_no_one_has_reviewed_it_yet(assistant: Assistant, seaholm: Pack) -> None:
    assert "Not yet reviewed" in _ask(assistant, "when?").footer
    reviewed = Assistant(seaholm, Shelf(list(seaholm.clauses.values()), seaholm.revision))
    assert reviewed.answer(ChatRequest(message="when?"), TODAY).footer == ""


def test_a_second_council_is_answered_by_the_same_code(seaholm: Pack) -> None:
    assistant = Assistant(seaholm, Shelf(list(seaholm.clauses.values()), seaholm.revision))
    answer = assistant.answer(ChatRequest(message="with harbour, aged 9, planning evening is 12 March 2026"), TODAY)
    assert answer.resolution is not None
    assert answer.resolution.receiving_team == "lighthouse"
    assert "Friday 6 March 2026" in answer.text


def test_where_no_route_speaks_no_team_is_made_up(seaholm: Pack) -> None:
    assistant = Assistant(seaholm, Shelf(list(seaholm.clauses.values()), seaholm.revision))
    answer = assistant.answer(ChatRequest(message="when?", facts={"current_team": "beacon"}), TODAY)
    assert answer.kind == "guidance"
    assert answer.resolution is not None
    assert answer.resolution.receiving_team is None
    assert "cannot yet" in answer.text


@pytest.mark.parametrize(
    ("message", "today"),
    list(
        product(
            ["CP plan with duty, aged 6, ICPC 31/02/2026", "with duty, aged 45, CP plan, ICPC 8 April 2026"],
            [TODAY],
        )
    ),
)
def test_what_cannot_be_is_said_and_the_rest_is_used(assistant: Assistant, message: str, today: date) -> None:
    answer = _ask(assistant, message, today)
    assert "left it out" in answer.text
    assert answer.facts["plan"].value == "cp"
    assert answer.facts["current_team"].value == "duty_and_assessment"


def test_an_acronym_is_spelled_out(assistant: Assistant) -> None:
    answer = _ask(assistant, "what does ICPC mean?")
    assert answer.kind == "guidance"
    assert answer.text.startswith("**Initial child protection conference (ICPC)**")


def test_a_word_of_the_policy_is_defined_by_its_clause(assistant: Assistant) -> None:
    answer = _ask(assistant, "what is private fostering?")
    assert "28 days" in answer.text
    assert answer.citations[0].section == "5.5.3"


def test_two_rules_in_conflict_are_both_named(spoiled: Callable[..., Path]) -> None:
    pack = load(spoiled("routes/harbour.yaml", lambda content: content["routes"][0]["when"].pop("age")))
    assistant = Assistant(pack, Shelf(list(pack.clauses.values()), pack.revision))
    answer = assistant.answer(ChatRequest(message="when?", facts={"current_team": "harbour", "age": 12}), TODAY)
    assert answer.kind == "needs_facts"
    assert "neither gives way" in answer.text
    assert {citation.clause for citation in answer.citations} >= {"moving-on/1/1", "moving-on/1/3"}


def test_small_talk_says_what_it_needs(assistant: Assistant) -> None:
    answer = _ask(assistant, "hello")
    assert (answer.kind, answer.completeness) == ("guidance", "none")
    assert "without names" in answer.text


def test_a_date_of_no_meeting_is_not_guessed(assistant: Assistant) -> None:
    answer = _ask(assistant, "case with duty, cp plan, age 5. contact hearing 8 April")
    assert "I do not know which meeting Wednesday 8 April 2026 is for" in answer.text
    assert not any(fact.value == date(2026, 4, 8) for fact in answer.facts.values())


def test_children_that_cannot_be_told_apart_are_asked_for(assistant: Assistant) -> None:
    assert "Say how old each child is" in _ask(assistant, "siblings with duty on a CP plan, ICPC 8 April 2026").text
