from collections.abc import Sequence

import pytest

from assistant.understanding.ages import AgeMention
from assistant.understanding.language.characters import plain
from assistant.understanding.scene import Room, take_apart
from tests.assistant.understanding.conftest import TODAY


def ages(room: Room, text: str) -> Sequence[AgeMention]:
    return take_apart(plain(text), room, TODAY).ages


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("15 yr old", 15),
        ("15yo", 15),
        ("15 y/o", 15),
        ("15-year-old", 15),
        ("15yrold", 15),
        ("aged 6", 6),
        ("age six", 6),
        ("Age: 6", 6),
        ("child is 2", 2),
        ("child (4)", 4),
        ("girl, 6, with duty", 6),
        ("boy 11 with duty", 11),
        ("she's 15", 15),
        ("the boy on a CP plan in duty is 7", 7),
        ("12yrs", 12),
        ("fifteen years of age", 15),
        ("baby 6 months old", 0.5),
        ("child is 18 months", 1.5),
        ("baby of 3 months", 0.25),
        ("2 weeks old", 0.04),
        ("17 and a half year old", 17.5),
        ("14¾ year old", 14.75),
        ("17.5 yrs old", 17.5),
        ("just turned 16", 16),
        ("nearly 3", 2),
        ("almost 18", 17),
        ("F14, CIN", 14),
        ("m15 with duty", 15),
        ("a 13m old", 1.08),
        ("she's 17 and 3 months", 17.25),
        ("child is nine and three quarters", 9.75),
        ("shes 10 no 9", 9),
        ("15 year old, sorry 16", 16),
        ("age assessed as 16", 16),
        ("she was 15 on Monday", 15),
        ("has just had his 16th birthday", 16),
        ("8yrs duty cp", 8),
        ("9mo girl", 0.75),
        ("need to know when 6 yo moves", 6),
        ("want to step a 10 yr old up", 10),
        ("newborn", 0),
        ("the 15 year old's mum", 15),
        ("24 year old care leaver", 24),
    ],
)
def test_an_age(text: str, age: float, room: Room) -> None:
    (found,) = ages(room, text)
    assert (found.age, found.certain, found.known, found.whose) == (age, True, True, "child")


@pytest.mark.parametrize(("text", "age"), [("about 15", 15), ("15ish", 15), ("six", 6)])
def test_an_age_that_is_not_certain(text: str, age: float, room: Room) -> None:
    (found,) = ages(room, text)
    assert (found.age, found.certain, found.known) == (age, False, True)


@pytest.mark.parametrize(
    ("text", "age", "birthday"),
    [
        ("turns 16 in a while", 15, 16),
        ("turning 16 in the spring", 15, 16),
    ],
)
def test_a_birthday_to_come_is_no_age(text: str, age: int, birthday: int, room: Room) -> None:
    (found,) = ages(room, text)
    assert (found.age, found.birthday, found.known) == (age, birthday, False)


@pytest.mark.parametrize(
    ("text", "age", "birthday"),
    [
        ("child is 3 on Friday", 2, 3),
        ("will be 18 on 8 April", 17, 18),
        ("shes 13 on the 20th of june", 12, 13),
        ("turns 16 next month", 15, 16),
        ("he's 13 next week", 12, 13),
        ("turns 3 in May", 2, 3),
    ],
)
def test_a_birthday_whose_day_is_known_tells_the_age_until_then(text: str, age: int, birthday: int, room: Room) -> None:
    (found,) = ages(room, text)
    assert (found.age, found.birthday, found.known) == (age, birthday, True)


def test_one_age_or_another_and_several_children(room: Room) -> None:
    (either,) = ages(room, "15 or 16 year old")
    assert (either.age, either.others, either.known) == (15, (16,), False)
    assert [each.age for each in ages(room, "aged 2, 4 and 6")] == [2, 4, 6]
    assert [each.age for each in ages(room, "6 and 4 year olds")] == [6, 4]
    assert [each.age for each in ages(room, "aged 15, 4 siblings")] == [15]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("mum is 34", "other"),
        ("mum aged 34", "other"),
        ("15 yr old mum", "other"),
        ("her brother aged 9", "sibling"),
        ("his 15 yr old sister", "sibling"),
    ],
)
def test_an_age_of_somebody_else(text: str, whose: str, room: Room) -> None:
    (found,) = ages(room, text)
    assert found.whose == whose


def test_an_age_that_cannot_be(room: Room) -> None:
    assert [each.impossible for each in ages(room, "aged 45")] == [True]
    assert [each.impossible for each in ages(room, "mum is 45")] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "on a CP plan for 18 months",
        "for 12 years",
        "level 4",
        "section 47",
        "came into care at 16",
        "looked after since he was 11",
        "3 children",
        "child has 3 siblings",
        "under 3",
        "over 3s",
        "does it take 12 year olds",
        "case is 6 weeks old",
        "the assessment is 10 days old",
        "20 weeks pregnant",
        "off the M6",
        "duty team 3 have a court case",
        "ICPC 9/3/26 13:00",
        "at 9am",
        "5 working days",
        "turns 18 on 23/12/26",
    ],
)
def test_a_number_that_is_no_age(text: str, room: Room) -> None:
    assert [found for found in ages(room, text) if found.known] == []
