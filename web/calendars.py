"""The dated points of a resolution as an iCalendar file: all-day events, the same file for the same facts and day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event
from pydantic_core import to_json

from assistant.facts import say_date
from assistant.pack import Pack
from assistant.resolution import Resolution

MEDIA_TYPE = "text/calendar"


def write(pack: Pack, resolution: Resolution, facts: Mapping[str, object], today: date) -> bytes | None:
    """The file; None when nothing has a date."""
    calendar = Calendar()
    calendar.add("prodid", "-//transfer-assistant//EN")
    calendar.add("version", "2.0")
    case = hashlib.sha256(to_json(dict(sorted(facts.items())), serialize_unknown=True)).hexdigest()[:16]
    for name, day, summary, clauses in _points(pack, resolution):
        event = Event()
        event.add("uid", f"{name}-{case}@transfer-assistant")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", _sources(pack, clauses))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical() if calendar.subcomponents else None


def _points(pack: Pack, resolution: Resolution) -> Iterator[tuple[str, date, str, tuple[str, ...]]]:
    point = resolution.transfer_point
    team = pack.teams[resolution.receiving_team].short if resolution.receiving_team else "the receiving team"
    if point and point.date and not point.limit:
        yield "transfer", point.date, f"Case transfers to {team} at {point.label}", point.clauses
    elif point and point.date and point.latest_date:
        words = f"Last day for the transfer to {team} ({point.limit} of {point.label}, {say_date(point.date)})"
        yield "transfer", point.latest_date, words, point.clauses
    for deadline in resolution.deadlines:
        if deadline.due:
            yield deadline.name, deadline.due, f"{deadline.label} ({deadline.who})", deadline.clauses


def _sources(pack: Pack, clauses: tuple[str, ...]) -> str:
    found = [pack.clauses[clause] for clause in clauses]
    return "\n".join(f"{clause.title}, {clause.section} paragraph {clause.paragraph}" for clause in found)
