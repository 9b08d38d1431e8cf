"""Dates by table; today is Monday 2 March 2026 unless the row says another day."""

from datetime import date

import pytest

from assistant.pack import Pack
from assistant.understanding.dates import dates
from assistant.understanding.dates.dates import DateMention
from assistant.understanding.language.characters import plain
from assistant.understanding.language.english import english
from assistant.understanding.language.spelling import Speller
from assistant.understanding.language.tokens import split
from tests.assistant.understanding.conftest import TODAY

SPELLER = Speller(english().cue_words, english().no_slips, english().phrases)


def find(pack: Pack, text: str, today: date = TODAY) -> list[DateMention]:
    text = plain(text)
    return dates.find(text, split(text, SPELLER), today, pack.calendar)


def d(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8 April", d(4, 8)),
        ("8th April", d(4, 8)),
        ("8th of April", d(4, 8)),
        ("the eighth of april", d(4, 8)),
        ("twenty first of March", d(3, 21)),
        ("8 Apr 26", d(4, 8)),
        ("8 April '26", d(4, 8)),
        ("8april", d(4, 8)),
        ("8 Apirl", d(4, 8)),
        ("April 8", d(4, 8)),
        ("April 8th", d(4, 8)),
        ("April 8, 2026", d(4, 8)),
        ("8/4", d(4, 8)),
        ("08/04/2026", d(4, 8)),
        ("8.4.26", d(4, 8)),
        ("08-04-2026", d(4, 8)),
        ("08 / 04 / 2026", d(4, 8)),
        ("2026-04-08", d(4, 8)),
        ("2026/04/08", d(4, 8)),
        ("Wed 8th", d(4, 8)),
        ("wed 8", d(4, 8)),
        ("Wednesday 8 April", d(4, 8)),
        ("Wednesday, 8th April 2026", d(4, 8)),
        ("8 April (Wednesday)", d(4, 8)),
        ("3/3", d(3, 3)),
        ("2 March", d(3, 2)),
        ("15 May", d(5, 15)),
        ("8 April 15 yr old", d(4, 8)),
        ("8 April 10am", d(4, 8)),
        ("Thursday 12 Feb", d(2, 12)),
        ("was on 12 Feb", d(2, 12)),
        ("12 Feb was the ICPC", d(2, 12)),
        ("booked for 20 Dec", d(12, 20)),
        ("18 December last year", d(12, 18, 2025)),
        ("tomorrow", d(3, 3)),
        ("tommorow", d(3, 3)),
        ("yesterday", d(3, 1)),
        ("today", d(3, 2)),
        ("the day after tomorrow", d(3, 4)),
        ("this afternoon", d(3, 2)),
        ("this Friday", d(3, 6)),
        ("on Friday", d(3, 6)),
        ("on Friday, 9 yr old", d(3, 6)),
        ("this coming Friday", d(3, 6)),
        ("last Friday", d(2, 27)),
        ("was on Friday", d(2, 27)),
        ("a week on Friday", d(3, 13)),
        ("Friday week", d(3, 13)),
        ("Friday fortnight", d(3, 20)),
        ("two weeks on Tuesday", d(3, 17)),
        ("a week today", d(3, 9)),
        ("a week tomorrow", d(3, 10)),
        ("tomorrow week", d(3, 10)),
        ("a fortnight today", d(3, 16)),
        ("Tuesday next week", d(3, 10)),
        ("next week on Tuesday", d(3, 10)),
        ("in 3 weeks", d(3, 23)),
        ("in three weeks' time", d(3, 23)),
        ("in a fortnight", d(3, 16)),
        ("in 10 days", d(3, 12)),
        ("10 days from today", d(3, 12)),
        ("in 10 working days", d(3, 16)),
        ("in 25 working days", d(4, 8)),
        ("3 weeks ago", d(2, 9)),
        ("5 working days ago", d(2, 23)),
        ("the 8th", d(3, 8)),
        ("was the 8th", d(2, 8)),
        ("was Friday the 20th", d(2, 20)),
        ("8th April (Weds)", d(4, 8)),
        ("the day before yesterday", d(2, 28)),
        ("the 20th of this month", d(3, 20)),
        ("the 20th of next month", d(4, 20)),
        ("tomorrow (3 March)", d(3, 3)),
        ("not until 8 April", d(4, 8)),
    ],
)
def test_a_date_is_read_as_british_people_mean_it(text: str, day: date, pack: Pack) -> None:
    (mention,) = find(pack, text)
    assert (mention.day, mention.others, mention.certain) == (day, (), True)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("next Tuesday", [d(3, 3), d(3, 10)]),
        ("12 February", [d(2, 12), d(2, 12, 2027)]),
        ("1 March", [d(3, 1), d(3, 1, 2027)]),
        ("had it on 8 April", [d(4, 8, 2025), d(4, 8)]),
        ("8 or 9 April", [d(4, 8), d(4, 9)]),
        ("8-10 April", [d(4, 8), d(4, 10)]),
        ("8th to 10th April", [d(4, 8), d(4, 10)]),
        ("8 April or 15 April", [d(4, 8), d(4, 15)]),
        ("on Monday", [d(3, 2), d(3, 9)]),
        ("the 28th", [d(3, 28), d(2, 28)]),
        ("29 February", [d(2, 29, 2028)]),
        ("April 26", [d(4, 26)]),
        ("8/4/2062", [d(4, 8, 2062)]),
        ("Tuesday 8 April", [d(4, 8), d(4, 7)]),
        ("tomorrow 4 March", [d(3, 4), d(3, 3)]),
    ],
)
def test_a_date_that_can_be_read_two_ways_keeps_both(text: str, readings: list[date], pack: Pack) -> None:
    (mention,) = find(pack, text)
    assert list(mention.readings) == readings
    assert not mention.certain


