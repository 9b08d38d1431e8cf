"""The dated points of a resolution as an iCalendar file: all-day events, the same file for the same facts and day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event
from pydantic_core import to_json

from assistant.answering import wording
from assistant.facts import say_date
from assistant.pack import Pack
from assistant.resolution import Resolution

MEDIA_TYPE = "text/calendar"
METHOD = "PUBLISH"
"""What the file is, to a mail program: dates to take over, and no invitation to answer."""


@dataclass(frozen=True)
class Point:
    """One all-day event. `name` is its own among those of a resolution."""

    name: str
    day: date
    summary: str
    clauses: tuple[str, ...]


def write(pack: Pack, resolution: Resolution, facts: Mapping[str, object], today: date) -> bytes | None:
    """The file; None when nothing has a date."""
    calendar = Calendar()
    calendar.add("prodid", "-//transfer-assistant//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", METHOD)
    case = hashlib.sha256(to_json(dict(sorted(facts.items())), serialize_unknown=True)).hexdigest()[:16]
    for point in points(pack, resolution):
        event = Event()
        event.add("uid", f"{point.name}-{case}@transfer-assistant")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("dtstart", point.day)
        event.add("dtend", point.day + timedelta(days=1))
        event.add("summary", point.summary)
        event.add("description", _sources(pack, point.clauses, today))
        event.add("transp", "TRANSPARENT")
        event.add("x-microsoft-cdo-busystatus", "FREE")
        calendar.add_component(event)
    return calendar.to_ical() if calendar.subcomponents else None


def points(pack: Pack, resolution: Resolution) -> Iterator[Point]:
    """The move, or the meeting that decides on one, and every deadline that has a day."""
    point = resolution.transfer_point
    team = wording.team(pack, resolution.receiving_team) or "the receiving team"
    moves = resolution.outcome in ("transfer", None)
    if point and point.date and (not moves or not point.limit):
        meeting = wording.capital(point.label.removeprefix("the "))
        summary = f"Case transfers to {team} {wording.at_event(pack, point.event)}" if moves else meeting
        yield Point("transfer", point.date, summary, point.clauses)
    elif point and point.latest_date and moves:
        where = wording.at_point(pack, point) + (f", {say_date(point.date)}" if point.date else "")
        yield Point("transfer", point.latest_date, f"Last day for the transfer to {team} ({where})", point.clauses)
    for each in resolution.deadlines:
        if each.due:
            summary = f"{each.label}{wording.at_time(each)} ({each.who})"
            yield Point(each.name, each.due, summary, each.clauses)


def _sources(pack: Pack, clauses: tuple[str, ...], today: date) -> str:
    """Where it stands, and what it was worked out on: a policy or a meeting may have changed since."""
    found = [pack.clauses[clause] for clause in clauses]
    sources = [f"{clause.title}, {clause.section} paragraph {clause.paragraph}" for clause in found]
    return "\n".join([*dict.fromkeys(sources), f"Worked out on {say_date(today)}, policy {pack.revision}."])
