"""Who holds the case, who holds the family, and who closed it, in the words of many teams."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.pack import Pack
from assistant.understanding.authorities import places_in
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY

QUESTIONS = yaml.safe_load(Path(__file__).with_name("holders.yaml").read_text(encoding="utf-8"))
PARTS = (
    "current_team",
    "closing_team",
    "family_open_to",
    "request",
    "referred_before",
    "re_referral",
    "stepped_across_from_cfw",
    "disagreement",
    "unallocated",
    "dispute_outcome",
)


def _certain(question: str, pack: Pack) -> dict[str, Any]:
    return {name: fact.value for name, fact in read(question, pack, TODAY).facts.items() if fact.certain}


@pytest.mark.parametrize("asked", QUESTIONS["holders"], ids=lambda asked: asked["q"][:60])
def test_who_holds_the_case(asked: dict[str, Any], pack: Pack) -> None:
    assert _certain(asked["q"], pack).get("current_team") == asked["team"]


@pytest.mark.parametrize("asked", QUESTIONS["parts"], ids=lambda asked: asked["q"][:60])
def test_what_part_the_teams_play(asked: dict[str, Any], pack: Pack) -> None:
    read_as = _certain(asked["q"], pack)
    told = {name: value for name, value in read_as.items() if name in PARTS}
    # What is told of a case that came in again follows from who closed it.
    optional = {"current_team", "referred_before"} - asked["facts"].keys()
    assert {name: value for name, value in told.items() if name not in optional} == asked["facts"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("looked after by Bury, placed here", {"bury"}),
        ("Tyler Bolton is 12", set()),
        ("Kent Smith is 12", set()),
        ("with Blackburn with Darwen on a plan", {"blackburn", "darwen"}),
    ],
)
def test_a_place_is_no_surname(text: str, places: set[str]) -> None:
    assert places_in(text) == places
