"""The pack's vocabulary: teams, events and terms, with the names people call them by."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

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
    old_names: tuple[OldName, ...] = ()
    holds_cases: bool = True


class Derived(Record):
    """A date that another one tells: 27 months before the 18th birthday."""

    of: str
    before: Period


class Event(Record):
    """A point in time that a deadline or a transfer may hang on."""

    id: str
    label: str
    """With its article, as in "at the initial CIN meeting": "the initial CIN meeting"."""
    preposition: str = "at"
    says: tuple[str, ...] = ()
    dated: bool = True
    """Whether its date is a fact of the same name that a person can give."""
    date_label: str = ""
    derived: Derived | None = None
    facts: Mapping[str, bool | str] = Field(default_factory=dict)
    """What naming it tells of the case beside its date."""


class Term(Record):
    """A word or acronym of the field: what it means, and which facts it tells when a case is described with it."""

    id: str
    label: str
    says: tuple[str, ...]
    facts: Mapping[str, bool | str] = Field(default_factory=dict)
    expansion: str = ""
    meaning: str = ""
    """For the glossary; empty: it is only understood."""
    clauses: tuple[str, ...] = ()
