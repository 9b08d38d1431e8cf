"""Several children in one question: what all share, what is one child's own, and when it is one child after all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts import imply
from assistant.understanding.children.children import HeldChild
from tests.assistant.understanding.conftest import Reader

QUESTIONS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "families.yaml").read_text(encoding="utf-8"))
APART: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "families_apart.yaml").read_text(encoding="utf-8")
)
SEVERAL = [question for question in QUESTIONS if "children" in question]
ONE = [question for question in QUESTIONS if "one" in question]
PAIR = (HeldChild(facts={"age": 14}), HeldChild(facts={"age": 6}))


@pytest.mark.parametrize("question", SEVERAL, ids=lambda question: str(question["q"])[:60])
def test_each_child_has_its_own_and_all_have_what_is_shared(question: dict[str, Any], reader: Reader) -> None:
    reading = reader(question["q"])
    apart = {"age", "eighteenth_birthday", *question.get("open", ())}
    own = {
        child.label: {name: fact.value for name, fact in child.facts.items() if name not in apart}
        for child in reading.children
    }
    assert own == question["children"]
    assert {name: fact.value for name, fact in reading.facts.items() if name not in apart} == question.get("shared", {})
    assert [each.fact for each in reading.whose] == question.get("which", [])
    assert reading.intent == "case"
    assert not [problem for problem in reading.problems if problem.kind == "several_children"]


@pytest.mark.parametrize("question", APART, ids=lambda question: str(question["q"])[:60])
def test_what_is_one_childs_own_is_no_others(question: dict[str, Any], reader: Reader) -> None:
    reading = reader(question["q"], question["today"])
    shared = {name: fact.value for name, fact in reading.facts.items()}
    got = [{**shared, **{name: fact.value for name, fact in child.facts.items()}} for child in reading.children]
    meant = [{**question["facts"], **child} for child in question["children"]]
    assert len(got) == len(meant)
    for theirs, said in zip(_by_age(got), _by_age(meant), strict=True):
        optional = set(question.get("optional", ()))
        imply(reader.pack.facts, theirs)
        imply(reader.pack.facts, said)
        assert {name: value for name, value in theirs.items() if name not in optional} == {
            name: value for name, value in said.items() if name not in optional
        }


def _by_age(children: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The youngest, who may have none yet, first."""
    return sorted(children, key=lambda child: child.get("age", -1))


def test_whose_a_name_told_before_is_cannot_be_known(reader: Reader) -> None:
    reading = reader("back to Tyler, he's on a CP plan, ICPC 12 May", children=PAIR)
    assert not reading.facts
    assert not any(name == "initial_child_protection_conference" for child in reading.children for name in child.facts)


@pytest.mark.parametrize("question", ONE, ids=lambda question: str(question["q"])[:60])
def test_one_child_stays_one(question: dict[str, Any], reader: Reader) -> None:
    reading = reader(question["q"])
    assert reading.children == ()
    assert {name: fact.value for name, fact in reading.facts.items()} == question["one"]


def test_every_fact_of_a_child_keeps_its_words(reader: Reader) -> None:
    reading = reader("Maya 14 main need outside the home, her brother 6 main need in the family, duty")
    first, second = reading.children
    assert first.facts["primary_need"].said == "main need outside the home"
    assert second.facts["age"].said == "6"
    assert "Maya" not in str(reading)


def test_labels_are_unique_and_hold_no_name(reader: Reader) -> None:
    for text in (
        "twins aged 4 and twins aged 7, duty",
        "a 4 year old boy and a 4 year old boy, duty",
        "kids 4, 4 and 4",
    ):
        labels = [child.label for child in reader(text).children]
        assert len(labels) == len(set(labels)) > 1, labels


def test_more_children_than_can_be_told_apart_are_asked_for(reader: Reader) -> None:
    for text in ("siblings on a CP plan with duty, ICPC 8 April", "kids aged 1, 2, 3, 4, 5, 6, 7, 8 and 9 with duty"):
        reading = reader(text)
        assert reading.children == ()
        assert [problem.kind for problem in reading.problems] == ["several_children"]


@pytest.mark.parametrize(
    ("text", "own", "shared"),
    [
        ("the 6 year old is severely disabled", [{}, {"severe_disability": True}], {}),
        ("and the little one is 5 not 6", [{}, {"age": 5}], {}),
        ("the older one is looked after", [{"looked_after": True}, {}], {}),
        ("both are looked after", [{}, {}], {"looked_after": True}),
        ("duty", [{}, {}], {"current_team": "duty_and_assessment"}),
        ("the 14yo is on a CP plan and the other one is CIN", [{"plan": "cp"}, {"plan": "cin"}], {}),
        ("one more thing, her brother of 9 is looked after", [{}, {}, {"age": 9, "looked_after": True}], {}),
    ],
)
def test_what_is_said_later_goes_to_whom_it_is_said_of(
    text: str, own: list[dict[str, Any]], shared: dict[str, Any], reader: Reader
) -> None:
    reading = reader(text, held={"plan": "cin"}, children=PAIR, asked="current_team" if text == "duty" else None)
    said = [{name: fact.value for name, fact in child.facts.items()} for child in reading.children]
    assert said == own
    assert {name: fact.value for name, fact in reading.facts.items()} == shared


def test_an_answer_goes_to_the_child_that_was_asked_about(reader: Reader) -> None:
    reading = reader("outside", children=PAIR, asked="primary_need", asked_of=(0,))
    assert reading.children[0].facts["primary_need"].value == "outside_home"
    assert not reading.children[1].facts
    assert not reading.facts


@pytest.mark.parametrize(
    ("text", "pointed"),
    [("the 14 year old", (0,)), ("the youngest", (1,)), ("both", (0, 1)), ("all of them", (0, 1)), ("duty", ())],
)
def test_who_is_pointed_at(text: str, pointed: tuple[int, ...], reader: Reader) -> None:
    assert reader(text, children=PAIR).pointed == pointed
