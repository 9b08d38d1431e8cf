"""Answers to "at that age or over?" by an age, a time of life, or only "before"; the age told is of then."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.reading import read

TODAY = date(2026, 3, 18)
FROM_16 = "looked_after_from_16"
HELD: dict[str, Value] = {"current_team": "empower", "age": 17, "legal_status": "section_20", "looked_after": True}
BEFORE = (
    "before, since he was 12",
    "she came in at 15",
    "before 16, since he was 12",
    "15",
    "no he was 13",
    "no, 12 when he came in",
    "been in since he was 8",
    "came in aged 15",
    "no been looked after since 2019",
    "since birth",
    "no, years ago",
    "before his 16th birthday",
    "a week before his 16th",
    "just before",
    "17 now 15 then",
    "no, she was 15 on the day. turned 16 on the Saturday",
)
AFTER = (
    "yes at 16",
    "after",
    "over 16",
    "she was 16 and a half",
    "he'd just turned 16",
    "two weeks after her 16th",
    "not till he was 16",
    "16 on the dot",
)
EITHER = ("no idea", "not sure", "yes since he was 12", "no he turned 16 the day after")


@pytest.mark.parametrize(("text", "value"), [(text, False) for text in BEFORE] + [(text, True) for text in AFTER])
def test_an_age_answers_whether_it_was_that_old(text: str, value: bool, pack: Pack) -> None:
    reading = read(text, pack, TODAY, asked=FROM_16, held=HELD)
    assert reading.facts[FROM_16].value is value
    assert "age" not in reading.facts
    assert "looked_after" not in reading.facts or reading.facts["looked_after"].value is True
    assert not reading.retracted


@pytest.mark.parametrize("text", EITHER)
def test_what_can_be_meant_either_way_answers_nothing(text: str, pack: Pack) -> None:
    assert FROM_16 not in read(text, pack, TODAY, asked=FROM_16, held=HELD).facts


def test_an_age_of_another_time_is_not_the_childs(pack: Pack) -> None:
    assert "age" not in read("was she looked after before 16?", pack, TODAY, held=HELD).facts
    assert read("looked after 15 year old with duty", pack, TODAY).facts["age"].value == 15
