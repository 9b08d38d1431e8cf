"""What it takes to work a decision out again: its facts, its day, and what it came to and by which policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.pack import Pack
from assistant.resolution import Resolution


class Decided(BaseModel):
    """What a decision came to, in ids and dates."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    route: str | None
    receiving_team: str | None
    dates: dict[str, date]
    """`transfer` and the names of the deadlines -> their day."""


class Reproduction(BaseModel):
    """A file that `transfer-assistant resolve --facts` takes as well as bare facts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: dict[str, Any]
    today: date
    policy_revision: str = Field(max_length=100)
    calendar_revision: str = Field(max_length=100)
    decided: Decided


def reproduction(pack: Pack, facts: Mapping[str, Any], resolution: Resolution, today: date) -> Reproduction:
    return Reproduction(
        facts=dict(facts),
        today=today,
        policy_revision=pack.revision,
        calendar_revision=pack.calendar.revision,
        decided=decided(resolution),
    )


def decided(resolution: Resolution) -> Decided:
    point = resolution.transfer_point
    moves = {"transfer": point.latest_date or point.date} if point else {}
    dates = {**moves, **{each.name: each.due for each in resolution.deadlines}}
    return Decided(
        route=resolution.route,
        receiving_team=resolution.receiving_team,
        dates={name: day for name, day in dates.items() if day},
    )


@dataclass(frozen=True)
class Compared:
    """A decision of now beside that of a record."""

    lines: tuple[str, ...]
    """Whether policy and calendar have changed, and where the decisions part."""
    same: bool


def compared(record: Reproduction, pack: Pack, now: Decided) -> Compared:
    lines = []
    for what, then, current in (
        ("policy", record.policy_revision, pack.revision),
        ("calendar", record.calendar_revision, pack.calendar.revision),
    ):
        if then == current:
            lines.append(f"The {what} is the one of the record ({current}).")
        else:
            lines.append(f"The {what} has changed since the record was made: it is revision {current} now.")
    different = list(_different(record.decided, now))
    if different:
        lines.append(f"It is decided otherwise than in the record: {', '.join(different)}.")
    else:
        lines.append("It is decided as in the record.")
    return Compared(tuple(lines), same=not different)


def _different(then: Decided, now: Decided) -> Iterator[str]:
    if then.route != now.route:
        yield "route"
    if then.receiving_team != now.receiving_team:
        yield "receiving team"
    names = [*now.dates, *(name for name in then.dates if name not in now.dates)]
    known = [name for name in names if name in now.dates]
    yield from (f"date of {name}" for name in known if then.dates.get(name) != now.dates[name])
    if len(known) < len(names):
        yield "a date that there is no more"
