"""The pack's vocabulary: teams, events and terms, with the names people call them by."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from assistant.conditions import Condition
from assistant.facts import Record
from assistant.periods import Period


class OldName(Record):
    """A name that a team once had."""

    name: str
    says: tuple[str, ...] = ()
    """Other forms of it, as typed."""


class Team(Record):
    id: str
    label: str
    """Its name today, in full."""
    short: str
    """What people say: "CIN/CP/Court"."""
    says: tuple[str, ...]
    """The forms that people type, lower case; the label and the short name need not be repeated."""
    short_says: tuple[str, ...] = ()
    """Short forms that are its name only where a team would stand: "us in CP", "CIN won't take her"."""
    noted: tuple[str, ...] = ()
    """Words that are its name only where they stand by themselves, as in a note: "9, court, hearing 3 May"."""
    old_names: tuple[OldName, ...] = ()
    holds_cases: bool = True
    any_authority: bool = False
    """Whether every other authority of England goes by this name."""


class Derived(Record):
    """A date that another one tells: 27 months before the 18th birthday."""

    of: str
    before: Period


class AgeTells(Record):
    """What it tells of a child to have been this old at an event."""

    fact: str
    at_least: float


class Event(Record):
    """A point in time that a deadline or a transfer may hang on."""

    id: str
    label: str
    """With its article, as in "at the initial CIN meeting": "the initial CIN meeting"."""
    preposition: str = "at"
    says: tuple[str, ...] = ()
    before_date: tuple[str, ...] = ()
    """Words that name it only right before a date: "court Thursday"."""
    dated: bool = True
    """Whether its date is a fact of the same name that a person can give."""
    date_label: str = ""
    derived: Derived | None = None
    facts: Mapping[str, bool | str] = Field(default_factory=dict)
    """What naming it tells of the case beside its date."""
    follows: tuple[str, ...] = ()
    """The events that it cannot come before."""
    begun_by: tuple[str, ...] = ()
    """The terms that it is the beginning of: a date right after one of them ("s20 since Monday") is this event's."""
    age_tells: AgeTells | None = None
    """A yes-or-no fact that is true of whoever had reached an age by then."""
    lasts_days: bool = False
    """Whether it may be held over several days: it is then of the first of them."""
    never_ahead: bool = False
    """Whether it is only told when it has been, as a referral is: "on Sunday" is the last one."""
    any_day: bool = False
    """Whether it may well fall on a weekend or a bank holiday, as a birthday does and a meeting does not."""


class Suggestion(Record):
    """What a term makes likely of some cases: it counts where nothing else tells it."""

    facts: Mapping[str, bool | str]
    when: Condition = Condition()
    sure: bool = True
    """False: it is asked."""


class Term(Record):
    """A word or acronym of the field: what it means, and which facts it tells when a case is described with it."""

    id: str
    label: str
    says: tuple[str, ...]
    facts: Mapping[str, bool | str] = Field(default_factory=dict)
    suggests: tuple[Suggestion, ...] = ()
    of_parents: bool = False
    """Whether it tells what parents do or say, and not what a child is."""
    judged: bool = False
    """Whether it is a judgement, which holds as soon as somebody thinks so: "we think the risk is higher"."""
    expansion: str = ""
    acronym: str = ""
    """Its short form, where the label is not that itself."""
    meaning: str = ""
    """For the glossary; empty: it is only understood."""
    clauses: tuple[str, ...] = ()


class Word(Record):
    """What terms and events mean in general use, in plain words; no clause of the pack says it."""

    id: str
    of: tuple[str, ...] = Field(min_length=1)
    """Ids of the terms and events."""
    plain: str
