"""What if: a changed fact marks what changed in the answer, and says so where nothing did."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from assistant.answering.answer import Answer, ChatRequest, StateError
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from assistant.resolution import Resolution
from tests.web.conftest import FACTS, ICPC, TODAY
from tests.web.test_page import answered, state
from web.shown.changes import Changes, changes
from web.terminal.keywords_alone import KeywordsAlone

CASE = "15 yr old on a CP plan with duty, main need in the family, ICPC is 8 April 2026, when does it move?"
BLOCK = re.compile(r'<section class="changes">.*?</section>', re.DOTALL)
Talk = Callable[..., tuple[Changes, ...]]


def blocks(page: str) -> list[str]:
    plain = (re.sub(r"<[^>]+>", " ", block) for block in BLOCK.findall(page))
    return [" ".join(html.unescape(each).split()) for each in plain]


def marked(page: str) -> list[str]:
    """Each line that is marked, from its tag on."""
    return re.findall(r'([^<>]{6,})(?:<a class="cite[^>]*>\d+</a>|<wbr>)*[^<]*<span class="mark', page)


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, KeywordsAlone(list(lancashire.clauses.values()), lancashire.revision))


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    """What the last of some messages changed; a message may be facts corrected on the page."""

    def talk(*messages: str | dict[str, Any]) -> tuple[Changes, ...]:
        before: dict[str, Any] | None = None
        answer: Answer | None = None
        for message in messages:
            before = answer.state if answer else None
            words, facts = ("Corrected on the page.", message) if isinstance(message, dict) else (message, None)
            request = ChatRequest(message=words, state=before, facts=facts)
            answer = assistant.answer(request, date.fromisoformat(TODAY))
        assert answer
        return changes(assistant.pack, before, answer, date.fromisoformat(TODAY))

    return talk


def test_another_team_is_told_and_marked(client: httpx.Client) -> None:
    first = answered(client, message=CASE)
    assert not blocks(first)
    second = answered(client, state=state(first), **{"fact.primary_need": "outside_home"})
    (block,) = blocks(second)
    assert block.startswith("Changed : moves to EmPower (was: moves to CIN/CP/Court)")
    assert "Last day to name the receiving social worker: no more" in block
    assert "With it: EmPower (co-works) (new)" in block
    assert 'Moves to EmPower</h2>\n     <span class="mark">changed</span>' in second
    assert any("Transfer form to all EmPower team managers" in line for line in marked(second))
    assert "Why: Harm outside the home, aged 13 to 18 (was Need in the family, longer-term support)" in block
    assert not any("notice" in line for line in marked(second))


def test_another_day_tells_each_day_with_what_it_was(client: httpx.Client) -> None:
    first = answered(client, message=CASE)
    (block,) = blocks(answered(client, state=state(first), **{f"fact.{ICPC}": "2026-04-15"}))
    assert "Moves: Wednesday 15 April 2026, at the initial child protection conference (ICPC)" in block
    assert "(was Wednesday 8 April 2026)" in block
    assert "notice: Wednesday 8 April 2026 (was Monday 30 March 2026)" in block
    assert "of what to do" not in block


def test_a_typed_correction_is_marked_as_well(client: httpx.Client) -> None:
    first = answered(client, message=CASE)
    (block,) = blocks(answered(client, state=state(first), message="sorry, the conference is on the 15th of April"))
    assert "notice: Wednesday 8 April 2026 (was Monday 30 March 2026)" in block


def test_nothing_changes_is_said(client: httpx.Client) -> None:
    first = answered(client, message=CASE)
    second = answered(client, state=state(first), **{"fact.age": "14"})
    assert blocks(second) == ["Nothing changes. The team, the days and what must be done are as before."]
    assert '<span class="mark' not in second


def test_an_assumption_put_right_is_a_change(talk: Talk) -> None:
    (found,) = talk(CASE, {"urgent_legal_action": True})
    assert found.headline is None
    assert "Last day to give the receiving team notice" in [line.term for line in found.lines if not line.now]
    assert found.added
    assert found.gone


def test_a_fact_removed_is_a_change(talk: Talk) -> None:
    (found,) = talk(CASE, {ICPC: None})
    moves = found.lines[0]
    assert (moves.now, moves.was) == ("at the initial child protection conference (ICPC)", "Wednesday 8 April 2026")


def test_what_is_only_supposed_is_told_against_the_case_as_it_is(talk: Talk) -> None:
    (found,) = talk(CASE, "what if the main need were outside the home?")
    assert found.headline
    assert (found.headline.now, found.headline.was) == ("Moves to EmPower", "Moves to CIN/CP/Court")


@pytest.mark.parametrize(
    "messages",
    [
        pytest.param((CASE,), id="the first message"),
        pytest.param((CASE, "why?"), id="no fact is otherwise"),
        pytest.param(
            ("15 yr old on a CP plan with duty, ICPC is 8 April", "in the family"), id="an answer to what was asked"
        ),
        pytest.param(("6 yr old on a CP plan with duty", {ICPC: "2026-04-08"}), id="the date that was missing"),
        pytest.param((CASE, "New case: a 9 year old with EmPower on a CIN plan"), id="another case"),
        pytest.param((CASE, "What does ICPC stand for?"), id="a question that moves no case"),
    ],
)
def test_no_change_is_told_of(talk: Talk, messages: tuple[str, ...]) -> None:
    assert talk(*messages) == ()


def test_several_children_whose_changes_are_the_same_are_told_of_once(client: httpx.Client) -> None:
    first = answered(
        client, message="Siblings aged 6 and 14 with Duty on a CP plan, ICPC 8 April 2026, need in the family"
    )
    second = answered(client, state=state(first), **{f"fact.{ICPC}": "2026-04-15"})
    (block,) = blocks(second)
    assert block.startswith("Both: the 6-year-old and the 14-year-old: Changed Moves: Wednesday 15 April 2026")
    assert "(was Monday 30 March 2026)" in block
    assert '<span class="mark' in second


def test_each_of_several_children_has_its_own(talk: Talk) -> None:
    siblings = "Siblings aged 6 and 14 with Duty on a CP plan, ICPC 8 April 2026, need in the family"
    younger, older = talk(siblings, "sorry, the main need of the 14 year old is harm outside the home")
    assert (younger.label, younger.nothing) == ("The 6-year-old", True)
    assert (older.label, older.nothing) == ("The 14-year-old", False)
    assert older.headline
    assert older.headline.now == "Moves to EmPower"


def test_a_state_that_is_none_of_ours_is_refused(lancashire: Pack, assistant: Assistant) -> None:
    answer = assistant.answer(ChatRequest(message=CASE), date.fromisoformat(TODAY))
    with pytest.raises(StateError):
        changes(lancashire, {"facts": {"age": {"value": "old"}}}, answer, date.fromisoformat(TODAY))


def test_what_a_state_held_cannot_become_markup(client: httpx.Client) -> None:
    held = json.loads(state(answered(client, message=CASE)))
    held["facts"]["age"]["said"] = "<script>alert(1)</script>"
    page = answered(client, state=json.dumps(held), **{"fact.primary_need": "outside_home"})
    assert blocks(page)
    assert "<script>" not in page


@pytest.mark.parametrize("team", ["duty_and_assessment", "mash"])
def test_nothing_changes_is_said_where_nothing_does_and_nowhere_else(
    assistant: Assistant, lancashire: Pack, team: str
) -> None:
    """Every fact of the pack tried on one case: what the answer tells is compared whole."""
    today = date.fromisoformat(TODAY)
    first = assistant.answer(ChatRequest(message="x", facts={**FACTS, "current_team": team}), today)
    said = {True: 0, False: 0}
    for name, spec in lancashire.facts.items():
        if name in FACTS or not spec.domain():
            continue
        corrected = {name: spec.domain()[0]}
        answer = assistant.answer(ChatRequest(message="x", state=first.state, facts=corrected), today)
        for found in changes(lancashire, first.state, answer, today):
            assert first.resolution
            assert answer.resolution
            assert found.nothing == (told(first.resolution) == told(answer.resolution)), name
            said[found.nothing] += 1
    assert all(said.values())


def told(resolution: Resolution) -> dict[str, Any]:
    """What an answer tells, without the clauses it rests on."""
    parts = resolution.model_dump(exclude={"trace", "direction", "current_team"})
    return {name: bare(part) for name, part in parts.items()}


def bare(part: Any) -> Any:
    unsaid = {"clauses", "layer", "ambiguity", "kind", "counted", "status", "precondition", "latest_from"}
    if isinstance(part, dict):
        return {name: bare(value) for name, value in part.items() if name not in unsaid}
    return [bare(each) for each in part] if isinstance(part, list | tuple) else part
