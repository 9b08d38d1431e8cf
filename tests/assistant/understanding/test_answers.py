from datetime import date

import pytest

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("current_team", "duty", "duty_and_assessment"),
        ("current_team", "it's the court team", "cin_cp_court"),
        ("current_team", "CIN", "cin_cp_court"),
        ("current_team", "EFH", "empower"),
        ("plan", "CP", "cp"),
        ("plan", "second", "cp"),
        ("plan", "option 3", "pre_proceedings"),
        ("plan", "the first one please", "cin"),
        ("primary_need", "outside", "outside_home"),
        ("primary_need", "oustide the home", "outside_home"),
        ("primary_need", "in the family", "family"),
        ("level_of_need", "2", "level_2_3"),
        ("level_of_need", "four", "level_4"),
        ("legal_status", "none", "none"),
        ("legal_status", "s20", "section_20"),
        ("looked_after", "yes", True),
        ("looked_after", "Yep, she is", True),
        ("looked_after", "yes s20", True),
        ("looked_after", "no", False),
        ("looked_after", "no she isn't", False),
        ("looked_after", "No - she lives with dad", False),
        ("permanence_agreed", "not yet", False),
        ("court_proceedings", "issued last week", True),
        ("age", "15", 15),
        ("age", "six months", 0.5),
        ("age", "no, 12", 12),
        ("initial_child_protection_conference", "8 April", date(2026, 4, 8)),
        ("initial_child_protection_conference", "it's on the 18th", date(2026, 3, 18)),
    ],
)
def test_a_bare_answer_answers_what_was_asked(asked: str, text: str, value: Value, pack: Pack) -> None:
    reading = read(text, pack, TODAY, asked=asked)
    assert {name: fact.value for name, fact in reading.facts.items() if name == asked} == {asked: value}
    assert reading.facts[asked].certain
    assert reading.intent == "case"
    assert reading.answered


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("plan", "don't know"),
        ("looked_after", "not sure yet"),
        ("plan", "both"),
        ("current_team", "I don't know"),
        ("initial_child_protection_conference", "not booked yet"),
        ("initial_child_protection_conference", "next Tuesday"),
        ("age", "15 or 16"),
    ],
)
def test_an_answer_that_settles_nothing_is_unsure(asked: str, text: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY, asked=asked)
    assert asked not in reading.facts
    assert asked in [unsure.fact for unsure in reading.unsure]
    assert reading.answered


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("plan", "when does it transfer?"),
        ("looked_after", "what does CLA mean"),
        ("current_team", "thanks"),
        ("no_such_fact", "yes"),
    ],
)
def test_a_new_question_answers_nothing(asked: str, text: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY, asked=asked)
    assert asked not in reading.facts
    assert not reading.answered


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", date(2026, 3, 3)), ("no", None), ("yes, the 3rd", date(2026, 3, 3))],
)
def test_yes_to_the_one_reading_that_was_offered(text: str, value: date | None, pack: Pack) -> None:
    asked = "initial_child_protection_conference"
    fact = read(text, pack, TODAY, asked=asked, offered=(date(2026, 3, 3),)).facts.get(asked)
    assert (fact.value if fact else None) == value


def test_one_of_two_readings_that_were_offered(pack: Pack) -> None:
    asked, offered = "current_team", ("duty_and_assessment", "empower")
    assert read("the second one", pack, TODAY, asked=asked, offered=offered).facts[asked].value == "empower"
    assert read("duty", pack, TODAY, asked=asked, offered=offered).facts[asked].value == "duty_and_assessment"


def test_an_answer_may_tell_more(pack: Pack) -> None:
    reading = read("yes, and the final hearing is 18 December 2026", pack, TODAY, asked="looked_after")
    assert reading.facts["looked_after"].value is True
    assert reading.facts["final_hearing"].value == date(2026, 12, 18)


def test_a_number_that_picks_an_option_is_no_age(pack: Pack) -> None:
    assert set(read("2", pack, TODAY, asked="level_of_need").facts) == {"level_of_need"}


def test_the_name_of_a_team_is_no_plan(pack: Pack) -> None:
    assert set(read("CIN", pack, TODAY, asked="current_team").facts) == {"current_team"}
