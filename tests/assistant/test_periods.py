from __future__ import annotations

from datetime import date

import pytest

from assistant.periods import Period
from assistant.working_days import Calendar

CALENDAR = Calendar("GB", "ENG", date(2027, 12, 31))


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("5 working days", date(2026, 3, 9)),
        ("48 hours", date(2026, 3, 4)),
        ("1 hours", date(2026, 3, 2)),
        ("10 days", date(2026, 3, 12)),
        ("2 weeks", date(2026, 3, 16)),
        ("3 months", date(2026, 6, 2)),
        ("1 years", date(2027, 3, 2)),
    ],
)
def test_counts_on_from_a_monday(words: str, after: date) -> None:
    assert Period.read(words).after(date(2026, 3, 2), CALENDAR).end == after


def test_counts_back() -> None:
    assert Period.read("5 working days").before(date(2026, 4, 8), CALENDAR).end == date(2026, 3, 30)
    assert Period.read("36 hours").before(date(2026, 3, 4), CALENDAR).end == date(2026, 3, 2)


@pytest.mark.parametrize("raw", ["5", "5 moons", "working days", 5, None, "-5 days"])
def test_a_period_needs_its_unit(raw: object) -> None:
    with pytest.raises(ValueError, match="a number and a unit"):
        Period.read(raw)


def test_reads_in_words() -> None:
    assert str(Period.read("1 working days")) == "1 working day"
    assert str(Period.read("5 working days")) == "5 working days"
