"""Which day is meant: a day of a month without its year, a weekday, a day of the month alone.

Each choice says what else could be meant; where a person could mean either, it is not certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
JUST_PAST = timedelta(weeks=8)
FAR_OFF = timedelta(days=270)
LONG_PAST = timedelta(days=183)
FEW_DAYS = timedelta(days=7)
TWO_MONTHS = timedelta(days=62)
YEARS_BACK, YEARS_ON = 26, 19
"""No date of a child's case lies further off: such a year is a slip of the finger."""
CENTURY = 100
LEAP_CYCLE = 8
MONTHS = 12

DateProblem = Literal["impossible_date", "weekday_mismatch", "days_differ"]


@dataclass(frozen=True, slots=True)
class Choice:
    day: date | None
    others: tuple[date, ...] = ()
    certain: bool = True
    problem: DateProblem | None = None
    behind: date | None = None
    """The last such day, where the words alone may as well mean one gone by."""


VAGUE = Choice(None, certain=False)
IMPOSSIBLE = Choice(None, certain=False, problem="impossible_date")


def either(*days: date) -> Choice:
    """The first of these, or any of the others: ask. One alone is certain."""
    distinct = tuple(dict.fromkeys(days))
    return Choice(distinct[0], distinct[1:], certain=len(distinct) == 1)


def full_year(year: int, today: date) -> int:
    """A year of two digits in the century that it can only be of."""
    if year >= CENTURY:
        return year
    near = today.year - today.year % CENTURY + year
    return near - CENTURY if near > today.year + YEARS_ON else near


def day_of_year(day: int, month: int, year: int | None, weekday: int | None, today: date, *, past: bool) -> Choice:
    """A day of a month; without a year, the next one on or after today, or the last one when the past is spoken of."""
    if year is None:
        years = range(today.year - LEAP_CYCLE, today.year + LEAP_CYCLE + 1)
        days = [each for year in years if (each := real(year, month, day))]
        return nearest(days, weekday, today, past=past) if days else IMPOSSIBLE
    exact = real(full_year(year, today), month, day)
    if exact is None:
        return IMPOSSIBLE
    near = -YEARS_BACK <= exact.year - today.year <= YEARS_ON
    return on_weekday(Choice(exact, certain=near), weekday)


def day_of_month(
    day: int, weekday: int | None, today: date, *, past: bool, planned: bool = False, near: date | None = None
) -> Choice:
    """ "The 8th": the next one, or the last; `near` is a date said before it, whose month it may share."""
    ahead, behind = next(_monthly(day, today, 1), None), next(_monthly(day, today - DAY, -1), None)
    if ahead is None or behind is None:
        return IMPOSSIBLE
    if weekday is not None:
        days = _monthly(day, today - DAY, -1) if past else _monthly(day, today, 1)
        fitting = next((each for each in days if each.weekday() == weekday), None)
        if fitting is None or abs(fitting - today) > TWO_MONTHS:
            return on_weekday(Choice(behind if past else ahead), weekday)
        return Choice(fitting)
    if past:
        return Choice(behind)
    if near is not None:
        shared = next(_monthly(day, near, 1))
        return either(ahead) if planned and shared < today else either(shared, ahead)
    if ahead == today and weekday is None:
        # Nobody calls today by its number: "the new date is the 10th", said on the 10th, may be of next month.
        return either(today, next(_monthly(day, today + DAY, 1)))
    open_ = today - behind <= FEW_DAYS and not planned
    return replace(either(ahead, behind) if open_ else Choice(ahead), behind=behind)


def weekday_alone(weekday: int, which: str, today: date, *, past: bool) -> Choice:
    """A weekday after "this", "next" or "last", or by itself ("")."""
    monday = today - today.weekday() * DAY
    this = monday + weekday * DAY
    after = today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY
    before = today - ((today.weekday() - weekday - 1) % 7 + 1) * DAY
    if which == "last":
        return either(before, before - WEEK) if before >= monday else Choice(before)
    if which == "next":
        # Said on a Monday, next Tuesday is tomorrow to some and eight days off to others.
        return either(after, after + WEEK) if after < monday + WEEK or today == monday + 6 * DAY else Choice(after)
    if past:
        return either(before, today) if weekday == today.weekday() else Choice(before)
    if which == "this":
        return Choice(this) if this >= today else either(this, this + WEEK)
    return replace(either(today, after) if weekday == today.weekday() else Choice(after), behind=before)


def real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def anniversary(born: date, years: int) -> date:
    """The birthday on which an age is reached: one of 29 February is reached on 1 March in other years."""
    return real(born.year + years, born.month, born.day) or date(born.year + years, 3, 1)


def whole_years(born: date, today: date) -> int:
    years = today.year - born.year
    return years if anniversary(born, years) <= today else years - 1


def nearest(days: Sequence[date], weekday: int | None, today: date, *, past: bool) -> Choice:
    """Of the days that a name is of, one in each of the years before and after today: the one that is meant."""
    ahead = next(each for each in days if each >= today)
    behind = next(each for each in reversed(days) if each < today)
    if past and ahead == today:
        behind = today
    if weekday is not None:
        possible = [behind, ahead] if past else [ahead, *([behind] if today - behind <= JUST_PAST else [])]
        fitting = [each for each in possible if each.weekday() == weekday]
        return Choice(fitting[0]) if len(fitting) == 1 else on_weekday(Choice(possible[0]), weekday)
    if past:
        return Choice(behind) if today - behind <= LONG_PAST else either(behind, ahead)
    if today - behind <= JUST_PAST and ahead - today > FAR_OFF:
        return replace(either(behind, ahead), behind=behind)
    # The next 29 February may be years away: nobody means that without saying the year.
    return Choice(ahead, certain=ahead.year - today.year <= 1, behind=behind)


def on_weekday(choice: Choice, weekday: int | None) -> Choice:
    """The choice, or a problem with both readings when the weekday that was said contradicts it."""
    if weekday is None or choice.day is None or choice.day.weekday() == weekday:
        return choice
    near = min((choice.day + step * DAY for step in range(-3, 4)), key=lambda day: day.weekday() != weekday)
    return replace(choice, others=(near,), certain=False, problem="weekday_mismatch")


def _monthly(day: int, start: date, step: int) -> Iterator[date]:
    """The days of this number from `start` on, forwards or backwards, over a year."""
    for months in range(MONTHS + 1):
        year, month = divmod(start.year * MONTHS + start.month - 1 + step * months, MONTHS)
        each = real(year, month + 1, day)
        if each and (each >= start if step > 0 else each <= start):
            yield each
