"""Deadlines: a period counted from an event, or a time of the week, and where today stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from assistant.conditions import TODAY
from assistant.facts import say_date
from assistant.pack import Pack
from assistant.resolution import Anchor, Counted, Deadline, Latest, Skipped, Status, TransferPoint
from assistant.rules import TRANSFER_POINT, DeadlineRule, Timescale
from assistant.weekly import occasion
from assistant.working_days import Count


def deadline(
    pack: Pack,
    rule: DeadlineRule,
    values: Mapping[str, Any],
    point: TransferPoint | None,
    latest: Mapping[str, Latest],
) -> Deadline:
    """The deadline of a rule, counted from its event's date or else from the latest that the event may fall on.

    Without either, its period alone.
    """
    event = rule.anchor if rule.anchor != TRANSFER_POINT else point.event if point else TRANSFER_POINT
    day: date | None = values.get(event)
    at_latest = None if day or event not in latest else latest[event].date
    count = _count(pack, rule, day or at_latest)
    due = count.end if count else None
    status = None if due is None else _status(due, values[TODAY])
    return Deadline(
        name=rule.name,
        label=rule.label,
        due=due,
        period=str(rule.period) if rule.period else None,
        relation=rule.relation,
        anchor=Anchor(event=event, date=day, latest_date=at_latest),
        counted=_counted(count) if count and rule.period else None,
        status=status,
        who=rule.who,
        modal=rule.modal,
        clauses=rule.clauses,
        layer=pack.layer(rule.clauses),
        caution=rule.when_passed.text if status == "passed" and rule.when_passed else rule.caution,
    )


def weekly_deadlines(pack: Pack, rules: Iterable[DeadlineRule], today: date) -> Iterator[Deadline]:
    """The next times of a rule's weekly deadlines; one that follows another falls after that one's day."""
    days: dict[str, date] = {}
    for rule in rules:
        if rule.weekly is None:
            continue
        before = days.get(rule.weekly.following or "")
        at = occasion(pack, rule.weekly, before + timedelta(days=1) if before else today)
        days[rule.name] = at.starts.date()
        yield Deadline(
            name=rule.name,
            label=rule.label,
            due=at.starts.date(),
            starts=at.starts,
            ends=at.ends,
            period=None,
            relation="weekly",
            anchor=Anchor(event=rule.anchor, date=None),
            counted=None,
            status=_status(at.starts.date(), today),
            who=rule.who,
            modal=rule.modal,
            clauses=rule.clauses,
            layer=pack.layer(rule.clauses),
            caution=day_off(pack, at.starts.date(), at.off) or rule.caution,
        )


def day_off(pack: Pack, day: date, name: str | None) -> str | None:
    """What to say of a weekly time that falls on a day off."""
    words = pack.about.standing_notes.day_off
    return words.replace("{date}", say_date(day)).replace("{name}", name) if name else None


def latest_day(pack: Pack, rule: Timescale, values: Mapping[str, Any]) -> Latest | None:
    """The latest day that a timescale allows its event, when the day it is counted from is known."""
    start: date | None = values.get(rule.anchor)
    if start is None:
        return None
    count = rule.period.after(start, pack.calendar)
    if rule.first_day_counts:
        count = Count(start, count.end - timedelta(days=1), count.skipped)
    return Latest(
        rule=rule.id,
        date=count.end,
        period=str(rule.period),
        anchor=rule.anchor,
        counted=_counted(count),
        clauses=rule.clauses,
    )


def timescale(pack: Pack, latest: Latest, today: date) -> Deadline:
    """The latest day of an event that has no date yet, as a deadline of its own."""
    rule = pack.timescales[latest.rule]
    return Deadline(
        name=rule.id,
        label=rule.label,
        due=latest.date,
        period=latest.period,
        relation="within",
        anchor=Anchor(event=latest.anchor, date=latest.counted.start),
        counted=latest.counted,
        first_day_counts=rule.first_day_counts,
        status=_status(latest.date, today),
        who=rule.who,
        modal=rule.modal,
        clauses=rule.clauses,
        layer=pack.layer(rule.clauses),
        caution=rule.caution,
    )


def _count(pack: Pack, rule: DeadlineRule, day: date | None) -> Count | None:
    if day is None:
        return None
    if rule.period is None:
        return Count(day, day, ())
    counted = rule.period.before if rule.relation == "before" else rule.period.after
    return counted(day, pack.calendar)


def _counted(count: Count) -> Counted:
    skipped = tuple(Skipped(date=day, name=name) for day, name in count.skipped)
    return Counted(start=count.start, end=count.end, skipped=skipped)


def _status(due: date, today: date) -> Status:
    if due == today:
        return "today"
    return "passed" if due < today else "ahead"
