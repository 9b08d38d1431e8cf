"""Deadlines: a period counted from an event, and where today stands to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.pack import Pack
from assistant.resolution import Anchor, Counted, Deadline, Skipped, Status, TransferPoint
from assistant.rules import TRANSFER_POINT, DeadlineRule
from assistant.working_days import Count


def deadline(
    pack: Pack, rule: DeadlineRule, values: Mapping[str, Any], point: TransferPoint | None, today: date
) -> Deadline:
    """The deadline of a rule; without the date of what it is counted from, its period alone."""
    event = rule.anchor
    day: date | None = values.get(event)
    if rule.anchor == TRANSFER_POINT:
        event, day = (point.event, point.date) if point else (TRANSFER_POINT, None)
    count = _count(pack, rule, day)
    due = count.end if count else None
    status = None if due is None else _status(due, today)
    return Deadline(
        name=rule.name,
        label=rule.label,
        due=due,
        period=str(rule.period) if rule.period else None,
        relation=rule.relation,
        anchor=Anchor(event=event, date=day),
        counted=_counted(count) if count and rule.period else None,
        status=status,
        who=rule.who,
        modal=rule.modal,
        clauses=rule.clauses,
        layer=pack.layer(rule.clauses),
        caution=rule.when_passed.text if status == "passed" and rule.when_passed else rule.caution,
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
