"""The questions that the assistant was first built for, asked through each way in, as of Monday 2 March 2026."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.serving import serving

TODAY = "2026-03-02"
SIX = (
    "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does the case transfer?"
)
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as address:
        yield address


def _chat(address: str) -> Ask:
    def ask(message: str, today: str = TODAY, state: Any = None) -> dict[str, Any]:
        sent = {"message": message, "today": today} | ({"state": state} if state else {})
        answer = httpx.post(f"{address}/api/chat", json=sent, timeout=30)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return ask


def _command_line(_: str) -> Ask:
    def ask(message: str, today: str = TODAY, state: Any = None) -> dict[str, Any]:
        if state:
            pytest.skip("a command is one turn: it carries no conversation")
        command = [sys.executable, "-m", "web.command_line", "ask", message, "--today", today, "--json"]
        return dict(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))

    return ask


# The command starts anew for each question, which takes seconds; tests/web/test_command_line.py asks one every time.
@pytest.fixture(params=[pytest.param(_chat, id="chat"), pytest.param(_command_line, id="ask", marks=pytest.mark.sweep)])
def ask(request: pytest.FixtureRequest, address: str) -> Ask:
    way: Callable[[str], Ask] = request.param
    return way(address)


def _due(answer: dict[str, Any]) -> dict[str, str | None]:
    return {each["name"]: each["due"] for each in answer["resolution"]["deadlines"]}


def _point(answer: dict[str, Any]) -> tuple[str, str | None, str | None]:
    point = answer["resolution"]["transfer_point"]
    return point["event"], point["date"], point["latest_date"]


def _sections(answer: dict[str, Any]) -> set[str]:
    return {citation["section"] for citation in answer["citations"]}


def _whole(answer: dict[str, Any]) -> None:
    """What every answer owes: markers that resolve, and not a figure or date that its evidence lacks."""
    markers = {int(marker) for marker in re.findall(r"\[(\d+)\]", answer["text"])}
    assert markers <= {citation["marker"] for citation in answer["citations"]}
    assert answer["phrased_by"] == "template"


def test_fifteen_with_duty_is_told_all_but_the_team_which_is_asked_for(ask: Ask) -> None:
    answer = ask("15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?")
    assert (answer["kind"], answer["completeness"]) == ("needs_facts", "partial")
    assert _point(answer)[:2] == ("initial_child_protection_conference", "2026-04-08")
    assert _due(answer)["notice"] == "2026-03-30"
    assert answer["resolution"]["candidates"] == ["cin_cp_court", "empower"]
    (question,) = answer["questions"]
    assert [(each["value"], each["leads_to"]) for each in question["options"]] == [
        ("family", "CIN/CP/Court"),
        ("outside_home", "EmPower"),
    ]
    for words in ("Wednesday 8 April 2026", "Monday 30 March 2026"):
        assert words in answer["text"]
    _whole(answer)


def test_six_on_a_cp_plan(ask: Ask) -> None:
    answer = ask(SIX)
    assert answer["kind"] == "resolved"
    assert answer["resolution"]["receiving_team"] == "cin_cp_court"
    assert _point(answer)[:2] == ("initial_child_protection_conference", "2026-04-08")
    (notice,) = [each for each in answer["resolution"]["deadlines"] if each["name"] == "notice"]
    assert notice["due"] == "2026-03-30"
    assert [each["date"] for each in notice["counted"]["skipped"]] == ["2026-04-03", "2026-04-06"]
    for words in ("Good Friday", "joint handover visit", "If the visit", "comprehensive case summary", "Request"):
        assert words.lower() in answer["text"].lower()
    assert "5.2" in _sections(answer)
    _whole(answer)


def test_the_same_after_the_notice_day_says_first_that_it_has_passed(ask: Ask) -> None:
    answer = ask(SIX, "2026-04-01")
    first, _, rest = answer["text"].partition("\n")
    assert first.startswith("**Passed:")
    assert "Monday 30 March 2026" in first
    assert "both team managers" in first
    assert "Wednesday 8 April 2026" in rest
    assert _point(answer)[:2] == ("initial_child_protection_conference", "2026-04-08")
    _whole(answer)


def test_urgent_hearing(ask: Ask) -> None:
    answer = ask("D&A case, care proceedings issued, urgent hearing 2 April 2026, child is 2")
    assert _point(answer)[:2] == ("initial_hearing", "2026-04-02")
    assert answer["resolution"]["receiving_team"] == "cin_cp_court"
    assert _due(answer) == {"introductions": "2026-04-13"}
    assert [each["team"] for each in answer["resolution"]["co_allocated"]] == ["duty_and_assessment"]
    assert "where possible" in answer["text"]
    _whole(answer)


def test_final_hearing_over_christmas(ask: Ask) -> None:
    answer = ask("CIN/CP/Court, final hearing 18 December 2026, full care order agreed")
    assert answer["resolution"]["receiving_team"] == "children_in_our_care"
    assert _point(answer) == ("final_hearing", "2026-12-18", "2027-01-06")
    assert "co-worker" in answer["text"]
    assert "joint care planning" in answer["text"]
    _whole(answer)


def test_turning_eighteen(ask: Ask) -> None:
    answer = ask("Looked-after young person turns 18 on 23/12/26, who takes over and when?")
    assert answer["resolution"]["receiving_team"] == "leaving_care"
    assert _point(answer) == ("eighteenth_birthday", "2026-12-23", "2027-01-11")
    assert "track the case jointly" in answer["text"]
    _whole(answer)


def test_stepping_across(ask: Ask) -> None:
    answer = ask("CIN plan ending, stepping across to CFW, review meeting on 14 May 2026")
    assert answer["resolution"]["receiving_team"] == "child_and_family_wellbeing"
    assert _point(answer)[:2] == ("review_cin_meeting", "2026-05-14")
    assert _due(answer)["ehm_referral"] == "2026-04-29"
    assert "consent" in answer["text"].lower()
    assert "family support worker" in answer["text"].lower()
    assert "current_team" in {each["fact"] for each in answer["assumptions"]}
    _whole(answer)


def test_a_cp_case_is_asked_which_team_and_then_told_the_periods(ask: Ask) -> None:
    answer = ask("When does a CP case transfer?")
    assert answer["kind"] == "needs_facts"
    (question,) = answer["questions"]
    assert question["fact"] == "current_team"
    leads = {each["value"]: each["leads_to"] for each in question["options"]}
    assert "ICPC" in leads["duty_and_assessment"]
    told = ask("duty", state=answer["state"])
    assert _point(told)[:2] == ("initial_child_protection_conference", None)
    assert _due(told)["notice"] is None
    assert "5 working days" in told["text"]
    assert "Tell me the date" in told["text"]
    dated = ask("8 April", state=told["state"])
    assert _point(dated)[:2] == ("initial_child_protection_conference", "2026-04-08")
    assert _due(dated)["notice"] == "2026-03-30"


def test_a_disagreement_is_told_how_to_escalate(ask: Ask) -> None:
    answer = ask("We disagree with the other team about who takes it")
    assert (answer["kind"], answer["resolution"]) == ("guidance", None)
    for words in ("team manager", "48 hours", "Head of Service", "allocated worker", "resolved"):
        assert words.lower() in answer["text"].lower()
    assert "7" in _sections(answer)
    _whole(answer)


@pytest.mark.parametrize(
    ("message", "today", "words"),
    [
        (
            "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?",
            TODAY,
            ["Wednesday 8 April 2026", "Monday 30 March 2026", "Is the main need inside", "EmPower"],
        ),
        (
            SIX,
            TODAY,
            ["Moves to CIN/CP/Court", "Wednesday 8 April 2026", "Monday 30 March 2026", "joint handover visit"],
        ),
        (SIX, "2026-04-01", ["this day has passed", "Tell both team managers today", "Wednesday 8 April 2026"]),
        (
            "D&A case, care proceedings issued, urgent hearing 2 April 2026, child is 2",
            TODAY,
            ["Moves to CIN/CP/Court", "Thursday 2 April 2026", "Monday 13 April 2026"],
        ),
        (
            "CIN/CP/Court, final hearing 18 December 2026, full care order agreed",
            TODAY,
            ["Moves to Children in our Care", "Wednesday 6 January 2027"],
        ),
        (
            "Looked-after young person turns 18 on 23/12/26, who takes over and when?",
            TODAY,
            ["Moves to Leaving Care", "Monday 11 January 2027"],
        ),
        (
            "CIN plan ending, stepping across to CFW, review meeting on 14 May 2026",
            TODAY,
            ["Moves to Child and Family Wellbeing", "Thursday 14 May 2026", "Wednesday 29 April 2026"],
        ),
        ("When does a CP case transfer?", TODAY, ["Which team holds the case now?", "Duty and Assessment", "EmPower"]),
        (
            "We disagree with the other team about who takes it",
            TODAY,
            ["48 hours", "Head of Service", "allocated worker"],
        ),
    ],
)
def test_the_page_shows_the_same(address: str, message: str, today: str, words: list[str]) -> None:
    page = httpx.post(f"{address}/", data={"message": message, "today": today}, timeout=30)
    assert page.status_code == 200
    text = re.sub(r"</?abbr[^>]*>", "", page.text)  # short forms are marked
    for each in words:
        assert each in text
