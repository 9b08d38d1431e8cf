"""A policy pack: one council's documents, rules and vocabulary, cross-checked and ready to decide with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field

from assistant.clauses import Clause, Document, Layer
from assistant.conditions import Range
from assistant.facts import FactGroup, FactSpecs, Record
from assistant.resolution import Action, Because, CoAllocated, Note, Requirement, Traced
from assistant.rules import (
    DECIDED,
    Ambiguity,
    Beyond,
    Change,
    NoteRule,
    Obligation,
    Point,
    Premise,
    Route,
    Timescale,
    Topic,
    Waiver,
)
from assistant.terms import Event, Team, Term, Word
from assistant.working_days import Calendar

LAYERS: tuple[Layer, ...] = ("current", "statutory", "earlier")


class CalendarSpec(Record):
    country: str
    subdivision: str
    vouched_until: date
    closure_days: Mapping[date, str] = Field(default_factory=dict)


class Review(Record):
    """Who of the council reviewed which reading, and when."""

    role: str
    reviewed_on: date
    covers: str


class StandingNotes(Record):
    """What the resolver says when the calendar, not a rule, calls for it; {names} in braces are filled in."""

    transfer_point_passed: NoteRule
    last_day: str
    """What stands for {event} in the note above where the point has a limit."""
    first_meeting_governs: NoteRule
    """Another meeting that would do is dated later."""
    earlier_meeting_governs: NoteRule
    """Another meeting that would do has no date yet."""
    birthday_before: NoteRule
    birthday_may_fall_before: NoteRule
    horizon: NoteRule
    counted_from_latest: str
    """A day is counted from the latest that an event may fall on."""
    later_than_allowed: str
    """An event is dated after the latest day, {date}, that a timescale allows it."""
    gap_filled: str
    """The route rests on an earlier {document}, for the current policy is silent."""
    day_off: str
    """A weekly time falls on {date}, a day off ({name})."""

    def rules(self) -> Iterator[tuple[str, NoteRule]]:
        yield from ((name, note) for name, note in self if isinstance(note, NoteRule))


class About(Record):
    """pack.yaml."""

    name: str
    title: str
    time_zone: str
    calendar: CalendarSpec
    documents: tuple[str, ...]
    """File names under documents/, in order of precedence."""
    standing_notes: StandingNotes
    reviews: tuple[Review, ...] = ()
    not_reviewed: str
    """What every answer's footer says until a review is recorded."""
    journey: tuple[str, ...] = ()
    """Teams in the order that a child may come to them, for those who learn."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What an obligation yields beside its deadlines, in the shapes of a resolution."""

    actions: tuple[Action, ...]
    requirements: tuple[Requirement, ...]
    notes: tuple[Note, ...]
    co_allocated: tuple[CoAllocated, ...]


