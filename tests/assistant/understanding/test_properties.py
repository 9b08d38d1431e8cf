"""What holds for any text: it is read without a crash, and a date that is said plainly is read as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.assistant.understanding.conftest import TODAY, Reader

QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ICPC = "initial_child_protection_conference"
VOCABULARY = """
    duty EmPower CIN CP plan ICPC review hearing not no might or and with from to is on the a 8 April 15 yr old aged mum
    child turns 18 next Tuesday in 3 weeks ago sorry , . ? ( ) - / 8/4 31/02/2026 nearly s20 looked after consent yes
    never was by until 2nd the same DOB 3/4/2012 Sarah Jones PR1 8XJ 07700 900123 months half \u00be what does mean
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\u200b", "\n"])
FORMS: list[Callable[[date], str]] = [
    lambda day: f"{day.day} {day:%B} {day.year}",
    lambda day: f"{day.day} {day:%b} {day:%y}" if int(f"{day:%y}") >= 20 else f"{day.day} {day:%b} {day.year}",
    lambda day: f"{day.day}{ordinal(day.day)} of {day:%B}, {day.year}",
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day:%A} {day.day} {day:%B} {day.year}",
    lambda day: f"{day:%a} {day.day}{ordinal(day.day)} {day:%b} {day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day:%y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%Y-%m-%d}",
]


def ordinal(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@QUIET
@given(text=st.text(max_size=300), held=st.booleans())
@example(text="٣/٤ 1² ①② İSTANBUL ß \ud800".encode("utf-8", "replace").decode(), held=True)
@example(text="0/0/0000 99/99/99 00:00 0 April 0000-00-00", held=False)
@example(text="-" * 300, held=False)
def test_any_text_is_read(text: str, held: bool, reader: Reader) -> None:
    reader(text, asked="plan", held={"plan": "cp", ICPC: TODAY} if held else {})


@settings(QUIET, max_examples=300)
@given(words=st.lists(WORDS, max_size=30), asked=st.sampled_from([None, "plan", "age", "looked_after", ICPC]))
def test_any_mixture_of_the_fields_words_is_read(words: list[str], asked: str | None, reader: Reader) -> None:
    reading = reader(" ".join(words), asked=asked, held={ICPC: TODAY, "age": 15})
    certain = {name for name, fact in reading.facts.items() if fact.certain}
    assert certain.isdisjoint(unsure.fact for unsure in reading.unsure)
    for name, fact in reading.facts.items():
        reader.pack.facts[name].read(fact.value)


@QUIET
@given(
    day=st.dates(TODAY - timedelta(days=700), TODAY + timedelta(days=700)),
    form=st.sampled_from(FORMS),
    around=st.sampled_from(
        ["ICPC is {}", "ICPC {}, with duty", "CP case; the ICPC is on {}.", "{} is the ICPC", "icpc ({})"]
    ),
)
def test_a_date_that_is_written_out_is_read_back(
    day: date, form: Callable[[date], str], around: str, reader: Reader
) -> None:
    fact = reader(around.format(form(day))).facts[ICPC]
    assert (fact.value, fact.certain) == (day, True)


@QUIET
@given(today=st.dates(date(2024, 1, 1), date(2029, 12, 31)), ahead=st.integers(0, 200))
def test_a_date_without_its_year_is_the_next_one(today: date, ahead: int, reader: Reader) -> None:
    day = today + timedelta(days=ahead)
    reading = reader(f"ICPC is {day.day} {day:%B}", today)
    if (day.month, day.day) != (2, 29):
        assert reading.facts[ICPC].value == day


@QUIET
@given(
    today=st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    age=st.integers(0, 18),
    unit=st.sampled_from(["yo", " yr old"]),
)
def test_an_age_is_read_back_on_any_day(today: date, age: int, unit: str, reader: Reader) -> None:
    assert reader(f"{age}{unit} with duty", today).facts["age"].value == age


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2000,
        "1" * 2000,
        "a1" * 1000,
        "8/" * 1000,
        "8 April " * 250,
        "ICPC 8 April, " * 142,
        "not " * 500,
        "aged 2, " * 250,
        "hitting now " * 166,
        "mum " * 500,
        "Xyzzy Qwert " * 166,
        "conferanse asesment permananse " * 64,
        "duty or EmPower " * 125,
        "a@" * 1000,
        "(((((" * 400,
        "the " * 500,
        "no no no not not sorry " * 87,
        "full care order has been " * 80,
    ],
    ids=lambda text: text[:12],
)
def test_two_thousand_characters_are_read(text: str, reader: Reader) -> None:
    """How long it takes is measured by `make bench`; that it ends at all is what no pattern may spoil."""
    assert reader(text).text is not None
