"""The rules of a pack: routes, obligations and topics, as a policy officer writes them in YAML.

Every value that a rule yields names its clauses; a record without them is refused at the load.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Protocol

from pydantic import Field

from assistant.conditions import Condition
from assistant.facts import Record
from assistant.periods import Period
from assistant.resolution import Direction, Modal, NoteKind, Outcome, Relation, Role

Cited = Annotated[tuple[str, ...], Field(min_length=1)]
"""Clause ids; none is not an option."""

TRANSFER_POINT = "transfer_point"
"""An anchor that stands for whatever event the case's transfer point turns out to be."""


class Cites(Protocol):
    """Anything that rests on clauses."""

    @property
    def clauses(self) -> tuple[str, ...]: ...


class Limit(Record):
    """A period after the event within which the transfer takes place."""

    within: Period


class Point(Record):
    """One event at which a case may transfer, when its condition holds."""

    event: str
    when: Condition = Condition()
    limit: Limit | None = None
    precondition: str | None = None
    by_agreement: bool = False
    clauses: Cited


class Route(Record):
    """Conditions -> outcome, receiving team, transfer point. Exactly one may win."""

    id: str
    title: str
    when: Condition
    exception_to: tuple[str, ...] = ()
    outcome: Outcome
    direction: Direction | None = None
    receiving_team: str | None = None
    transfer_point: str | None = None
    """The name of a list of points."""
    clauses: Cited


class NoteRule(Record):
    kind: NoteKind
    text: str
    clauses: Cited


class DeadlineRule(Record):
    name: str
    label: str
    period: Period | None = None
    """None only for a deadline that falls on its anchor's own day."""
    relation: Relation
    anchor: str
    """An event, or `transfer_point`."""
    who: str
    modal: Modal
    clauses: Cited
    caution: str | None = None
    when_passed: NoteRule | None = None
    """What to say, and on what ground, when the day has gone by."""


class ActionRule(Record):
    who: str
    what: str
    when: str | None = None
    modal: Modal
    clauses: Cited


class RequirementRule(Record):
    what: str
    modal: Modal
    clauses: Cited


class CoAllocationRule(Record):
    team: str
    role: Role
    until: str | None = None
    clauses: Cited


class Obligation(Record):
    """Conditions -> deadlines, actions, requirements, notes, co-allocation. Any number apply.

    Its condition may also read what was decided: route, outcome, receiving_team, transfer_event.
    """

    id: str
    title: str
    when: Condition
    standing: bool = False
    """Whether it holds for every move alike: then it is told after, and apart from, what this case calls for."""
    deadlines: tuple[DeadlineRule, ...] = ()
    actions: tuple[ActionRule, ...] = ()
    requirements: tuple[RequirementRule, ...] = ()
    notes: tuple[NoteRule, ...] = ()
    co_allocated: tuple[CoAllocationRule, ...] = ()

    @property
    def does_something(self) -> bool:
        """Whether it yields more than notes."""
        return bool(self.deadlines or self.actions or self.requirements or self.co_allocated)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that any of its values rests on, each once, in order."""
        parts: tuple[Cites, ...] = (*self.deadlines, *self.actions, *self.requirements, *self.notes, *self.co_allocated)
        passed = (deadline.when_passed for deadline in self.deadlines if deadline.when_passed)
        return tuple(dict.fromkeys(clause for part in (*parts, *passed) for clause in part.clauses))


class Statement(Record):
    """One thing a topic's answer says, and the clauses it rests on."""

    text: str
    clauses: Cited


class Topic(Record):
    """What a question may be about that moves no case."""

    id: str
    title: str
    says: tuple[str, ...]
    """Words and phrases of a question that lead here."""
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Waiver(Record):
    """A clause that no rule cites, and why that is right."""

    clause: str
    reason: str


DECIDED = ("route", "outcome", "receiving_team", "transfer_event")
"""What an obligation's condition may read beside the facts."""
