import pytest

from assistant.pack import Pack
from assistant.understanding.reading import read
from assistant.understanding.scene import Room, take_apart
from tests.assistant.understanding.conftest import TODAY

DUTY, EMPOWER, COURT, CFW = "duty_and_assessment", "empower", "cin_cp_court", "child_and_family_wellbeing"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("with duty", ["current"]),
        ("with us in duty", ["current"]),
        ("held by EmPower", ["current"]),
        ("open to the duty team", ["current"]),
        ("duty case", ["current"]),
        ("EmPower have it", ["current"]),
        ("duty", ["bare"]),
        ("from duty to EmPower", ["leaving", "destination"]),
        ("duty -> EmPower", ["bare", "destination"]),
        ("still not transferred from duty", ["current"]),
        ("just transferred from duty", ["previous"]),
        ("was with duty, now with EmPower", ["previous", "current"]),
        ("stepping across to CFW", ["destination"]),
        ("CFW to take over", ["destination"]),
        ("when does leaving care take it", ["destination"]),
        ("closed by EmPower", ["closing"]),
        ("co-worked by EmPower", ["mention"]),
        ("spoke to duty", ["mention"]),
        ("does EmPower take them", ["destination"]),
        ("can EmPower hold it", ["mention"]),
        ("should it be EmPower or duty", ["mention", "mention"]),
        ("not with duty", ["denied"]),
        ("might be with duty", ["doubted"]),
        ("I work in duty", ["speaker"]),
        ("we're in duty", ["speaker"]),
    ],
)
def test_the_part_a_team_plays(text: str, parts: list[str], room: Room) -> None:
    assert [role.part for role in take_apart(text, room, TODAY).roles] == parts


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("CP plan, duty", DUTY),
        ("CP plan, duty, transfer to EmPower", DUTY),
        ("CP plan, EmPower have it, spoke to duty", EMPOWER),
        ("we're in duty, when does a CP case move to CIN/CP/Court", DUTY),
        ("I work in CIOC, when does a CP case come to us", None),
        ("CP plan, transfer to EmPower", None),
        ("CP plan, duty and EmPower", None),
        ("CP plan, child needs EmPower", None),
        ("CP plan, contextual safeguarding", None),
        ("duty", None),
        ("CP plan, just transferred from duty to EmPower", EMPOWER),
        ("CIN plan, closed 2 weeks ago by EmPower", None),
    ],
)
def test_who_holds_the_case(text: str, team: str | None, pack: Pack) -> None:
    fact = read(text, pack, TODAY).facts.get("current_team")
    assert (fact.value if fact else None) == team


def test_two_teams_are_asked_about(pack: Pack) -> None:
    (unsure,) = read("CP plan, duty and EmPower", pack, TODAY).unsure
    assert (unsure.fact, unsure.readings) == ("current_team", (DUTY, EMPOWER))


def test_where_it_goes_is_told_and_is_not_who_holds_it(pack: Pack) -> None:
    reading = read("CIN plan, stepping over to the early help team", pack, TODAY)
    assert reading.destination == CFW
    assert {name: fact.value for name, fact in reading.facts.items()} == {"plan": "cin", "level_of_need": "level_2_3"}


def test_old_names_are_told(pack: Pack) -> None:
    reading = read("CP plan with the Family Safeguarding Team", pack, TODAY)
    assert reading.facts["current_team"].value == COURT
    assert reading.old_names == ((COURT, "Family Safeguarding team"),)
