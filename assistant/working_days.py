"""Working days: the calendar, and counting on it.

A working day is not a Saturday, a Sunday, a bank holiday or a closure day of the pack. The day that a period
is counted from is day 0 (../policy_docs: "within N working days of X" falls on the Nth working day after X).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import holidays

FRIDAY = 4
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Count:
    """A period counted out: from day 0 to the day it ends on, and the named days that did not count."""

    start: date
    end: date
    skipped: tuple[tuple[date, str], ...]


class Calendar:
    """The days off of one country and subdivision, and the pack's own closure days.

    `vouched_until` is the last day that the published bank holidays are known for.
    """

    def __init__(
        self,
        country: str,
        subdivision: str,
        vouched_until: date,
        closure_days: Mapping[date, str] | None = None,
    ) -> None:
        self.vouched_until = vouched_until
        self._closure_days = dict(closure_days or {})
        years = range(1990, vouched_until.year + 30)
        self._off: dict[date, str] = {
            **holidays.country_holidays(country, subdiv=subdivision, years=years),
            **self._closure_days,
        }

    @cached_property
    def revision(self) -> str:
        """A short hash of the days off and the horizon: two answers of one revision count alike."""
        words = "\n".join(f"{day} {name}" for day, name in sorted(self._off.items()))
        return hashlib.sha256(f"{self.vouched_until}\n{words}".encode()).hexdigest()[:12]

    def is_working(self, day: date) -> bool:
        return day.weekday() <= FRIDAY and day not in self._off

    def off(self, day: date) -> str | None:
        """The name of the bank holiday or closure on a day; None for any other."""
        return self._off.get(day)

    def add(self, start: date, days: int) -> Count:
        """The `days`th working day after `start` (before it, when negative); zero is `start` itself."""
        step = DAY if days > 0 else -DAY
        left, day = abs(days), start
        skipped: list[tuple[date, str]] = []
        while left:
            day += step
            if self.is_working(day):
                left -= 1
            elif day in self._off and day.weekday() <= FRIDAY:
                skipped.append((day, self._off[day]))
        return Count(start, day, tuple(sorted(skipped)))
