"""Counting on the bank holidays of England, by dates worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.working_days import Calendar

ENGLAND = Calendar("GB", "ENG", date(2027, 12, 31))
DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 4, 8), -5, date(2026, 3, 30)),  # Easter
        (date(2026, 4, 2), 5, date(2026, 4, 13)),  # Easter
        (date(2026, 12, 18), 10, date(2027, 1, 6)),  # Christmas, Boxing Day's substitute, New Year
        (date(2026, 12, 23), 10, date(2027, 1, 11)),
        (date(2026, 5, 14), -10, date(2026, 4, 29)),  # early May
        (date(2026, 3, 14), 1, date(2026, 3, 16)),  # from a Saturday
        (date(2026, 3, 11), 0, date(2026, 3, 11)),
    ],
)
def test_counts_by_hand(start: date, days: int, end: date) -> None:
    assert ENGLAND.add(start, days).end == end


def test_names_what_it_skipped() -> None:
    skipped = ENGLAND.add(date(2026, 4, 8), -5).skipped
    assert [day for day, _ in skipped] == [date(2026, 4, 3), date(2026, 4, 6)]
    assert skipped[0][1] == "Good Friday"


def test_easter_monday_is_no_working_day_in_england_and_is_in_scotland() -> None:
    monday = date(2026, 4, 6)
    assert not ENGLAND.is_working(monday)
    assert Calendar("GB", "SCT", date(2027, 12, 31)).is_working(monday)


def test_a_closure_day_of_the_pack_does_not_count_and_changes_the_revision() -> None:
    closed = Calendar("GB", "ENG", date(2027, 12, 31), {date(2026, 3, 10): "Training day"})
    assert closed.add(date(2026, 3, 9), 1).end == date(2026, 3, 11)
    assert closed.revision != ENGLAND.revision


@given(DAYS, st.integers(1, 60))
def test_ends_on_a_working_day_and_counts_back_the_same_number(start: date, days: int) -> None:
    end = ENGLAND.add(start, days).end
    assert ENGLAND.is_working(end)
    between = [date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1)]
    assert sum(ENGLAND.is_working(day) for day in between) == days


@given(DAYS, DAYS, st.integers(-30, 30))
def test_a_later_start_never_ends_earlier(one: date, other: date, days: int) -> None:
    first, second = sorted((one, other))
    assert ENGLAND.add(first, days).end <= ENGLAND.add(second, days).end
