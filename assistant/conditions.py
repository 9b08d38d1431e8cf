"""Conditions on facts, three-valued: true, false, or unknown with the facts that would settle it.

In the pack a condition is a mapping, and all of it must hold:

    current_team: duty_and_assessment       the fact has this value
    plan: [cin, cp]                         or one of these
    age: {at_least: 3, under: 18}           a number in this range, the first end in, the second out
    eighteenth_birthday: {falls_on: 03-01}  a date on this month and day, of whatever year
    final_hearing: given                    a date is known (never unknown: a date is known or it is not)
    case_closed: {within: 3 months, until: [referral_received, today]}
                                            both dates known: the first of those named falls within the period after it
    any: [{...}, {...}]                     one of these conditions
    all: [{...}, {...}]                     each of these conditions
    not: {...}                              the contrary
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from assistant.periods import Period

Truth = bool | None
Given = Literal["given", "not given"]
TODAY = "today"
"""Stands among the dates for the day that the question is asked on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition comes to, the facts it was read from, and those it lacks."""

    truth: Truth
    because: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Range:
    at_least: float | None = None
    under: float | None = None

    def holds(self, value: Any) -> bool:
        return (self.at_least is None or value >= self.at_least) and (self.under is None or value < self.under)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year."""

    month: int
    day: int

    def holds(self, value: Any) -> bool:
        return isinstance(value, date) and (value.month, value.day) == (self.month, self.day)

    @classmethod
    def read(cls, raw: Any) -> Self:
        month, _, day = str(raw).partition("-")
        if not (month.isdigit() and day.isdigit()):
            raise ValueError("a day of the year is written MM-DD")
        found = date(2000, int(month), int(day))  # a leap year
        return cls(found.month, found.day)


class Test:
    """One fact against values, a range, or being given at all.

    Its three verdicts are made once: conditions are tested thousands of times for one question.
    """

    __slots__ = ("_false", "_true", "_unknown", "fact", "wants")

    def __init__(self, fact: str, wants: frozenset[Any] | Range | Day | Given) -> None:
        self.fact, self.wants = fact, wants
        name = frozenset((fact,))
        self._true, self._false, self._unknown = Verdict(True, name), Verdict(False, name), Verdict(None, lacks=name)

    def test(self, facts: Mapping[str, Any]) -> Verdict:
        truth = self.truth(facts)
        return self._unknown if truth is None else self._true if truth else self._false

    def truth(self, facts: Mapping[str, Any]) -> Truth:
        """As `test`, the truth alone."""
        fact, wants = self.fact, self.wants
        if fact not in facts:
            return None if wants.__class__ is not str else wants == "not given"
        value = facts[fact]
        if value.__class__ is frozenset:
            return _among(value, wants)
        if wants.__class__ is frozenset:
            return value in wants
        return wants == "given" if isinstance(wants, str) else wants.holds(value)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Since:
    """From one date on, a period that another date must fall in, both ends in."""

    fact: str
    period: Period
    until: tuple[str, ...]
    """The dates it may be read from: the first that is known counts."""

    def truth(self, facts: Mapping[str, Any]) -> Truth:
        start, end = facts.get(self.fact), next((facts[name] for name in self.until if name in facts), None)
        if not isinstance(start, date) or not isinstance(end, date):
            return None
        return start <= end <= self.period.after(start).end

    def test(self, facts: Mapping[str, Any]) -> Verdict:
        truth = self.truth(facts)
        names = frozenset((self.fact, *self.until))
        return Verdict(truth, names & facts.keys()) if truth is not None else Verdict(None, lacks=names - facts.keys())


def _among(possible: frozenset[Any], wants: frozenset[Any] | Range | Day | Given) -> Truth:
    """The truth for what a route may still come to, where several values are possible."""
    if isinstance(wants, str):
        return wants == "given"
    holding = sum(value in wants if isinstance(wants, frozenset) else wants.holds(value) for value in possible)
    return True if holding == len(possible) else None if holding else False


@dataclass(frozen=True, slots=True)
class Not:
    part: Part

    def truth(self, facts: Mapping[str, Any]) -> Truth:
        truth = self.part.truth(facts)
        return None if truth is None else not truth

    def test(self, facts: Mapping[str, Any]) -> Verdict:
        verdict = self.part.test(facts)
        truth = None if verdict.truth is None else not verdict.truth
        return Verdict(truth, verdict.because, verdict.lacks)


