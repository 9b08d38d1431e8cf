"""The days of a resolution: which of them are shown, what falls on each, and the periods counted out over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assistant.answering import wording
from assistant.facts import say_date
from assistant.pack import Pack
from assistant.resolution import Deadline, Resolution
from assistant.working_days import Calendar
from web.shown.steps import MODALS, in_date_order

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SATURDAY = 5
LONG = 10
"""Working days: of a longer count, weeks in which nothing happens are shown as one row each."""
SHORT_GAP = 2
"""Days that are shown although nothing falls on them: a break would be no shorter."""


@dataclass(frozen=True)
class Mark:
    """Something that falls on a day."""

    day: date
    kind: Literal["today", "event", "due", "move"]
    label: str
    details: tuple[str, ...] = ()
    firm: bool = True
    """Whether it must be, rather than should or may."""
    passed: bool = False


@dataclass(frozen=True)
class Count:
    """A period of working days counted out from `start`, which is day 0: each working day has its number."""

    start: date
    end: date
    numbers: Mapping[date, int]
    ends: frozenset[date]
    """The days on which a period of this count is over."""

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last, whichever way it was counted."""
        return min(self.start, self.end), max(self.start, self.end)


@dataclass(frozen=True)
class Row:
    """One line of the picture: a day, a weekend, a week of a long count, or a break of any length."""

    kind: Literal["day", "weekend", "week", "gap"]
    first: date
    last: date
    marks: tuple[Mark, ...] = ()
    rest: bool = False
    """Whether it is a Saturday or a Sunday."""
    off: str = ""
    """The name of the bank holiday or closure on it."""

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Days:
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]

    def counting(self, day: date) -> bool:
        """Whether a period is being counted over a day: then a day off is one that was not counted."""
        return any(first <= day <= last for first, last in (count.days for count in self.counts))


def lay_out(pack: Pack, resolution: Resolution, today: date) -> Days | None:
    """The days of a resolution in order; None when nothing in it has a date."""
    marks = sorted(_marks(pack, resolution, today), key=lambda mark: (mark.day, _ORDER.index(mark.kind)))
    if all(mark.kind == "today" for mark in marks):
        return None
    counts = _counts(pack.calendar, resolution)
    return Days(tuple(_rows(pack.calendar, marks, counts)), counts)


_ORDER = ("today", "event", "move", "due")


def _marks(pack: Pack, resolution: Resolution, today: date) -> Iterator[Mark]:
    yield Mark(today, "today", "Today")
    point = resolution.transfer_point
    move = next((step for step in in_date_order(pack, resolution, today) if step.moves), None)
    if move and move.day:
        by = ", by this day" if point and point.latest_date else ""
        yield Mark(move.day, "move", move.what, (f"{move.counting}{by}",), passed=move.passed)
    events = {each.anchor.event: each.anchor.date for each in resolution.deadlines if each.due and each.period}
    if point:
        events[point.event] = point.date
    for event, day in events.items():
        if day and event in pack.events and not (move and move.day == day and point and event == point.event):
            yield Mark(day, "event", wording.capital(pack.events[event].label.removeprefix("the ")))
    for each in resolution.deadlines:
        if each.due:
            yield Mark(
                each.due,
                "due",
                each.label + wording.at_time(each),
                tuple(_details(each)),
                firm=each.modal == "must",
                passed=each.status == "passed",
            )


def _details(deadline: Deadline) -> Iterator[str]:
    modal = "" if deadline.modal == "must" else f" ({MODALS[deadline.modal]})"
    yield wording.capital(deadline.who) + modal
    if deadline.counted and deadline.period and deadline.relation in ("before", "within"):
        side = "before" if deadline.relation == "before" else "beginning with" if deadline.first_day_counts else "from"
        yield f"{deadline.period} {side} {deadline.counted.start.day} {deadline.counted.start:%B}"
    if deadline.layer == "earlier":
        yield "Earlier guidance"


