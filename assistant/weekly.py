"""Fixed times of the week: when the next one is, and whether that day is a working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.pack import Pack
from assistant.rules import Weekly

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occurrence, in the pack's time zone."""

    starts: datetime
    ends: datetime | None
    off: str | None
    """The name of the bank holiday or closure that falls on it."""


def occasion(pack: Pack, weekly: Weekly, earliest: date) -> Occasion:
    """The first on or after `earliest`, also where that is a day off: whether it takes place is for people to say."""
    day = earliest + timedelta(days=(DAYS.index(weekly.day) - earliest.weekday()) % A_WEEK)
    zone = ZoneInfo(pack.about.time_zone)
    return Occasion(
        starts=datetime.combine(day, weekly.time, zone),
        ends=datetime.combine(day, weekly.until, zone) if weekly.until else None,
        off=pack.calendar.off(day),
    )
