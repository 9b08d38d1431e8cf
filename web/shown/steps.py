"""The steps of a case: deadlines and the move in date order, and what has no day of its own by who does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.answering import wording
from assistant.facts import say_date
from assistant.pack import Pack
from assistant.resolution import Action, Deadline, Modal, Requirement, Resolution, TransferPoint

POINT = "transfer"
"""The key of the move itself."""
MODALS: dict[Modal, str] = {"must": "must", "should": "should", "where_possible": "where possible", "may": "may"}


@dataclass(frozen=True)
class Step:
    """One thing that must, should or may be done."""

    what: str
    who: str = ""
    day: date | None = None
    when: str = ""
    """For a step without a date: when it is due, in words."""
    hint: str = ""
    """How far off the day is: "in 6 days"."""
    passed: bool = False
    modal: str = ""
    counting: str = ""
    """How the day was counted, for whoever checks it."""
    caution: str = ""
    earlier: bool = False
    clauses: tuple[str, ...] = ()
    moves: bool = False
    """Whether it is the transfer itself."""
    key: str = ""
    """The same for the same thing to do in another answer."""


def in_date_order(pack: Pack, resolution: Resolution, today: date) -> list[Step]:
    """The deadlines and the move, what has no date yet last; a move without a date stands in the glance alone."""
    found = [_deadline(pack, each, today) for each in resolution.deadlines]
    point = resolution.transfer_point
    day = point.latest_date or point.date if point else None
    if point and day and resolution.outcome in ("transfer", None):
        found.append(_move(pack, resolution, point, day, today))
    return sorted(found, key=lambda step: (step.day is None, step.day or today, not step.moves))


def by_person(actions: Iterable[Action]) -> dict[str, list[Step]]:
    """Actions, which have no day of their own, by who does them."""
    tasks: dict[str, list[Step]] = {}
    for action in actions:
        step = Step(
            what=action.what,
            when=action.when or "",
            modal=MODALS[action.modal],
            earlier=action.layer == "earlier",
            clauses=action.clauses,
            key=action_key(action),
        )
        tasks.setdefault(action.who, []).append(step)
    return tasks


def deadline_key(deadline: Deadline) -> str:
    return f"day {deadline.name}"


def action_key(action: Action) -> str:
    return f"{action.who} {action.modal} {action.when or ''}: {action.what}"


def requirement_key(requirement: Requirement) -> str:
    return f"ready {requirement.modal}: {requirement.what}"


def how_far(day: date | None, today: date) -> str:
    """ "today", "in 6 days", "2 days ago"; nothing without a day."""
    if day is None:
        return ""
    days = (day - today).days
    if days in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def due_words(pack: Pack, deadline: Deadline) -> str:
    """When a deadline without a date is due."""
    event = pack.events.get(deadline.anchor.event)
    label = event.label if event else "the transfer"
    match deadline.relation:
        case "before":
            return f"at least {deadline.period} before {label}"
        case "within":
            return f"within {deadline.period} of {label}"
        case "on":
            return f"on the day of {label}"
        case "not_before":
            return f"not before {f'{deadline.period} after ' if deadline.period else ''}{label}"
        case "weekly":
            return f"every week from {label}"


def _deadline(pack: Pack, deadline: Deadline, today: date) -> Step:
    return Step(
        what=deadline.label,
        who=deadline.who,
        day=deadline.due,
        when="" if deadline.due else due_words(pack, deadline),
        hint=how_far(deadline.due, today),
        passed=deadline.status == "passed",
        modal=MODALS[deadline.modal],
        counting=_counting(deadline) or wording.at_time(deadline).removeprefix(", "),
        caution=deadline.caution or "",
        earlier=deadline.layer == "earlier",
        clauses=deadline.clauses,
        key=deadline_key(deadline),
    )


def _move(pack: Pack, resolution: Resolution, point: TransferPoint, day: date, today: date) -> Step:
    team = wording.team(pack, resolution.receiving_team)
    return Step(
        what=f"The case moves to {team}" if team else "The case moves",
        day=day,
        hint=how_far(day, today),
        passed=day < today,
        counting=wording.at_point(pack, point),
        caution=point.precondition or "",
        clauses=point.clauses,
        moves=True,
        key=POINT,
    )


def _counting(deadline: Deadline) -> str:
    if deadline.counted is None or deadline.relation not in ("before", "within"):
        return ""
    side = "before" if deadline.relation == "before" else "beginning with" if deadline.first_day_counts else "from"
    skipped = wording.skipped(deadline.counted)
    words = f"{deadline.period} {side} {say_date(deadline.counted.start)}"
    return f"{words}, not counting {skipped}" if skipped else words
