"""Dates as people write them, whose meaning is beyond doubt on the day they are asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from assistant.working_days import Calendar

DAY = timedelta(days=1)
WEEK = 7
SUNDAY = 6
NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
           "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
           "twenty-one", "twenty-two", "twenty-three")  # fmt: skip
SHORT = {"Tuesday": ("Tues", "Tue"), "Wednesday": ("Weds", "Wed"), "Thursday": ("Thurs", "Thu"), "Friday": ("Fri",)}
MONTHS_SHORT = {"September": "Sept"}
AHEAD, BEHIND = (4, 150), (3, 55)
"""Days from today that a meeting lies off: near enough that its year may be left out."""


@dataclass(frozen=True, slots=True)
class Said:
    day: date
    form: str
    """How it is written, for the list of failures."""
    when: str
    """As an adverb: on 8 April, in 3 weeks."""
    bare: str | None
    """As a noun: 8 April, tomorrow; None where it has none."""


def ahead(random: Random, today: date, calendar: Calendar) -> Said:
    """A working day to come, in one of the forms that fit it."""
    if random.random() < 0.25 and (counted := _counted(random, today, calendar)):
        return counted
    return _written(random, _working(random, today, calendar, AHEAD))


def behind(random: Random, today: date, calendar: Calendar) -> Said:
    if random.random() < 0.15:
        ago = random.randint(2, 10)
        if random.random() < 0.5:
            return Said(today - DAY, "yesterday", "yesterday", "yesterday")
        return Said(today - ago * DAY, "n days ago", f"{ago} days ago", None)
    return _written(random, _working(random, today, calendar, (-BEHIND[1], -BEHIND[0])))


def any_day(random: Random, day: date) -> Said:
    """A day that is given, with its year."""
    return _written(random, day, full=True)


def _working(random: Random, today: date, calendar: Calendar, off: tuple[int, int]) -> date:
    while True:
        day = today + random.randint(*off) * DAY
        if calendar.is_working(day):
            return day


def _written(random: Random, day: date, *, full: bool = False) -> Said:
    weekday, month = f"{day:%A}", f"{day:%B}"
    short = random.choice(SHORT.get(weekday, (weekday[:3],)))
    brief = random.choice((month[:3], MONTHS_SHORT.get(month, month[:3])))
    nth = f"{day.day}{_ending(day.day)}"
    forms: list[tuple[str, str]] = [
        ("8 April 2026", f"{day.day} {month} {day.year}"),
        ("8th April 2026", f"{nth} {month} {day.year}"),
        ("8 Apr 2026", f"{day.day} {brief} {day.year}"),
        ("8/4/26", f"{day.day}/{day.month}/{day:%y}"),
        ("08/04/26", f"{day:%d/%m/%y}"),
        ("08/04/2026", f"{day:%d/%m/%Y}"),
        ("8.4.26", f"{day.day}.{day.month}.{day:%y}"),
        ("08.04.2026", f"{day:%d.%m.%Y}"),
        ("08-04-2026", f"{day:%d-%m-%Y}"),
        ("2026-04-08", day.isoformat()),
    ]
    if not full:
        forms += [
            ("8 April", f"{day.day} {month}"),
            ("8 April", f"{day.day} {month}"),
            ("8th April", f"{nth} {month}"),
            ("8th of April", f"{nth} of {month}"),
            ("the 8th of April", f"the {nth} of {month}"),
            ("8 Apr", f"{day.day} {brief}"),
            ("8th Apr", f"{nth} {brief}"),
            ("April 8th", f"{month} {nth}"),
            ("8/4", f"{day.day}/{day.month}"),
            ("08/04", f"{day:%d/%m}"),
            ("Wednesday 8 April", f"{weekday} {day.day} {month}"),
            ("Weds 8 April 2026", f"{short} {day.day} {month} {day.year}"),
            ("Weds 8th April", f"{short} {nth} {month}"),
            ("Weds 8 Apr", f"{short} {day.day} {brief}"),
            ("Weds 8/4", f"{short} {day.day}/{day.month}"),
            ("Wednesday, 8 April", f"{weekday}, {day.day} {month}"),
            ("Wednesday the 8th of April", f"{weekday} the {nth} of {month}"),
        ]
    form, words = random.choice(forms)
    return Said(day, form, f"on {words}", words)


def _counted(random: Random, today: date, calendar: Calendar) -> Said | None:
    """Tomorrow, next Tuesday, in 3 weeks: one that falls on a working day and means one day alone."""
    weeks, days, working = random.randint(2, 8), random.randint(8, 20), random.randint(4, 15)
    monday = today - today.weekday() * DAY
    weekday = random.randint(0, 4)
    of_next_week = monday + (WEEK + weekday) * DAY
    this = next(today + off * DAY for off in range(1, WEEK + 1) if (today + off * DAY).weekday() == weekday)
    name, its_name = f"{this:%A}", f"{of_next_week:%A}"
    today_s = weekday == today.weekday()
    forms: list[Callable[[], Said | None]] = [
        lambda: Said(today + DAY, "tomorrow", "tomorrow", "tomorrow"),
        lambda: Said(today + 2 * DAY, "the day after tomorrow", "the day after tomorrow", None),
        lambda: Said(today + weeks * WEEK * DAY, "in 3 weeks", f"in {weeks} weeks", None),
        lambda: Said(today + weeks * WEEK * DAY, "in three weeks", f"in {NUMBERS[weeks]} weeks", None),
        lambda: Said(today + weeks * WEEK * DAY, "in 3 weeks' time", f"in {weeks} weeks' time", None),
        lambda: Said(today + weeks * WEEK * DAY, "three weeks today", f"{NUMBERS[weeks]} weeks today", None),
        lambda: Said(today + WEEK * DAY, "a week today", "a week today", None),
        lambda: Said(today + (WEEK + 1) * DAY, "a week tomorrow", "a week tomorrow", None),
        lambda: Said(today + 2 * WEEK * DAY, "in a fortnight", "in a fortnight", None),
        lambda: Said(today + days * DAY, "in 10 days", f"in {days} days", None),
        lambda: Said(calendar.add(today, working).end, "in 10 working days", f"in {working} working days", None),
        lambda: Said(of_next_week, "Tuesday next week", f"on {its_name} next week", f"{its_name} next week"),
        # "Next Tuesday" said on a Monday may be two days, and so may "Friday week" on a Friday: they are left out.
        lambda: Said(this + WEEK * DAY, "a week on Friday", f"a week on {name}", None) if not today_s else None,
        lambda: Said(this + WEEK * DAY, "Friday week", f"{name} week", None) if not today_s else None,
        lambda: Said(this, "next Tuesday", f"next {name}", f"next {name}") if this >= monday + WEEK * DAY else None,
        lambda: Said(this, "this Friday", f"this {name}", f"this {name}") if this < monday + WEEK * DAY else None,
        lambda: Said(this, "on Friday", f"on {name}", name) if not today_s else None,
    ]
    said = random.choice(forms)()
    return said if said and calendar.is_working(said.day) else None


def _ending(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
