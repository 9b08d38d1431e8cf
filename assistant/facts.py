"""Facts: what may be known of a child's case, as the pack declares it.

A fact is a choice, a yes/no, an age in years or a date. The pack says how it is asked for, what it
implies, and what may be presumed while nobody has said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, PlainSerializer

from assistant.conditions import TODAY, Condition

OLDEST = 25
"""Years: the oldest age that any service of children's social care speaks to."""

YEARS = range(1990, 2101)
"""Of the dates that a case may have: enough for any child, and far from where counting ends."""

Value = bool | int | float | str | date
Facts = Mapping[str, Value]
JsonValue = Annotated[Any, PlainSerializer(lambda value: value.isoformat() if isinstance(value, date) else value)]


class Record(BaseModel):
    """A record of the pack: unknown keys are refused, and nothing changes it after the load."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Record):
    value: str
    label: str
    short: str = ""
    """A form for small places, such as a quick reply; empty: the label."""


class Implication(Record):
    """A value that follows by definition from other facts: an ICPC builds a child protection plan."""

    value: bool | str
    when: Condition


class Presumption(Record):
    """A value taken while nobody has said otherwise, and always shown as an assumption."""

    value: bool | str
    when: Condition = Condition()
    label: str
    """How the assumption reads: "not a severe disability"."""


class FactSpec(Record):
    name: str
    kind: Literal["choice", "yes_no", "age", "date"]
    label: str
    question: str = ""
    """The words that ask for it; empty: it is never asked for."""
    asked_when: Condition = Condition()
    """It is asked for only when this holds: nobody is asked for a hearing's outcome before there are proceedings."""
    options: tuple[Option, ...] = ()
    when_yes: str = "Yes"
    when_no: str = "No"
    family: bool = False
    """Whether brothers and sisters have it in common, unless something else is said of one of them."""
    past: bool = False
    """Whether it tells of what has happened already: a birthday still to come does not change it."""
    implied: tuple[Implication, ...] = ()
    presumed: tuple[Presumption, ...] = ()

    def conditions(self) -> tuple[Condition, ...]:
        """Those of what it implies, of what is presumed of it and of when it is asked for."""
        return (self.asked_when, *(each.when for each in self.implied), *(each.when for each in self.presumed))

    def domain(self) -> tuple[Value, ...]:
        """Every value of a choice or a yes/no; empty for an age or a date."""
        if self.kind == "yes_no":
            return (True, False)
        return tuple(option.value for option in self.options)

    def say(self, value: Value) -> str:
        """The value in words a practitioner uses."""
        if isinstance(value, bool):
            return self.when_yes if value else self.when_no
        for option in self.options:
            if option.value == value:
                return option.label
        if isinstance(value, date):
            return say_date(value)
        return f"{value:g}" if isinstance(value, int | float) else str(value)

    def read(self, raw: object) -> Value:
        """The value as typed; raises ValueError, whose text never holds the value, when it is not of this fact."""
        if self.kind == "yes_no":
            if isinstance(raw, bool):
                return raw
            raise ValueError("must be true or false")
        if self.kind == "age":
            if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw <= OLDEST:
                return raw
            raise ValueError(f"must be an age in years from 0 to {OLDEST}")
        if self.kind == "date":
            return _read_date(raw)
        if isinstance(raw, str) and any(option.value == raw for option in self.options):
            return raw
        raise ValueError("must be one of: " + ", ".join(option.value for option in self.options))

    def json_schema(self) -> dict[str, Any]:
        shape: dict[str, Any]
        if self.kind == "yes_no":
            shape = {"type": "boolean"}
        elif self.kind == "age":
            shape = {"type": "number", "minimum": 0, "maximum": OLDEST}
        elif self.kind == "date":
            shape = {"type": "string", "format": "date"}
        else:
            shape = {"oneOf": [{"const": option.value, "title": option.label} for option in self.options]}
        return {"title": self.label, "description": self.question or self.label} | shape


class FactGroup(Record):
    """Facts that are thought of together, in the order that a practitioner would tell them."""

    title: str
    facts: tuple[str, ...] = ()
    seldom: tuple[str, ...] = ()
    """Those that few cases need: a form folds them."""

    @property
    def names(self) -> tuple[str, ...]:
        return self.facts + self.seldom


