"""What the resolver decides: the shapes of a resolution, as the public contract gives them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer

from assistant.clauses import Layer
from assistant.facts import JsonValue

Modal = Literal["must", "should", "where_possible", "may"]
Outcome = Literal[
    "transfer",
    "co_allocation",
    "joint_support",
    "no_transfer",
    "individual_decision",
    "task",
    "refer",
    "close",
]
Direction = Literal["onward", "step_up", "step_across", "step_down"]
Role = Literal["lead", "co_worker", "personal_adviser", "statutory_visits"]
Relation = Literal["before", "within", "on", "not_before", "weekly"]
Status = Literal["ahead", "today", "passed"]
NoteKind = Literal[
    "ambiguity",
    "reading",
    "gap_filled",
    "displaced",
    "renamed_team",
    "not_held",
    "exception",
    "time_basis",
    "horizon",
]
Clauses = tuple[str, ...]


class Part(BaseModel):
    """A part of a resolution; built only by the resolver."""

    model_config = ConfigDict(frozen=True)


class CoAllocated(Part):
    team: str
    role: Role
    until: str | None
    clauses: Clauses


class Skipped(Part):
    date: dt.date
    name: str


class Counted(Part):
    """A period counted out: `from` is day 0, `to` the day it ends on; weekends are not listed, days off are."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)

    start: dt.date = Field(alias="from")
    end: dt.date = Field(alias="to")
    skipped: tuple[Skipped, ...]


class Latest(Part):
    """The latest day that an event without a date may fall on."""

    rule: str
    """The timescale that tells it."""
    date: dt.date
    period: str
    anchor: str
    """The event that it was counted from."""
    counted: Counted
    clauses: Clauses


class TransferPoint(Part):
    event: str
    label: str
    limit: str | None
    """A period after the event, in words: "within 10 working days"."""
    date: dt.date | None
    latest_date: dt.date | None
    latest_from: Latest | None = None
    """The latest that a timescale allows the event, when it has no date of its own or a later one."""
    precondition: str | None
    by_agreement: bool
    clauses: Clauses
    layer: Layer


class Anchor(Part):
    event: str
    date: dt.date | None
    latest_date: dt.date | None = None
    """Where the event has no date yet: the latest day that it may fall on."""


class Deadline(Part):
    name: str
    label: str
    due: dt.date | None
    starts: dt.datetime | None = Field(default=None, exclude=True)
    """For a fixed time of the week: `due` with its time, which is what other programs get."""
    ends: dt.datetime | None = None
    period: str | None
    relation: Relation
    anchor: Anchor
    counted: Counted | None
    first_day_counts: bool = False
    """Whether the period begins with its anchor's own day."""
    status: Status | None
    who: str
    modal: Modal
    clauses: Clauses
    layer: Layer
    caution: str | None

    @field_serializer("due")
    def _due(self, due: dt.date | None) -> str | None:
        return (self.starts or due).isoformat() if due else None


class Action(Part):
    who: str
    what: str
    when: str | None
    modal: Modal
    clauses: Clauses
    layer: Layer
    standing: bool
    """Whether it holds for every move alike."""


class Requirement(Part):
    what: str
    modal: Modal
    clauses: Clauses
    layer: Layer
    standing: bool


class Note(Part):
    kind: NoteKind
    text: str
    clauses: Clauses
    ambiguity: str | None = None
    """The record of the unclear place that it tells of."""


@dataclass(frozen=True, slots=True)
class Because:
    fact: str
    value: JsonValue


@dataclass(frozen=True, slots=True)
class Traced:
    rule: str
    result: Literal["applies", "not", "unknown", "defeated"]
    because: tuple[Because, ...]
    clauses: Clauses
    by: tuple[str, ...] = ()
    """Of a defeated rule: the rules it lost to."""


class Resolution(Part):
    route: str | None
    outcome: Outcome | None
    direction: Direction | None
    current_team: str | None
    receiving_team: str | None
    candidates: tuple[str, ...]
    co_allocated: tuple[CoAllocated, ...]
    transfer_point: TransferPoint | None
    deadlines: tuple[Deadline, ...]
    actions: tuple[Action, ...]
    requirements: tuple[Requirement, ...]
    notes: tuple[Note, ...]
    trace: tuple[Traced, ...]
    """The verdict of every rule that may speak to the team holding the case."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What is to be done and to be ready, in the order an answer tells it."""

    actions: tuple[Action, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A resolution's duties: what this case calls for, what earlier guidance adds, and what holds for every move."""

    case: Duties
    earlier: Duties
    standing: Duties


def told(resolution: Resolution) -> Told:
    """Earlier guidance stands apart, unless it fills a gap: then the case rests on it."""
    fills_gap = any(note.kind == "gap_filled" for note in resolution.notes)

    def place(each: Action | Requirement) -> Literal["case", "earlier", "standing"]:
        if each.standing:
            return "standing"
        return "earlier" if each.layer == "earlier" and not fills_gap else "case"

    def duties(name: str) -> Duties:
        actions = tuple(each for each in resolution.actions if place(each) == name)
        return Duties(actions, tuple(each for each in resolution.requirements if place(each) == name))

    return Told(case=duties("case"), earlier=duties("earlier"), standing=duties("standing"))


@dataclass(frozen=True, slots=True)
class Lead:
    """Where one answer to a question leads: what would then be possible, in ids."""

    routes: tuple[str, ...]
    teams: tuple[str, ...]
    events: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    decided: bool = False
    """Whether one route is left and nothing more is needed for it."""


class Choice(Part):
    value: JsonValue
    lead: Lead


class Question(Part):
    """The unknown fact that could change the outcome most, and where each answer leads."""

    fact: str
    choices: tuple[Choice, ...]


class Assumption(Part):
    """A presumed value that the outcome hangs on, and where the contrary leads."""

    fact: str
    value: JsonValue
    label: str
    otherwise: Lead


class Decision(Part):
    """All that the resolver has to say of a case."""

    kind: Literal["resolved", "needs_facts", "no_rule"]
    """`no_rule`: no route of the pack speaks to these facts, whatever else were known."""
    resolution: Resolution
    question: Question | None
    assumptions: tuple[Assumption, ...]
