"""What the room hands on: a reading of one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from assistant.facts import Value
from assistant.understanding.identifiers import Kind as Identifier

Intent = Literal["case", "definition", "guidance", "emergency", "small_talk", "start_again"]
Want = Literal["when", "where", "who", "ready", "why"]
ProblemKind = Literal[
    "impossible_date",
    "weekday_mismatch",
    "days_differ",
    "conflicting_dates",
    "impossible_age",
    "several_children",
    "impossible_birth",
    "impossible_order",
]
LONGEST = 60
"""Characters of a person's words that are kept beside a fact."""


@dataclass(frozen=True, slots=True)
class SaidFact:
    value: Value
    said: str
    """The cleaned words that it came from."""
    certain: bool = True
    """False: a person should confirm it; it then stands in `Reading.unsure` too, with this one reading."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something said of a fact that does not settle it."""

    fact: str
    said: str
    readings: tuple[Value, ...] = ()
    """What it may mean; none for a time that is no date, or a person who does not know."""
    within: tuple[date, date] | None = None
    """The first and the last day of such a time."""


@dataclass(frozen=True, slots=True)
class WhoseFact:
    """A fact of which it cannot be told whose it is."""

    fact: str
    value: Value
    said: str


@dataclass(frozen=True, slots=True)
class ChildReading:
    """What is said of one of several children."""

    label: str
    """Who it is, without a name: "the 14-year-old". No two of a reading share one."""
    noun: str = ""
    """What the child was called, where that tells it from another: twin, boy."""
    facts: Mapping[str, SaidFact] = field(default_factory=dict)
    """The child's own; what all share stands in the reading's."""
    retracted: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    mark: int | None = None
    """Of the child's name, where it was told."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fixed key, free of the person's words, and the fact that it is about."""

    kind: ProblemKind
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class LooseDate:
    """A date that belongs to no one meeting; `events` are those that it may belong to."""

    day: date
    said: str
    others: tuple[date, ...] = ()
    events: tuple[str, ...] = ()
    certain: bool = True
    alone: bool = True
    """Whether nothing else is said beside it that it may be the day of."""
    at: int = 0
    """The word of the text that it begins at."""


@dataclass(frozen=True)
class Reading:
    text: str
    """The cleaned text: what may be searched with."""
    intent: Intent
    facts: Mapping[str, SaidFact] = field(default_factory=dict)
    mentioned: Mapping[str, SaidFact] = field(default_factory=dict)
    """The facts of a question that moves no case: they tell what of the policy it is about, and are not held."""
    retracted: tuple[str, ...] = ()
    """Held facts to forget."""
    unsure: tuple[Unsure, ...] = ()
    problems: tuple[Problem, ...] = ()
    topics: tuple[str, ...] = ()
    """Topic ids, the likeliest first."""
    worded: tuple[str, ...] = ()
    """Those among the topics that are asked for in their own words."""
    changes: tuple[str, ...] = ()
    """Ids of the changes to the policy that are asked about, the likeliest first; none for any other question."""
    premises: tuple[str, ...] = ()
    """Ids of the beliefs that the text takes for granted, true or false."""
    terms: tuple[str, ...] = ()
    """Ids of the teams, events and terms that the text names."""
    left_out: tuple[Identifier, ...] = ()
    old_names: tuple[tuple[str, str], ...] = ()
    """Team id and the old name that it was called by."""
    loose_dates: tuple[LooseDate, ...] = ()
    destination: str | None = None
    """The team that the case is said to go to."""
    wants: frozenset[Want] = frozenset()
    children: tuple[ChildReading, ...] = ()
    """Each of several children, those held first; none for one child, whose facts are the reading's."""
    meetings: tuple[str, ...] = ()
    """The meetings that the text names."""
    mark: int | None = None
    """Of the one name that it tells, where it is of one child."""
    pointed: tuple[int, ...] = ()
    """The children that the text speaks of, where it speaks of any in particular."""
    dropped: tuple[int, ...] = ()
    """The children, by their place, that are spoken of no more."""
    whose: tuple[WhoseFact, ...] = ()
    strangers: bool = False
    """Whether it tells of children, and of none of those held."""
    same_team: bool = False
    """Whether the team is said to be that of the case spoken of before."""
    another_family: bool = False
    """Whether it goes on to a cousin or the like, of whom nothing is held."""
    answered: bool = False
    """Whether it answers what was asked, be it with "don't know"."""
    counted: bool = False
    """Whether a date or an age stands in it."""
    stated: bool = False
    """Whether something of a case is told in it, and not only asked about."""
    of_somebody: bool = True
    """Whether anybody is spoken of in it: a child, a parent, she, they."""
    of_elsewhere: bool = False
    """Whether it asks how things are done in another authority."""
    to_write: bool = False
    """Whether it asks to have something written."""
    alarming: bool = False
    """Whether a word of harm does, however it is meant."""
    tells: bool = False
    """Whether it is a sentence that asks nothing."""
    asks_nothing: bool = False
    """Whether it asks nothing, be it a sentence or a few words."""
    compares: bool = False
    """Whether it holds two things against each other."""
    asks_why: bool = False
    """Whether it asks for the reasons of an answer, and tells no day and no age."""
    corrected: bool = False
    """Whether it takes back something said before."""
    supposed: bool = False
    """Whether what it tells is only supposed: "what if she were 2?"."""
    goes_on: bool = False
    """Whether it begins by adding to what was said last."""
    goes_back: bool = False
    """Whether it goes back to the case spoken of before."""
    back_to_age: float | None = None
    """The age of the child that it goes back to."""

    def of_another_kind(self, intent: Intent) -> Reading:
        """The same words, taken as a message that moves no case: what they tell is only mentioned."""
        return replace(
            self,
            intent=intent,
            facts={},
            mentioned={**self.mentioned, **self.facts},
            retracted=(),
            unsure=(),
            problems=(),
            loose_dates=(),
            children=(),
            whose=(),
        )


def short(said: str) -> str:
    """Words to keep beside a fact, cut at a word."""
    said = " ".join(said.split())
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0]
