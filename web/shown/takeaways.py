"""What of an answer can be looked at as a picture or taken along: its days, a calendar file, a record for the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup
from pydantic_core import to_jsonable_python

from assistant.answering import wording
from assistant.answering.answer import Answer
from assistant.answering.each_child import SIBLINGS
from assistant.facts import complete, read_facts, say_date
from assistant.pack import Pack
from assistant.resolution import Resolution
from web.pictures import days, timeline


@dataclass(frozen=True)
class Timeline:
    """The days of a decision, drawn for a phone and for a desk, and in words."""

    drawings: tuple[Markup, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Takeaway:
    """What it takes to decide one child's case again, and what can be made of it."""

    label: str
    """Whose case it is; empty where there is one child."""
    facts: Mapping[str, Any]
    today: date
    """The day that it was decided on: on another day, other deadlines have passed."""
    days_of: str
    """Whose days the timeline and the calendar show; empty: the one child's, or everybody's."""
    timeline: Timeline | None
    calendar: bool
    record: bool


def takeaways(pack: Pack, answer: Answer, today: date) -> Iterator[Takeaway]:
    """One for each child; where the days are the same for all, the first has them for everybody."""
    turn = answer.state.get("turn", 0)
    asked = frozenset(question.fact for question in answer.questions)
    if answer.resolution:
        values = {name: fact.value for name, fact in answer.facts.items()}
        found = _takeaway(pack, answer.resolution, values, today, f"turn{turn}")
        yield _certain(pack, found, asked, today)
        return
    among = {SIBLINGS: True} if SIBLINGS in pack.facts else {}
    same = len({_dates(each.resolution) for each in answer.resolutions}) == 1
    for at, each in enumerate(answer.resolutions):
        values = among | {name: fact.value for name, fact in each.facts.items()}
        found = _takeaway(pack, each.resolution, values, today, f"turn{turn}-child{at}")
        found = replace(found, label=wording.capital(each.child))
        if not same:
            found = replace(found, days_of=found.label)
        elif at:
            found = replace(found, timeline=None, calendar=False)
        yield _certain(pack, found, asked, today)


def drawn(pack: Pack, resolution: Resolution, today: date, name: str) -> Timeline | None:
    """The days of a resolution as pictures; None where nothing has a date."""
    found = days.lay_out(pack, resolution, today)
    if found is None:
        return None
    title = f"The days from {say_date(found.rows[0].first)} to {say_date(found.rows[-1].last)}"
    forms = (timeline.NARROW, timeline.WIDE)
    return Timeline(
        drawings=tuple(timeline.draw(found, form, name, title, "The list after it tells the same.") for form in forms),
        words=tuple(days.in_words(found)),
    )


def _takeaway(pack: Pack, resolution: Resolution, values: Mapping[str, Any], today: date, name: str) -> Takeaway:
    point = resolution.transfer_point
    dated = any(deadline.due for deadline in resolution.deadlines) or bool(point and (point.date or point.latest_date))
    return Takeaway(
        label="",
        facts=to_jsonable_python(values),
        today=today,
        days_of="",
        timeline=drawn(pack, resolution, today, name),
        calendar=dated,
        record=resolution.route is not None,
    )


def _certain(pack: Pack, takeaway: Takeaway, asked: Set[str], today: date) -> Takeaway:
    """Without what would be worked out anew from the facts, when they alone would not come to the same.

    What would be presumed is asked for only where something said of it is in doubt, and the facts do not hold doubts.
    """
    if asked.isdisjoint(complete(pack.facts, read_facts(pack.facts, takeaway.facts), today=today)):
        return takeaway
    return replace(takeaway, calendar=False, record=False)


def _dates(resolution: Resolution) -> tuple[Any, ...]:
    point = resolution.transfer_point
    due = ((each.name, each.due) for each in resolution.deadlines)
    return (resolution.receiving_team, resolution.route, point, *due)
