"""A day put right in the same breath; today is Monday 2 March 2026."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.pack import Pack
from assistant.understanding.reading import read

TODAY = date(2026, 3, 2)
ICPC = "initial_child_protection_conference"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("8th sorry 10th of June", date(2026, 6, 10)),
        ("8 April no 10 April", date(2026, 4, 10)),
        ("8 April, tell a lie, 10 April", date(2026, 4, 10)),
        ("is 8 or rather 18 March", date(2026, 3, 18)),
        ("18th not 19th March", date(2026, 3, 18)),
        ("Wed 18 not Thurs 19 March", date(2026, 3, 18)),
        ("in 2 weeks, I mean 3 weeks sorry", date(2026, 3, 23)),
        ("in 2 weeks, no 3", date(2026, 3, 23)),
        ("in 10 working days, sorry 12", date(2026, 3, 18)),
        ("18 March, sorry April", date(2026, 4, 18)),
        ("8 April nope 10th", date(2026, 4, 10)),
        ("8 April my bad 10 April", date(2026, 4, 10)),
        ("8 April lol no 10 April", date(2026, 4, 10)),
        ("8 April, wrong month, May", date(2026, 5, 8)),
        ("tuesday, sorry wednesday", date(2026, 3, 4)),
        ("8th, April", date(2026, 4, 8)),
    ],
)
def test_the_day_said_last_is_meant(said: str, meant: date, lancashire: Pack) -> None:
    facts = read(f"9 year old with duty, CP, ICPC {said}", lancashire, TODAY).facts
    assert facts[ICPC].value == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("26th or 3rd December", (date(2026, 11, 26), date(2026, 12, 3))),
        ("the 26th or the 3rd June", (date(2026, 5, 26), date(2026, 6, 3))),
        ("either 26 March or 2 April", (date(2026, 3, 26), date(2026, 4, 2))),
        ("between 26 March and 2 April", (date(2026, 3, 26), date(2026, 4, 2))),
    ],
)
def test_either_of_two_days_is_left_open(said: str, meant: tuple[date, ...], lancashire: Pack) -> None:
    reading = read(f"9 year old with duty, CP, ICPC {said}", lancashire, TODAY)
    assert ICPC not in reading.facts
    assert [each.readings for each in reading.unsure if each.fact == ICPC] == [meant]


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("next week", (date(2026, 3, 9), date(2026, 3, 15))),
        ("in April", (date(2026, 4, 1), date(2026, 4, 30))),
        ("week commencing 6 April", (date(2026, 4, 6), date(2026, 4, 12))),
        ("some time w/c 6 April", (date(2026, 4, 6), date(2026, 4, 12))),
        ("early next month", (date(2026, 4, 1), date(2026, 4, 30))),
    ],
)
def test_an_inexact_time_leaves_its_days_open(said: str, span: tuple[date, date], lancashire: Pack) -> None:
    reading = read(f"9 year old with duty, CP, ICPC {said}", lancashire, TODAY)
    assert ICPC not in reading.facts
    assert [each.within for each in reading.unsure if each.fact == ICPC] == [span]