class Group:
    """All of its parts (decided by the first false one) or any of them (by the first true one)."""

    __slots__ = ("_others", "decides", "parts", "plain")

    def __init__(self, parts: tuple[Part, ...], *, decides: bool) -> None:
        self.parts, self.decides = parts, decides
        # Most parts ask whether a fact is among some values: those are looked at here, without a call for each.
        plain = [part for part in parts if isinstance(part, Test) and isinstance(part.wants, frozenset)]
        self.plain = tuple((part.fact, part.wants) for part in plain if isinstance(part.wants, frozenset))
        self._others = tuple(part.truth for part in parts if part not in plain)

    def truth(self, facts: Mapping[str, Any]) -> Truth:
        decides = self.decides
        found: Truth = not decides
        for fact, wants in self.plain:
            if fact not in facts:
                found = None
                continue
            value = facts[fact]
            truth = _among(value, wants) if value.__class__ is frozenset else value in wants
            if truth is decides:
                return truth
            if truth is None:
                found = None
        for other in self._others:
            truth = other(facts)
            if truth is decides:
                return truth
            if truth is None:
                found = None
        return found

    def test(self, facts: Mapping[str, Any]) -> Verdict:
        verdicts = []
        for part in self.parts:
            verdict = part.test(facts)
            if verdict.truth is self.decides:
                return verdict
            verdicts.append(verdict)
        because = frozenset().union(*(verdict.because for verdict in verdicts))
        lacks = frozenset().union(*(verdict.lacks for verdict in verdicts))
        unknown = any(verdict.truth is None for verdict in verdicts)
        return Verdict(None if unknown else not self.decides, because, lacks)


Part = Test | Since | Not | Group


class Condition:
    """A condition as the pack writes it; an empty one always holds."""

    __slots__ = ("part", "source", "truth")

    def __init__(self, source: Mapping[str, Any] | None = None) -> None:
        self.source: Mapping[str, Any] = source or {}
        self.part: Part = _all(self.source)
        self.truth: Callable[[Mapping[str, Any]], Truth] = self.part.truth
        """As `test`, the truth alone: much cheaper, and most of the time all that is wanted."""

    def test(self, facts: Mapping[str, Any]) -> Verdict:
        return self.part.test(facts)

    def refused_by(self, facts: Mapping[str, Any]) -> str | None:
        """Of a condition that does not hold: the one fact whose value alone settles that; None when none does so."""
        part = self.part
        plain = part.plain if isinstance(part, Group) and not part.decides else ()
        for fact, wants in plain:
            if fact in facts and (value := facts[fact]) not in wants and value.__class__ is not frozenset:
                return fact
        return None

    def admits(self, fact: str, value: Any) -> bool:
        """Whether it may hold for a case of which this one fact is known, whatever the others turn out to be."""
        return _told(self.part, fact, value) is not False

    def tests(self) -> Iterator[Test]:
        """Every single test in it, for the checks and for saying it in words."""
        return _tests(self.part)

    def __repr__(self) -> str:
        return f"Condition({self.source!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.source)
        )

    @classmethod
    def _read(cls, raw: Any) -> Self:
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            raise ValueError("a condition is a mapping of facts to what they must be")
        return cls(raw)


def _all(source: Mapping[str, Any]) -> Part:
    parts = tuple(_part(key, wanted) for key, wanted in source.items())
    return parts[0] if len(parts) == 1 else Group(parts, decides=False)


def _part(key: str, wanted: Any) -> Part:
    if key in ("any", "all"):
        if not isinstance(wanted, list) or not wanted:
            raise ValueError(f"`{key}` takes a list of conditions")
        return Group(tuple(_all(item) for item in wanted), decides=key == "any")
    if key == "not":
        return Not(_all(wanted))
    if wanted in ("given", "not given"):
        return Test(key, wanted)
    if isinstance(wanted, Mapping) and set(wanted) == {"within", "until"}:
        until = wanted["until"]
        period = Period.read(wanted["within"])
        if period.unit == "working days":
            raise ValueError(f"`{key}`: working days cannot be counted here: a condition has no calendar")
        return Since(key, period, tuple(until) if isinstance(until, list) else (until,))
    if isinstance(wanted, Mapping) and set(wanted) == {"falls_on"}:
        return Test(key, Day.read(wanted["falls_on"]))
    if isinstance(wanted, Mapping):
        if not wanted or not set(wanted) <= {"at_least", "under"}:
            raise ValueError(f"`{key}`: a range takes at_least and under; a period takes within and until")
        return Test(key, Range(**wanted))
    return Test(key, frozenset(wanted if isinstance(wanted, list) else [wanted]))


def _told(part: Part, fact: str, value: Any) -> Truth:
    """The truth as far as one fact tells it; here even a date that is not given may yet be."""
    if isinstance(part, Test):
        return part.truth({fact: value}) if part.fact == fact else None
    if isinstance(part, Since):
        return None
    if isinstance(part, Not):
        truth = _told(part.part, fact, value)
        return None if truth is None else not truth
    truths = [_told(each, fact, value) for each in part.parts]
    if part.decides in truths:
        return part.decides
    return None if None in truths else not part.decides


def _tests(part: Part) -> Iterator[Test]:
    if isinstance(part, Test):
        yield part
    elif isinstance(part, Since):
        yield from (Test(name, "given") for name in (part.fact, *part.until) if name != TODAY)
    elif isinstance(part, Not):
        yield from _tests(part.part)
    elif isinstance(part, Group):
        for each in part.parts:
            yield from _tests(each)
