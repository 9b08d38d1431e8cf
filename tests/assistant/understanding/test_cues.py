import pytest

from assistant.pack import Pack
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("looked after", True),
        ("not looked after", False),
        ("isn't currently looked after", False),
        ("no longer looked after", False),
        ("never been looked after", False),
        ("not on a plan, looked after", True),
        ("not on a plan but looked after", True),
        ("no she is looked after", True),
        ("not looked after or in proceedings", False),
        ("not a CP plan she is looked after", True),
        ("no joint visit, looked after", True),
        ("why not, looked after child", True),
    ],
)
def test_said_or_denied(text: str, value: bool, pack: Pack) -> None:
    assert read(text, pack, TODAY).facts["looked_after"].value is value


@pytest.mark.parametrize(
    "text",
    [
        "might be looked after",
        "possibly looked after",
        "not sure if she is looked after",
        "we don't know whether he is looked after",
        "looked after? with duty",
        "looked after (tbc)",
        "not on a plan and looked after",
        "no visit was offered looked after child",
        "I don't think she's looked after",
        "maybe not looked after",
    ],
)
def test_what_is_doubted_is_no_fact(text: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY)
    assert "looked_after" not in reading.facts
    assert "looked_after" in [unsure.fact for unsure in reading.unsure]


@pytest.mark.parametrize(
    "text", ["is the child looked after?", "has permanence been agreed?", "do we need consent", "needs a CP plan"]
)
def test_what_is_asked_or_needed_is_neither(text: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY)
    assert not reading.facts
    assert not reading.unsure


def test_a_plan_that_is_denied_is_forgotten_when_it_was_held(pack: Pack) -> None:
    assert read("not on CP", pack, TODAY, held={"plan": "cp"}).retracted == ("plan",)
    assert read("not on CP", pack, TODAY, held={"plan": "cin"}).retracted == ()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mum is severely disabled, child 6", "severe_disability"),
        ("dad was looked after, CIN", "looked_after"),
        ("mum turns 18 on 8 April, CP", "eighteenth_birthday"),
    ],
)
def test_what_is_said_of_a_parent_is_no_fact_of_the_child(text: str, fact: str, pack: Pack) -> None:
    assert fact not in read(text, pack, TODAY).facts


def test_what_a_parent_does_is_of_the_case(pack: Pack) -> None:
    assert read("mum has consented", pack, TODAY).facts["consent"].value is True
    assert read("dad has withdrawn consent", pack, TODAY).facts["consent"].value is False


def test_what_several_facts_tell_together_is_not_denied_one_by_one(pack: Pack) -> None:
    reading = read("he did not come into care at 16", pack, TODAY)
    assert "looked_after_from_16" not in reading.facts
    assert "looked_after" not in reading.facts


def test_a_likely_order_leaves_its_hearing_as_it_is(pack: Pack) -> None:
    facts = read("full care order likely at the final hearing on 3 July 2026", pack, TODAY).facts
    assert "final_hearing" in facts
    assert "hearing_outcome" not in facts


def test_an_unborn_child_of_fifteen_is_asked_about(pack: Pack) -> None:
    reading = read("15 yr old, unborn baby, duty", pack, TODAY)
    assert {unsure.fact for unsure in reading.unsure} == {"age", "unborn"}


def test_a_held_fact_is_forgotten_by_its_name(pack: Pack) -> None:
    assert read("forget the age", pack, TODAY, held={"age": 15, "plan": "cp"}).retracted == ("age",)


def test_a_meeting_still_to_come_tells_what_it_is_for(pack: Pack) -> None:
    assert read("hasn't had the ICPC yet", pack, TODAY).facts["plan"].value == "cp"
    assert read("no ICPC", pack, TODAY).facts == {}
