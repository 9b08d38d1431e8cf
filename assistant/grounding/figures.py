"""Dates, times of day, periods and numbers in a text, in any form that English gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.grounding.english import english
from assistant.grounding.lexing import Lexeme
from assistant.understanding.language.english import english as typed

MOST_DAYS, MONTHS, CENTURY = 31, 12, 2000
MINUTES_AN_HOUR, HALF_A_DAY = 60, 12 * 60
YEARS = range(1900, 2100)
_ARTICLES = ("a", "an")


@dataclass(frozen=True, slots=True)
class Day:
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def agrees(self, other: Day) -> bool:
        """Whether it may be the same day as one of the evidence, with its weekday told rightly."""
        same_year = None in (self.year, other.year) or self.year == other.year
        if (self.day, self.month) != (other.day, other.month) or not same_year:
            return False
        return self.weekday in (None, Day(self.day, self.month, self.year or other.year, other.weekday).falls_on)

    @property
    def falls_on(self) -> int | None:
        """Its weekday: by the calendar where the year is known, otherwise as it was told."""
        try:
            return date(self.year, self.month, self.day).weekday() if self.year else self.weekday
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Period:
    number: float
    unit: str
    """`days`, `working days`, `hours` ..."""


@dataclass(frozen=True, slots=True)
class Figure:
    kind: str
    """`date`, `weekday`, `month`, `time`, `period` or `number`."""
    value: Day | Period | float | int
    stop: int
    """One past its last lexeme."""


def figure(lexemes: Sequence[Lexeme], at: int) -> Figure | None:
    """The figure that begins at `at`, the longest reading first."""
    return _date(lexemes, at) or _time(lexemes, at) or _period(lexemes, at) or _number(lexemes, at)


def _date(lexemes: Sequence[Lexeme], at: int) -> Figure | None:
    """8 April, Wed 8th of April 2026, April 8, 8/4/26, 2026-04-08; a month alone or a weekday alone."""
    here = lexemes[at]
    if here.kind == "date":
        return _in_digits(here.raw, at, None)
    if here.kind not in ("word", "number"):
        return None
    weekday, start = _weekday(here), at
    if weekday is not None:
        start = at + 1
        while start < len(lexemes) and (lexemes[start].key in (",", "the") or lexemes[start].raw == "("):
            start += 1
        if start < len(lexemes) and lexemes[start].kind == "date":
            return _in_digits(lexemes[start].raw, start, weekday)
    found = _with_month(lexemes, start, weekday) if start < len(lexemes) else None
    if found:
        return found
    if weekday is not None and _is_whole_weekday(here):
        return Figure("weekday", weekday, at + 1)
    month = _month(lexemes, at)
    return Figure("month", month, at + 1) if month else None


def _with_month(lexemes: Sequence[Lexeme], at: int, weekday: int | None) -> Figure | None:
    day, stop = _day(lexemes, at), at + 1
    if day is not None:
        stop += stop < len(lexemes) and lexemes[stop].key == "of"
        month = _month(lexemes, stop) if stop < len(lexemes) else None
        stop += 1
    else:
        month = _month(lexemes, at)
        stop += stop < len(lexemes) and lexemes[stop].key == "the"
        day = _day(lexemes, stop) if month and stop < len(lexemes) else None
        stop += 1
    if not month or day is None:
        return None
    comma = stop < len(lexemes) and lexemes[stop].key == ","
    year = _year(lexemes, stop + comma)
    stop = stop + comma + 1 if year else stop
    if weekday is None and stop + 1 < len(lexemes) and lexemes[stop].raw in ("(", ","):
        after = _weekday(lexemes[stop + 1])
        if after is not None and (stop + 2 >= len(lexemes) or _day(lexemes, stop + 2) is None):
            weekday, stop = after, stop + 2
    return Figure("date", Day(day, month, year, weekday), stop)


def _in_digits(raw: str, at: int, weekday: int | None) -> Figure | None:
    if "-" in raw:
        year, month, day = map(int, raw.split("-"))
    else:
        parts = [int(each) for each in raw.split("/")]
        day, month, year = parts if len(parts) == len(("day", "month", "year")) else (*parts, 0)
        year += CENTURY if 0 < year < CENTURY // 20 else 0
    return Figure("date", Day(day, month, year or None, weekday), at + 1)


def _day(lexemes: Sequence[Lexeme], at: int) -> int | None:
    here = lexemes[at]
    if here.kind == "number" and here.key.isdigit() and 1 <= int(here.key) <= MOST_DAYS:
        return int(here.key)
    return typed().days_of_month.get(here.key) if here.kind == "word" else None


def _month(lexemes: Sequence[Lexeme], at: int) -> int | None:
    """A month has a capital: "may" is a verb, and so is "march"."""
    here = lexemes[at]
    if here.kind != "word" or not here.raw[0].isupper():
        return None
    month = typed().months.get(here.raw.casefold())
    if month == typed().months["may"]:
        beside = [lexemes[each] for each in (at - 2, at - 1, at + 1) if 0 <= each < len(lexemes)]
        return month if any(each.kind == "number" for each in beside) else None
    return month


def _weekday(here: Lexeme) -> int | None:
    if here.kind != "word" or not here.raw[0].isupper():
        return None
    return typed().weekdays.get(here.key, typed().weekdays.get(here.raw.casefold()))


def _is_whole_weekday(here: Lexeme) -> bool:
    """Of "Sun" and "Sat" alone a weekday is not certain."""
    return here.key.endswith("day")


def _year(lexemes: Sequence[Lexeme], at: int) -> int | None:
    here = lexemes[at] if at < len(lexemes) else None
    return int(here.key) if here and here.kind == "number" and here.key.isdigit() and int(here.key) in YEARS else None


def _time(lexemes: Sequence[Lexeme], at: int) -> Figure | None:
    here = lexemes[at]
    if here.kind == "word":
        value = english().lists.times.get(here.key)
        return None if value is None else Figure("time", value, at + 1)
    if here.kind != "time":
        return None
    raw = here.raw.casefold().replace(" ", "")
    digits = raw.rstrip("apm.").replace(".", ":")
    hours, _, minutes = digits.partition(":")
    value = int(hours) * MINUTES_AN_HOUR + int(minutes or 0)
    if "p" in raw and int(hours) < HALF_A_DAY // MINUTES_AN_HOUR:
        value += HALF_A_DAY
    return Figure("time", value, at + 1)


def _period(lexemes: Sequence[Lexeme], at: int) -> Figure | None:
    """5 working days, five business days, a week; not "15 years old", which is an age."""
    lists = english().lists
    if lexemes[at].kind == "word" and lexemes[at].key in _ARTICLES:
        number: float | None = 1
        here = at + 1
    else:
        number, here = _value(lexemes, at)
    if number is None or here >= len(lexemes):
        return None
    kind = lists.unit_kinds.get(lexemes[here].key, "")
    here += bool(kind)
    unit = lists.units.get(lexemes[here].key) if here < len(lexemes) and lexemes[here].kind == "word" else None
    follows = lexemes[here + 1].key if here + 1 < len(lexemes) else ""
    if unit is None or follows in ("old", "off", "birthday") or (unit == "years" and follows == "of"):
        return None
    if unit == "fortnights":
        number, unit = number * 2, "weeks"
    if kind == "calendar":
        kind = ""
    return Figure("period", Period(number, f"{kind} {unit}".strip()), here + 1)


def _number(lexemes: Sequence[Lexeme], at: int) -> Figure | None:
    value, stop = _value(lexemes, at)
    if value is None or (value == 1 and lexemes[at].kind == "word"):  # "one" stands for a thing as often
        return None
    return Figure("number", value, stop)


def _value(lexemes: Sequence[Lexeme], at: int) -> tuple[float | None, int]:
    here = lexemes[at]
    if here.kind == "number":
        return float(here.key), at + 1
    if here.kind != "word":
        return None, at
    named = typed().numbers
    if at + 1 < len(lexemes) and (two := f"{here.key} {lexemes[at + 1].key}") in named:
        return named[two], at + 2
    if here.key in named:
        return named[here.key], at + 1
    ordinal = typed().days_of_month.get(here.key, 0)
    return (float(ordinal), at + 1) if ordinal > 1 else (None, at)