@dataclass(frozen=True)
class Pack:
    folder: Path
    about: About
    revision: str
    documents: Mapping[str, Document]
    clauses: Mapping[str, Clause]
    facts: FactSpecs
    teams: Mapping[str, Team]
    events: Mapping[str, Event]
    terms: tuple[Term, ...]
    points: Mapping[str, tuple[Point, ...]]
    routes: Mapping[str, Route]
    obligations: Mapping[str, Obligation]
    topics: Mapping[str, Topic]
    changes: Mapping[str, Change]
    timescales: Mapping[str, Timescale]
    ambiguities: Mapping[str, Ambiguity]
    beyond: Mapping[str, Beyond]
    premises: Mapping[str, Premise]
    waivers: tuple[Waiver, ...]
    words: Mapping[str, Word] = field(default_factory=dict)
    fact_groups: tuple[FactGroup, ...] = ()
    """The facts as a form asks for them."""
    rule_files: Mapping[str, str] = field(default_factory=dict)
    """Rule id -> the file it stands in."""
    _rules_of_teams: dict[object, tuple[tuple[Route, ...], tuple[Obligation, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    _refused: dict[tuple[str, str, Any], Traced] = field(default_factory=dict, init=False, repr=False, compare=False)
    _ambiguities_of_teams: dict[object, tuple[Ambiguity, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def calendar(self) -> Calendar:
        spec = self.about.calendar
        return Calendar(spec.country, spec.subdivision, spec.vouched_until, spec.closure_days)

    @cached_property
    def excepted(self) -> Mapping[str, frozenset[str]]:
        """Route id -> the routes that it is an exception to, directly or through another."""
        found: dict[str, frozenset[str]] = {}
        for name in self.routes:
            reached: set[str] = set()
            waiting = [name]
            while waiting:
                route = self.routes.get(waiting.pop())
                new = set(route.exception_to if route else ()) - reached
                reached |= new
                waiting += new
            found[name] = frozenset(reached)
        return found

    @cached_property
    def age_bounds(self) -> frozenset[float]:
        """The ages at which any condition of the pack turns."""
        conditions = [
            *(route.when for route in self.routes.values()),
            *(obligation.when for obligation in self.obligations.values()),
            *(point.when for points in self.points.values() for point in points),
            *(condition for spec in self.facts.values() for condition in spec.conditions()),
        ]
        ranges = [test.wants for condition in conditions for test in condition.tests() if test.fact == "age"]
        found = (bound for each in ranges if isinstance(each, Range) for bound in (each.at_least, each.under))
        return frozenset(bound for bound in found if bound is not None)

    @cached_property
    def cited(self) -> frozenset[str]:
        """Every clause that anything in the pack rests on."""
        return frozenset(clause for _, clauses in self.citing() for clause in clauses)

    @cached_property
    def told(self) -> frozenset[str]:
        """Every clause that a statement of a topic tells."""
        return frozenset(name for topic in self.topics.values() for each in topic.statements for name in each.clauses)

    def citing(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Everything that rests on clauses, by the file and the name it stands under, with its clauses."""
        rules: tuple[Route | Obligation, ...] = (*self.routes.values(), *self.obligations.values())
        yield from ((f"{self.rule_files[rule.id]}: {rule.id}", rule.clauses) for rule in rules)
        for name, points in self.points.items():
            yield from ((f"transfer points {name}: {point.event}", point.clauses) for point in points)
        for topic in self.topics.values():
            yield from ((f"topics.yaml: {topic.id}", each.clauses) for each in topic.statements)
        for change in self.changes.values():
            yield from ((f"topics.yaml: {change.id}", each.clauses) for each in (*change.now, *change.before))
        yield from ((f"timescales.yaml: {each.id}", each.clauses) for each in self.timescales.values())
        yield from ((f"ambiguities.yaml: {each.id}", each.clauses) for each in self.ambiguities.values())
        yield from ((f"premises.yaml: {each.id}", each.statement.clauses) for each in self.premises.values())
        yield from ((f"vocabulary.yaml: {term.id}", term.clauses) for term in self.terms)
        yield from ((f"pack.yaml: {name}", note.clauses) for name, note in self.about.standing_notes.rules())

    @cached_property
    def plainly(self) -> Mapping[str, Word]:
        """Id of a term or an event -> what it means in general use."""
        return {name: word for word in self.words.values() for name in word.of}

    @cached_property
    def derived_events(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events.values() if event.derived)

    @cached_property
    def route_layers(self) -> Mapping[str, Layer]:
        return {name: self.layer(route.clauses) for name, route in self.routes.items()}

    def rules_of(self, team: object) -> tuple[tuple[Route, ...], tuple[Obligation, ...]]:
        """The routes and obligations that may speak to a case of this team; all of them while it is not known.

        Most rules are of one team: leaving the others out early makes an answer many times cheaper.
        """
        if team not in self._rules_of_teams:
            self._rules_of_teams[team] = (
                tuple(each for each in self.routes.values() if team is None or each.when.admits("current_team", team)),
                tuple(
                    each for each in self.obligations.values() if team is None or each.when.admits("current_team", team)
                ),
            )
        return self._rules_of_teams[team]

    def refused(self, rule: Obligation, fact: str, value: Any) -> Traced:
        """That a rule does not hold for the value of one fact: the same in every answer, so it is made once."""
        key = (rule.id, fact, value)
        if key not in self._refused:
            because = () if fact in DECIDED else (Because(fact, value),)
            self._refused[key] = Traced(rule=rule.id, result="not", because=because, clauses=rule.clauses)
        return self._refused[key]

    def ambiguities_of(self, team: object) -> tuple[Ambiguity, ...]:
        """The unclear places that may bear on a case of this team."""
        if team not in self._ambiguities_of_teams:
            self._ambiguities_of_teams[team] = tuple(
                each
                for each in self.ambiguities.values()
                if each.when and (team is None or each.when.admits("current_team", team))
            )
        return self._ambiguities_of_teams[team]

    @cached_property
    def duties(self) -> Mapping[str, Duties]:
        """Obligation id -> what it yields that hangs on no date: made once, for it is the same in every answer."""
        return {name: self.duties_of(rule) for name, rule in self.obligations.items()}

    def duties_of(self, rule: Obligation) -> Duties:
        return Duties(
            actions=tuple(
                Action(**dict(each), layer=self.layer(each.clauses), standing=rule.standing) for each in rule.actions
            ),
            requirements=tuple(
                Requirement(**dict(each), layer=self.layer(each.clauses), standing=rule.standing)
                for each in rule.requirements
            ),
            notes=tuple(Note(**dict(each)) for each in rule.notes),
            co_allocated=tuple(CoAllocated(**dict(each)) for each in rule.co_allocated),
        )

    def layer(self, clauses: tuple[str, ...]) -> Layer:
        """The layer that a value of these clauses speaks for: the current one as soon as one of them is current."""
        layers = {self.clauses[clause].layer for clause in clauses}
        return next(layer for layer in LAYERS if layer in layers)
