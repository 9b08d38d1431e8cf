"""A meeting that turns out to be another one keeps the day that it was said to be on."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.reading import read

TODAY, DAY = date(2026, 3, 18), date(2026, 4, 8)
HELD: dict[str, Value] = {
    "current_team": "duty_and_assessment",
    "plan": "cp",
    "initial_child_protection_conference": DAY,
    "strategy_discussion": date(2026, 3, 11),
}


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("oh wait it's not a conference, it's the initial CIN meeting", "initial_cin_meeting"),
        ("sorry not ICPC, it's the first pre-proceedings meeting", "initial_pre_proceedings_meeting"),
        ("I meant the initial CIN meeting, not the ICPC", "initial_cin_meeting"),
    ],
)
def test_the_day_goes_over_to_the_meeting_meant(text: str, meeting: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY, held=HELD)
    assert reading.facts[meeting].value == DAY
    assert "initial_child_protection_conference" in reading.retracted


def test_what_has_been_is_not_put_on_another_day(pack: Pack) -> None:
    reading = read("hang on they've changed it again: 9th", pack, TODAY, held=HELD)
    assert reading.facts["initial_child_protection_conference"].value == date(2026, 4, 9)
    assert "strategy_discussion" not in reading.facts


def test_a_meeting_only_named_takes_no_day(pack: Pack) -> None:
    assert "core_group" not in read("what about the core group", pack, TODAY, held=HELD).facts