@pytest.mark.parametrize(
    ("text", "today", "readings"),
    [
        ("next Tuesday", d(3, 5), [d(3, 10)]),
        ("next Tuesday", d(3, 3), [d(3, 10)]),
        ("next Tuesday", d(3, 8), [d(3, 10), d(3, 17)]),
        ("this Tuesday", d(3, 4), [d(3, 3), d(3, 10)]),
        ("last Tuesday", d(3, 6), [d(3, 3), d(2, 24)]),
        ("5 January", d(12, 20, 2025), [d(1, 5)]),
        ("Friday 15 January", d(12, 20, 2026), [d(1, 15, 2027)]),
        ("in 3 working days", date(2026, 4, 2), [d(4, 9)]),
    ],
)
def test_it_depends_on_the_day_that_it_is_said_on(text: str, today: date, readings: list[date], pack: Pack) -> None:
    (mention,) = find(pack, text, today)
    assert list(mention.readings) == readings
    assert mention.certain == (len(readings) == 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31/02", "impossible_date"),
        ("31/02/2026", "impossible_date"),
        ("31 April", "impossible_date"),
        ("29 February 2026", "impossible_date"),
        ("04/13/2026", "impossible_date"),
        ("32 April", "impossible_date"),
        ("Tuesday 8 April", "weekday_mismatch"),
        ("Mon 08/04/2026", "weekday_mismatch"),
    ],
)
def test_a_date_that_cannot_be_is_a_problem(text: str, problem: str, pack: Pack) -> None:
    (mention,) = find(pack, text)
    assert mention.problem == problem
    assert not mention.certain


@pytest.mark.parametrize(
    "text",
    [
        "next week",
        "end of March",
        "in April",
        "April 2026",
        "in 2 or 3 weeks",
        "in about 3 weeks",
        "in 2 months",
        "in a few weeks",
        "last month",
        "3 months ago",
        "Friday after next",
        "early May",
    ],
)
def test_a_vague_time_is_no_date(text: str, pack: Pack) -> None:
    (mention,) = find(pack, text)
    assert mention.day is None
    assert not mention.certain


@pytest.mark.parametrize("text", ["by 8 April", "before 8 April", "since 8 April", "w/c 6 April", "around 8 April"])
def test_a_limit_is_no_meetings_date(text: str, pack: Pack) -> None:
    (mention,) = find(pack, text)
    assert mention.bounded


@pytest.mark.parametrize(
    "text",
    [
        "child of 15 may need EmPower",
        "she may go",
        "level 2/3",
        "aged 2/3",
        "15 3/4",
        "2nd review",
        "18th birthday",
        "1st hearing",
        "within 10 working days",
        "10 working days before the hearing",
        "in 10 days of the hearing",
        "5 working days' notice",
        "24/7",
        "section 5.2.1",
        "10.30am",
        "sat with duty",
        "every Tuesday",
        "3/4 kids",
        "march them in",
        "s47",
        "at 10:30",
        "may 15",
        "their 2nd, and then",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str, pack: Pack) -> None:
    assert find(pack, text) == []


def test_the_17th_after_a_date_may_be_of_its_month(pack: Pack) -> None:
    first, second = find(pack, "ICPC 8 April, core group the 17th")
    assert first.day == d(4, 8)
    assert second.readings == (d(4, 17), d(3, 17))
