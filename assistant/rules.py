"""The rules of a pack: routes, obligations and topics, as a policy officer writes them in YAML.

Every value that a rule yields names its clauses; a record without them is refused at the load.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Protocol, Self

from pydantic import Field, model_validator

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


class Weekly(Record):
    """A fixed time of the week."""

    day: Literal["monday", "tuesday", "wednesday", "thursday", "friday"]
    time: dt.time
    until: dt.time | None = None
    following: str | None = None
    """A deadline of the same obligation that it comes after; otherwise it is the next one from today."""


class NoteRule(Record):
    kind: NoteKind
    text: str
    clauses: Cited


class DeadlineRule(Record):
    name: str
    label: str
    period: Period | None = None
    """None only for a deadline that falls on its anchor's own day, and for a weekly one."""
    weekly: Weekly | None = None
    relation: Relation
    anchor: str = TRANSFER_POINT
    """An event, or `transfer_point`."""
    who: str
    modal: Modal
    clauses: Cited
    caution: str | None = None
    when_passed: NoteRule | None = None
    """What to say, and on what ground, when the day has gone by."""

    @model_validator(mode="after")
    def _has_its_measure(self) -> Self:
        if (self.weekly is not None) != (self.relation == "weekly"):
            raise ValueError("a weekly deadline, and no other, has a day and a time of the week")
        if self.period is None and self.relation in ("before", "within", "not_before"):
            raise ValueError("a period is missing")
        return self


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
    gives_way_to: tuple[str, ...] = ()
    """For a rule of an earlier document: the current rules, any of which displaces it when it applies."""
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


class Timescale(Record):
    """The latest day that an event may fall on, counted from another: for when its own date is not known."""

    id: str
    event: str
    when: Condition = Condition()
    """May read what was decided, as an obligation's."""
    label: str
    period: Period
    anchor: str
    first_day_counts: bool = False
    """Whether the period begins with the anchor's own day."""
    who: str
    modal: Modal
    clauses: Cited
    caution: str


class Ambiguity(Record):
    """A place where the policy is unclear: how it can be read, how it is read here, and why that is the safer."""

    id: str
    title: str
    """The question that the policy leaves open."""
    clauses: Cited
    readings: Annotated[tuple[str, ...], Field(min_length=2)]
    taken: int
    """Which of the readings, counted from 1."""
    because: str
    kind: Literal["ambiguity", "reading"] = "ambiguity"
    note: str
    """What an answer says of it."""
    when: Condition | None = None
    """The answers it bears on; may read what was decided. None: no case, only questions about the policy."""
    topics: tuple[str, ...] = ()
    """The topics whose answers it bears on."""

    @model_validator(mode="after")
    def _is_one_of_its_readings(self) -> Self:
        if not 1 <= self.taken <= len(self.readings):
            raise ValueError("`taken` must be the number of one of the readings")
        return self


class Statement(Record):
    """One thing a topic's answer says, and the clauses it rests on."""

    text: str
    """`{next}` in it stands for the next day of a weekly time."""
    clauses: Cited
    when: Condition = Condition()
    """It is left out when the case is known to be another."""
    weekly: Weekly | None = None
    asks: tuple[str, ...] = ()
    """Questions that it answers, as people ask them."""
    introduces: tuple[str, ...] = ()
    """Teams that it says what they are for: it is told of them where teams are compared."""


class Change(Record):
    """What the current policy says on one point, beside what the earlier guidance said."""

    id: str
    title: str
    says: tuple[str, ...]
    """Words and phrases that name the point."""
    now: Annotated[tuple[Statement, ...], Field(min_length=1)]
    before: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Topic(Record):
    """What a question may be about that moves no case."""

    id: str
    title: str
    says: tuple[str, ...]
    """Words and phrases of a question that lead here."""
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Beyond(Record):
    """A kind of question that the policy does not speak to."""

    id: str
    title: str
    """What it is about, in plain words: "parking"."""
    says: Annotated[tuple[str, ...], Field(min_length=1)]
    """Questions of the kind."""
    elsewhere: bool = False
    """Whether it is what is asked of other authorities, told by their names."""
    writing: bool = False
    """Whether it is of having something written, told by the order to."""


class SaidNumber(Record):
    """A belief about a number: words that it goes with, and by its unit the numbers that are no mistake."""

    says: Annotated[tuple[str, ...], Field(min_length=1)]
    right: Mapping[Literal["minute", "hour", "day", "week", "fortnight", "month", "year", "age"], tuple[float, ...]]
    """A number of a unit that is not here is not taken for a mistake."""


class Holds(Record):
    """What the policy says on one point, in words that fit the belief whether it is right or wrong."""

    text: str
    clauses: Cited


class Premise(Record):
    """Something that people take for granted, and what the policy says of it."""

    id: str
    title: str
    says: tuple[str, ...] = ()
    """Words of the belief; all of one entry must be said, in any order."""
    says_number: SaidNumber | None = None
    statement: Holds

    @model_validator(mode="after")
    def _can_be_said(self) -> Self:
        if not self.says and self.says_number is None:
            raise ValueError("nothing that is said leads to it")
        return self


class Waiver(Record):
    """A clause that no rule cites, and why that is right."""

    clause: str
    reason: str


DECIDED = ("route", "outcome", "receiving_team", "transfer_event")
"""What an obligation's condition may read beside the facts."""
