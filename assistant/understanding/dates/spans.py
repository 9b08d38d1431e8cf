"""The stretch of days that an inexact time leaves open: "week commencing 6 July", "next week", "in April"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from assistant.understanding.dates.date_choice import DAY, MONTHS, WEEK, Choice
from assistant.understanding.language.english import english

Span = tuple[date, date]
"""The first and the last day."""


def days_open(words: Sequence[str], first: int, stop: int, choice: Choice, today: date) -> Span | None:
    """What the words from `first` to `stop` leave open; None where they tell a day or no stretch of days."""
    if choice.day is not None and not choice.others and first and english().weeks_of.ending(words, first - 1):
        return week_of(choice.day)
    if choice.day is not None:
        return None
    said = " ".join(words[first:stop])
    for phrase, ahead in english().weeks_ahead.items():
        if phrase in said:
            return week_of(today + ahead * WEEK)
    for phrase, ahead in english().months_ahead.items():
        if phrase in said:
            return _month(today.year, today.month + ahead)
    months = [english().months[word] for word in words[first:stop] if word in english().months]
    if len(months) != 1 or any(word.isdigit() for word in words[first:stop]):
        return None
    return _month(today.year + (months[0] < today.month), months[0])


def weekday_in(words: Sequence[str], open_: Span) -> date | None:
    """ "The Thursday", of a week that was said before."""
    small = ("the", "on", "this", "that")
    told = [word for word in words if word not in small]
    weekday = english().weekdays.get(told[0]) if len(told) == 1 else None
    if weekday is None or open_[1] - open_[0] >= WEEK:
        return None
    return open_[0] + (weekday - open_[0].weekday()) % WEEK.days * DAY


def number_in(number: int, open_: Span) -> date | None:
    """The one day of this number within a stretch of days."""
    days = [open_[0] + at * DAY for at in range((open_[1] - open_[0]).days + 1)]
    fitting = [day for day in days if day.day == number]
    return fitting[0] if len(fitting) == 1 else None


def week_of(day: date) -> Span:
    """The week that a day is in, Monday to Sunday."""
    monday = day - day.weekday() * DAY
    return monday, monday + WEEK - DAY


def _month(year: int, month: int) -> Span:
    year, month = year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
