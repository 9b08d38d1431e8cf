"""What a topic says to this question: its statements that fit what is known, with the next of its weekly times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from assistant.case import unclear_note
from assistant.clauses import Layer
from assistant.deadlines import day_off
from assistant.facts import say_date
from assistant.pack import Pack
from assistant.resolution import Anchor, Deadline, Note, Resolution
from assistant.rules import Statement, Topic
from assistant.weekly import Occasion, occasion

NEXT = "{next}"
"""Stands in a statement for the next day of its weekly time."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an answer; `deadline` holds the date that stands in its text."""

    text: str
    clauses: tuple[str, ...]
    layer: Layer
    deadline: Deadline | None = None
    place: int = 0
    """Which of the topic's statements it is, from 0."""


def said(pack: Pack, topic: Topic, values: Mapping[str, Any], today: date) -> Iterator[Said]:
    """The topic's statements in order, without those of another case than the one known."""
    for at, statement in enumerate(topic.statements):
        if statement.when.truth(values) is False:
            continue
        layer = pack.layer(statement.clauses)
        if statement.weekly is None:
            yield Said(statement.text, statement.clauses, layer, place=at)
            continue
        next_one = occasion(pack, statement.weekly, today)
        text = statement.text.replace(NEXT, _in_words(next_one, today))
        caution = day_off(pack, next_one.starts.date(), next_one.off)
        deadline = _deadline(f"{topic.id}-{at + 1}", topic, statement, next_one, layer=layer, caution=caution)
        yield Said(f"{text} {caution}" if caution else text, statement.clauses, layer, deadline, at)


def unclear(pack: Pack, topic: Topic) -> tuple[Note, ...]:
    """The unclear places that bear on a topic's answer, those first that are about its own clauses."""
    own = {clause for statement in topic.statements for clause in statement.clauses}
    bearing = [each for each in pack.ambiguities.values() if topic.id in each.topics]
    bearing.sort(key=lambda each: -len(own.intersection(each.clauses)) / len(each.clauses))
    return tuple(unclear_note(each) for each in bearing)


def schedule(said: Iterable[Said]) -> Resolution | None:
    """The dates in what was said, as a resolution that decides nothing; None where there are none."""
    deadlines = tuple(each.deadline for each in said if each.deadline)
    if not deadlines:
        return None
    return Resolution(
        route=None,
        outcome=None,
        direction=None,
        current_team=None,
        receiving_team=None,
        candidates=(),
        co_allocated=(),
        transfer_point=None,
        deadlines=deadlines,
        actions=(),
        requirements=(),
        notes=(),
        trace=(),
    )


def _deadline(
    name: str, topic: Topic, statement: Statement, at: Occasion, *, layer: Layer, caution: str | None
) -> Deadline:
    return Deadline(
        name=name,
        label=topic.title,
        due=at.starts.date(),
        starts=at.starts,
        ends=at.ends,
        period=None,
        relation="weekly",
        anchor=Anchor(event="", date=None),
        counted=None,
        status=None,
        who="",
        modal="should",
        clauses=statement.clauses,
        layer=layer,
        caution=caution,
    )


def _in_words(at: Occasion, today: date) -> str:
    day = at.starts.date()
    start = f"{'today, ' if day == today else ''}{say_date(day)}, {say_time(at.starts)}"
    return f"{start} to {say_time(at.ends)}" if at.ends else start


def say_time(at: datetime | time) -> str:
    """A time of day as people say it: 9.30am, 1pm."""
    half = "am" if at.hour < 12 else "pm"  # noqa: PLR2004 - noon
    return f"{(at.hour - 1) % 12 + 1}{f'.{at:%M}' if at.minute else ''}{half}"
