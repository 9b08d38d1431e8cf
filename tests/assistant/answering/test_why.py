"""Why an answer is as it is: asked after it, and answered from the rules that decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from web.terminal.keywords_alone import KeywordsAlone

TODAY = date(2026, 3, 2)
CASE = "A child aged 6 on a CP plan is with Duty and Assessment. ICPC 8 April 2026. When does it move?"
Talk = Callable[..., Answer]


@pytest.fixture(scope="module")
def talk(lancashire: Pack) -> Talk:
    """The last answer of a conversation."""
    assistant = Assistant(lancashire, KeywordsAlone(list(lancashire.clauses.values()), lancashire.revision))

    def talk(*messages: str) -> Answer:
        state, answer = None, None
        for message in messages:
            answer = assistant.answer(ChatRequest(message=message, state=state), TODAY)
            state = answer.state
        assert answer
        return answer

    return talk


@pytest.mark.parametrize(
    "message",
    [
        "why?",
        "ok but why",
        "how come",
        "what rule is that based on",
        "on what basis",
        "how did you get that date",
        "so which clause says that",
        "where does that come from",
    ],
)
def test_the_reasons_are_given_and_the_decision_stands(talk: Talk, message: str) -> None:
    decided, answer = talk(CASE), talk(CASE, message)
    assert answer.kind == "resolved"
    assert answer.resolution == decided.resolution
    assert "need in the family" in answer.text
    assert "leaving out Good Friday 3 April and Easter Monday 6 April" in answer.text
    assert answer.facts.keys() == decided.facts.keys()


@pytest.mark.parametrize(
    ("message", "team", "reason"),
    [
        ("why not EmPower?", "EmPower", "main need: In the family or home"),
        ("how come it isn't CFW", "Child and Family Wellbeing", "level of need agreed: Level 4"),
        ("why doesn't it go to children in our care", "Children in our Care", "not looked after"),
    ],
)
def test_another_team_that_is_named_is_told_of_first(talk: Talk, message: str, team: str, reason: str) -> None:
    first = talk(CASE, message).text.splitlines()[0]
    assert first.startswith(f"- {team}")
    assert reason in first


def test_what_is_assumed_is_said_to_be(talk: Talk) -> None:
    assert "main need: In the family or home (assumed)" in talk(CASE, "why?").text


def test_an_open_case_says_what_it_hangs_on(talk: Talk) -> None:
    answer = talk("15 year old, CP plan, Duty, ICPC 8 April 2026", "why not EmPower?")
    assert answer.kind == "needs_facts"
    assert "EmPower" in answer.text.splitlines()[0]
    assert "still open, it hangs on main need" in answer.text


def test_of_several_children_the_one_that_is_asked_about_is_told_of(talk: Talk) -> None:
    answer = talk(
        "kids 6 and 15 with duty, both CP, conference 8 April 2026. the older one is exploited by a gang",
        "how come the older one doesn't go to CIN/CP/Court",
    )
    assert "harm outside the home" in answer.text.lower()
    assert "6-year-old" not in answer.text


@pytest.mark.parametrize("message", ["why do we need a joint visit?", "whats the reason for the handover visit"])
def test_why_the_policy_wants_something_is_a_question_about_the_policy(talk: Talk, message: str) -> None:
    assert talk(CASE, message).kind == "guidance"


def test_without_a_case_there_is_nothing_to_explain(talk: Talk) -> None:
    assert talk("why?").resolution is None