def _counts(calendar: Calendar, resolution: Resolution) -> tuple[Count, ...]:
    """The periods in working days; those counted from one day in one direction are one count."""
    periods = [
        (each.counted.start, each.counted.end)
        for each in resolution.deadlines
        if each.counted and each.period and "working day" in each.period and not each.first_day_counts
    ]
    point = resolution.transfer_point
    start = (point.date or (point.latest_from.date if point.latest_from else None)) if point else None
    if point and point.limit and "working day" in point.limit and start and point.latest_date:
        periods.append((start, point.latest_date))
    together: dict[tuple[date, bool], set[date]] = {}
    for start, end in periods:
        if end != start:
            together.setdefault((start, end < start), set()).add(end)
    return tuple(
        _count(calendar, start, frozenset(ends), min(ends) if backwards else max(ends))
        for (start, backwards), ends in sorted(together.items())
    )


def _count(calendar: Calendar, start: date, ends: frozenset[date], end: date) -> Count:
    step = DAY if end > start else -DAY
    numbers: dict[date, int] = {}
    day = start
    while day != end:
        day += step
        if calendar.is_working(day):
            numbers[day] = len(numbers) + 1
    return Count(start, end, numbers, ends)


def _rows(calendar: Calendar, marks: Sequence[Mark], counts: Sequence[Count]) -> Iterator[Row]:
    falling: dict[date, list[Mark]] = {}
    for mark in marks:
        falling.setdefault(mark.day, []).append(mark)
    kept = set(falling)
    long: list[tuple[date, date]] = []
    for count in counts:
        first, last = count.days
        kept |= {first + DAY * at for at in range((last - first).days + 1)}
        if len(count.numbers) > LONG:
            long.append((first, last))
    short = [count.days for count in counts if len(count.numbers) <= LONG]

    def quiet(first: date, last: date) -> bool:
        """Whether nothing happens: no mark, no day off, and no count begins, ends or is short enough to show whole."""
        days = [first + DAY * at for at in range((last - first).days + 1)]
        return (
            not any(day in falling or calendar.off(day) for day in days)
            and any(begin < first and last < end for begin, end in long)
            and not any(begin <= last and first <= end for begin, end in short)
            and not any(first <= edge <= last for edges in long for edge in edges)
        )

    day, end = min(kept), max(kept)
    while day <= end:
        last = day
        if day not in kept:
            while last + DAY not in kept:
                last += DAY
            if (last - day).days >= SHORT_GAP:
                yield Row("gap", day, last)
                day = last + DAY
                continue
            last = day
        rest = day.weekday() >= SATURDAY
        if day.weekday() == 0 and quiet(day, day + WEEK - DAY):
            last = day + WEEK - DAY
            yield Row("week", day, last)
        elif day.weekday() == SATURDAY and day < end and not falling.keys() & {day, day + DAY}:
            last = day + DAY
            yield Row("weekend", day, last, rest=True)
        else:
            yield Row("day", day, day, tuple(falling.get(day, ())), rest, calendar.off(day) or "")
        day = last + DAY


def in_words(days: Days) -> Iterator[str]:
    """The same, a sentence for each thing, for whoever does not see the picture."""
    for row in days.rows:
        for mark in row.marks:
            passed = "passed: " if mark.passed else ""
            yield ". ".join((f"{say_date(mark.day)}: {passed}{wording.lower_first(mark.label)}", *mark.details)) + "."
        if row.kind == "day" and row.off:
            uncounted = ", not counted" if days.counting(row.first) and not row.rest else ""
            yield f"{say_date(row.first)}: {row.off}{uncounted}."
    for count in days.counts:
        words = (f"{number} {day:%A} {day.day} {day:%B}" for day, number in count.numbers.items())
        way = "back" if count.end < count.start else "on"
        yield f"Working days counted {way} from {say_date(count.start)}: {', '.join(words)}."
