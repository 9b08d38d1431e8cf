"""What rests on each clause: the routes, duties and all else of a pack that cites it, each with where it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.pack import Pack


@dataclass(frozen=True, slots=True)
class Citing:
    """One thing that rests on a clause."""

    kind: str
    """`Route`, `Duty`, `Topic` ..., as a person reads it."""
    title: str
    address: str = ""
    """Where the pages of the policy show it; empty for what has no place there."""


def citing(pack: Pack) -> Mapping[str, tuple[Citing, ...]]:
    """Clause id -> what rests on it, each once; a clause on which nothing rests is left out."""
    found: dict[str, dict[Citing, None]] = defaultdict(dict)
    for each, clauses in _all(pack):
        for clause in clauses:
            found[clause][each] = None
    return {clause: tuple(those) for clause, those in found.items()}


def _all(pack: Pack) -> Iterator[tuple[Citing, Iterable[str]]]:
    for route in pack.routes.values():
        points = pack.points.get(route.transfer_point or "", ())
        its = (*route.clauses, *(clause for point in points for clause in point.clauses))
        yield Citing("Route", route.title, f"/policy/routes#{route.id}"), its
    for duty in pack.obligations.values():
        yield Citing("Duty", duty.title, f"/policy/duties#{duty.id}"), duty.clauses
    for time in pack.timescales.values():
        yield Citing("Timescale", time.label, ""), time.clauses
    for unclear in pack.ambiguities.values():
        yield Citing("Unclear place", unclear.title, f"/policy/unclear#{unclear.id}"), unclear.clauses
    for change in pack.changes.values():
        its = tuple(clause for each in (*change.now, *change.before) for clause in each.clauses)
        yield Citing("Change", change.title, f"/policy/changes#{change.id}"), its
    for topic in pack.topics.values():
        yield Citing("Topic", topic.title), tuple(clause for each in topic.statements for clause in each.clauses)
    for premise in pack.premises.values():
        yield Citing("Belief put right", premise.title), premise.statement.clauses
    for term in pack.terms:
        yield Citing("Word", term.label, f"/learn/words#{term.id}"), term.clauses
    for name, note in pack.about.standing_notes.rules():
        yield Citing("Standing note", name.replace("_", " ")), note.clauses