class Known(NamedTuple):
    """One fact's value, and how it came to be held."""

    value: Any
    source: Literal["given", "implied", "presumed"]
    label: str = ""
    """For a presumed value: how the assumption reads."""


class FactSpecs(dict[str, FactSpec]):
    """The facts of a pack by name, in the order of its file, and those among them that know more than they are told."""

    @cached_property
    def implied(self) -> tuple[tuple[FactSpec, frozenset[str], bool], ...]:
        """Each with the facts that its implications read, and whether one may hold where nothing is known."""
        found = []
        for spec in self.values():
            tests = [test for each in spec.implied for test in each.when.tests()]
            if spec.implied:
                absent = any(test.wants == "not given" for test in tests)
                found.append((spec, frozenset(test.fact for test in tests), absent or len(tests) < len(spec.implied)))
        return tuple(found)

    @cached_property
    def presumed(self) -> tuple[FactSpec, ...]:
        return tuple(spec for spec in self.values() if spec.presumed)


class UnknownFact(ValueError):
    """A fact or a value that the pack does not have; `field` names the fact, never its value."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = dict(problems)


def read_facts(specs: Mapping[str, FactSpec], raw: Mapping[str, object]) -> dict[str, Value]:
    """Typed facts of a request. Raises UnknownFact naming every fact that is not of the pack or not of its kind."""
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for name, value in raw.items():
        if name not in specs:
            problems[name[:60] if name.isidentifier() else "facts"] = "is not a fact of this policy pack"
            continue
        try:
            values[name] = specs[name].read(value)
        except ValueError as error:
            problems[name] = str(error)
    if problems:
        raise UnknownFact(problems)
    return values


def complete(
    specs: FactSpecs, given: Facts, doubted: Collection[str] = (), today: date | None = None
) -> dict[str, Known]:
    """The given facts, with what they imply by definition and what the pack presumes where nothing is said.

    Nothing is presumed of a `doubted` fact: something was said of it, though not so that it is known.
    """
    known = {name: Known(value, "given") for name, value in given.items()}
    values: dict[str, Value] = dict(given)
    if today:
        values[TODAY] = today
    for name in imply(specs, values):
        known[name] = Known(values[name], "implied")
    presumed = set()
    for spec in specs.presumed:
        if spec.name in values or spec.name in doubted:
            continue
        for presumption in spec.presumed:
            if presumption.when.truth(values):
                known[spec.name] = Known(presumption.value, "presumed", presumption.label)
                values[spec.name] = presumption.value
                presumed.add(spec.name)
                break
    for name in imply(specs, values, presumed):
        known[name] = Known(values[name], "implied")
    return known


def imply(specs: FactSpecs, values: dict[str, Value], fresh: Collection[str] | None = None) -> list[str]:
    """Add to `values` what follows by definition, until nothing more does; returns the names added.

    A value already held is never overruled. `fresh` are the values not yet looked at, when that is not all of them:
    most facts follow from a few others, and those that read nothing fresh are left alone.
    """
    added: list[str] = []
    new: Collection[str] = tuple(values) if fresh is None else fresh
    first = fresh is None
    while new or first:
        found: list[str] = []
        for spec, reads, on_nothing in specs.implied:
            if spec.name in values or (reads.isdisjoint(new) and not (first and on_nothing)):
                continue
            for each in spec.implied:
                if each.when.truth(values):
                    values[spec.name] = each.value
                    found.append(spec.name)
                    break
        added += found
        new, first = found, False
    return added


def say_date(day: date) -> str:
    """A British date with its weekday: Monday 30 March 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _read_date(raw: object) -> date:
    if isinstance(raw, date) and raw.year in YEARS:
        return raw
    if isinstance(raw, str) and len(raw) == len("2026-01-01"):
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            pass
        else:
            if day.year in YEARS:
                return day
    raise ValueError(f"must be a real date from {YEARS.start} to {YEARS.stop - 1}, written YYYY-MM-DD")
