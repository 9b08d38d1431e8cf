"""Questions in many voices, and what each may be read as."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.pack import Pack
from assistant.understanding.findings import LONGEST
from assistant.understanding.reading import Reading, read
from tests.assistant.understanding.conftest import TODAY

HERE = Path(__file__).parent
RIGHT = 0.9
"""Of the held-out facts: a floor against steps back, not the aim, which is 0.98."""
"""The share of held-out facts that must be read as they were meant."""


def load(file: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((HERE / file).read_text(encoding="utf-8")))


def ask(question: dict[str, Any], pack: Pack) -> Reading:
    today = question.get("today", TODAY)
    return read(question["q"], pack, today, asked=question.get("asked"), held=question.get("held"))


@pytest.mark.parametrize("question", load("questions.yaml"), ids=lambda question: str(question["q"])[:60])
def test_a_question_is_read_as_it_is_meant(question: dict[str, Any], pack: Pack) -> None:
    _as_meant(question, ask(question, pack))


@pytest.mark.parametrize("question", load("questions_whole_policy.yaml"), ids=lambda question: str(question["q"])[:60])
def test_a_question_on_any_team_is_read_as_it_is_meant(question: dict[str, Any], lancashire: Pack) -> None:
    """With the pack's own topics, so that none of them swallows what is said of a case."""
    _as_meant(question, ask(question, lancashire))


def _as_meant(question: dict[str, Any], reading: Reading) -> None:
    left = set(question.get("open", ()))
    tentative = {name for name, fact in reading.facts.items() if not fact.certain}
    facts = {name: fact.value for name, fact in reading.facts.items() if name not in left}
    assert facts == question["facts"]
    assert tentative - left == set(question.get("tentative", ()))
    assert {unsure.fact for unsure in reading.unsure} - left == tentative - left | set(question.get("unsure", ()))
    assert [problem.kind for problem in reading.problems] == question.get("problems", [])
    assert list(reading.retracted) == question.get("retracted", [])
    assert [loose.day for loose in reading.loose_dates] == question.get("loose", [])
    assert reading.intent == question.get("intent", "case")
    assert list(reading.topics[: len(question.get("topics", ()))]) == question.get("topics", [])
    assert set(question.get("terms", ())) <= set(reading.terms)
    assert set(question.get("wants", ())) <= reading.wants
    assert set(question.get("left_out", reading.left_out)) == set(reading.left_out)
    assert [team for team, _ in reading.old_names] == question.get("old_names", [])


def test_held_out_questions(pack: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    """Only totals are told: questions that are looked at while the code is mended are held out no more."""
    expected = right = beside = wrong_dates = 0
    for question in load("questions_held_out.yaml"):
        facts = ask(question, pack).facts
        meant = question["facts"]
        wrong = [
            fact.value
            for name, fact in facts.items()
            if fact.value != meant.get(name, fact.value) or (name not in meant and fact.certain)
        ]
        expected += len(meant)
        right += sum(name in facts and facts[name].value == value for name, value in meant.items())
        beside += len(wrong)
        wrong_dates += sum(isinstance(value, date) for value in wrong)
    share = right / (expected + beside)
    with capsys.disabled():
        print(f"\nheld out: {right} of {expected} facts right, {beside} wrong, {wrong_dates} wrong dates")
    assert share >= RIGHT, share
    assert wrong_dates == 0, wrong_dates


def test_what_is_kept_of_the_words_is_short_and_clean(pack: Pack) -> None:
    text = "mum Sarah says " + "the initial child protection conference " * 4 + "is on 8 April 2026, with duty"
    reading = read(text, pack, TODAY)
    said = [fact.said for fact in reading.facts.values()] + [unsure.said for unsure in reading.unsure]
    assert said
    assert all(0 < len(each) <= LONGEST for each in said)
    assert not any("Sarah" in each for each in said)


def test_a_reading_is_the_same_each_time(pack: Pack) -> None:
    text = "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?"
    again = dataclasses.replace(pack)
    assert read(text, pack, TODAY) == read(text, pack, TODAY) == read(text, again, TODAY)


def test_a_second_pack_needs_no_new_code(seaholm: Pack) -> None:
    reading = read("the Lamp team's case, planning evening on 8 April, moving to Beacon", seaholm, TODAY)
    assert reading.facts["current_team"].value == "lighthouse"
    assert reading.facts["planning_evening"].value == date(2026, 4, 8)
    assert reading.destination == "beacon"
    assert reading.old_names == (("lighthouse", "Lamp team"),)


def test_every_fact_read_is_a_value_of_its_fact(pack: Pack) -> None:
    for question in load("questions.yaml"):
        reading = ask(question, pack)
        for name, fact in reading.facts.items():
            assert pack.facts[name].read(fact.value) == fact.value
        assert all(unsure.fact in pack.facts for unsure in reading.unsure)
