"""Days that go by a name: Boxing Day, Good Friday, the August bank holiday; english.yaml lists them."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

from assistant.understanding.dates.date_choice import (
    IMPOSSIBLE,
    LEAP_CYCLE,
    TWO_MONTHS,
    Choice,
    either,
    nearest,
    on_weekday,
    real,
)
from assistant.understanding.language.english import Phrases, english

_EASTER, _LAST = "easter", "last"


@cache
def named_days() -> Phrases:
    return Phrases(english().named_days)


@cache
def feasts() -> Phrases:
    return Phrases(english().feasts)


def day_words_in(text: str) -> frozenset[str]:
    """The words of the days that are named in a text, of which none is a person's: "St Patrick's Day"."""
    said = text.casefold().replace("'", "").replace("\u2019", "")
    words = {word for name in english().named_days if name in said for word in name.split()}
    return frozenset(words | {word.removesuffix("s") for word in words})


def named_day(name: Sequence[str], year: int | None, weekday: int | None, today: date, *, past: bool) -> Choice:
    """Which day a name is of: in that year, or the nearest; of several ("May bank holiday"), any of them."""
    rule = {**english().feasts, **english().named_days}[" ".join(name)]
    return _by_rule(rule, year, weekday, today, past=past)


def weekday_of_month(rule: str, year: int | None, today: date, *, past: bool) -> Choice:
    """ "03-friday-last": which day the last Friday in March is, in that year or the nearest."""
    return _by_rule(rule, year, None, today, past=past)


def _by_rule(rule: str, year: int | None, weekday: int | None, today: date, *, past: bool) -> Choice:
    meant = [each.split(" / ") for each in rule.split(" or ")]
    if year is not None:
        days = [day for rules in meant for day in _days(rules, range(year, year + 1))]
        return on_weekday(either(*days), weekday) if days else IMPOSSIBLE
    years = range(today.year - LEAP_CYCLE, today.year + LEAP_CYCLE + 1)
    choices = [nearest(sorted(_days(rules, years)), weekday, today, past=past) for rules in meant]
    if len(choices) == 1:
        return choices[0]
    days = sorted(day for choice in choices for day in (choice.day, *choice.others) if day)
    first = min((day for day in days if past or day >= today), key=lambda day: abs(day - today))
    return either(*(day for day in days if abs(day - first) <= TWO_MONTHS))


def _days(rules: Sequence[str], years: Sequence[int]) -> Iterator[date]:
    for year in years:
        yield from (day for rule in rules if (day := _day(rule, year)))


def _day(rule: str, year: int) -> date | None:
    """ "12-26", "easter-2", "05-monday-1", "08-monday-last"; none in a year without that day."""
    if rule.startswith(_EASTER):
        return easter(year) + timedelta(days=int(rule.removeprefix(_EASTER)))
    month, *rest = rule.split("-")
    if len(rest) == 1:
        return real(year, int(month), int(rest[0]))
    weekday, which = english().weekdays[rest[0]], rest[1]
    last = calendar.monthrange(year, int(month))[1]
    days = [day for number in range(1, last + 1) if (day := date(year, int(month), number)).weekday() == weekday]
    return days[-1] if which == _LAST else days[int(which) - 1] if int(which) <= len(days) else None
