"""Worked cases: facts, what must come of them and why, in a form that a policy officer reads and writes.

- id: icpc-after-easter
  why: Good Friday and Easter Monday lie in the way of the notice.
  today: 2026-03-02
  facts: {current_team: duty_and_assessment, plan: cp, age: 6, initial_child_protection_conference: 2026-04-08}
  expect:
    route: duty-to-cin-cp-court
    receiving_team: cin_cp_court
    transfer_point: {event: initial_child_protection_conference, date: 2026-04-08}
    deadlines: {notice: 2026-03-30}
    obligations: [duty-notice]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import Field, ValidationError

from assistant.facts import Record, UnknownFact, read_facts
from assistant.loading import SAFE_LOADER
from assistant.pack import Pack
from assistant.resolution import Deadline, Decision, NoteKind, Resolution
from assistant.resolver import resolve


class Expected(Record):
    """What a case must come to. Only what is stated is compared; `null` states that there is none."""

    kind: Literal["resolved", "needs_facts", "no_rule"] = "resolved"
    route: str | None = None
    outcome: str | None = None
    direction: str | None = None
    receiving_team: str | None = None
    candidates: tuple[str, ...] | None = None
    transfer_point: dict[str, Any] | None = None
    deadlines: Mapping[str, date | None] = Field(default_factory=dict)
    """Deadline name -> its day; null: it applies, and has no date yet."""
    not_deadlines: tuple[str, ...] = ()
    periods: Mapping[str, str] = Field(default_factory=dict)
    """Deadline name -> its period: for hours, which no date tells apart."""
    times: Mapping[str, str] = Field(default_factory=dict)
    """Name of a weekly deadline -> its time, as `09:30` or `09:30 to 11:30`."""
    passed: tuple[str, ...] = ()
    """Names of all the deadlines whose day has gone by."""
    asks: str | None = None
    assumes: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    """Obligations that must apply; others may."""
    not_obligations: tuple[str, ...] = ()
    co_allocated: tuple[str, ...] | None = None
    notes: tuple[NoteKind, ...] = ()
    ambiguities: tuple[str, ...] = ()
    """Unclear places that must be told of; others may."""
    not_ambiguities: tuple[str, ...] = ()
    displaced: tuple[str, ...] = ()
    """Earlier rules that must give way to a current one."""
    not_displaced: tuple[str, ...] = ()


class Case(Record):
    id: str
    why: str
    today: date
    facts: dict[str, Any]
    expect: Expected


class Asked(Record):
    """A question that moves no case, and the topic or the change that answers it."""

    id: str
    why: str
    question: str
    topic: str


QUESTIONS = "questions.yaml"
JOURNEY = "journey.yaml"
R = TypeVar("R", Case, Asked)


def read_cases(folder: Path) -> tuple[list[Case], list[str]]:
    """The cases of a pack's cases/ folder, and the problems of those that are no cases."""
    paths = (path for path in sorted((folder / "cases").glob("*.yaml")) if path.name != QUESTIONS)
    return _read(paths, Case)


def read_journey(folder: Path) -> list[Case]:
    """The cases of cases/journey.yaml, in order: one child's way through the teams. None where a pack tells of none."""
    path = folder / "cases" / JOURNEY
    return _read([path] if path.is_file() else [], Case)[0]


def read_asked(folder: Path) -> tuple[list[Asked], list[str]]:
    """The questions of cases/questions.yaml, and the problems of those that are none."""
    path = folder / "cases" / QUESTIONS
    return _read([path] if path.is_file() else [], Asked)


def _read(paths: Iterable[Path], shape: type[R]) -> tuple[list[R], list[str]]:
    found: list[R] = []
    problems: list[str] = []
    for path in paths:
        for item in yaml.load(path.read_bytes(), Loader=SAFE_LOADER) or []:  # noqa: S506 - a safe one
            try:
                found.append(shape.model_validate(item))
            except ValidationError as error:
                name = item.get("id", "?") if isinstance(item, dict) else "?"
                problems += [
                    f"cases/{path.name}: {name}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
                    for each in error.errors(include_url=False, include_input=False)
                ]
    times = Counter(each.id for each in found)
    problems += [f"cases: {name} stands twice" for name, count in sorted(times.items()) if count > 1]
    return found, problems


def decide(pack: Pack, case: Case) -> Decision:
    """What the resolver makes of a case. Raises UnknownFact for facts that are not of the pack."""
    return resolve(pack, read_facts(pack.facts, case.facts), case.today)


def differences(pack: Pack, case: Case) -> list[str]:
    """Where the resolver and a case disagree, a line for each; none when the case holds."""
    try:
        return differing(case, decide(pack, case))
    except UnknownFact as error:
        return [str(error)]


def differing(case: Case, decision: Decision) -> list[str]:
    """Where a decision and a case disagree, a line for each."""
    return list(_differences(case.expect, decision))


def fired(decision: Decision) -> frozenset[str]:
    """What a decision shows: the rules that apply or give way, the timescales counted, the unclear places told of."""
    resolution = decision.resolution
    rules = (each.rule for each in resolution.trace if each.result in ("applies", "defeated"))
    names = (each.name for each in resolution.deadlines)
    unclear = (note.ambiguity for note in resolution.notes if note.ambiguity)
    return frozenset((*rules, *names, *unclear))


def _differences(expect: Expected, decision: Decision) -> Iterator[str]:
    stated = expect.model_fields_set
    resolution = decision.resolution
    if decision.kind != expect.kind:
        yield f"kind: expected {expect.kind}, got {decision.kind}"
    for name in ("route", "outcome", "direction", "receiving_team", "candidates"):
        if name in stated and getattr(resolution, name) != getattr(expect, name):
            yield f"{name}: expected {getattr(expect, name)}, got {getattr(resolution, name)}"
    if "transfer_point" in stated:
        yield from _point_differences(expect.transfer_point, resolution.transfer_point)
    yield from _deadline_differences(expect, resolution)
    asked = decision.question.fact if decision.question else None
    if "asks" in stated and asked != expect.asks:
        yield f"asks: expected {expect.asks}, got {asked}"
    rules = frozenset(each.rule for each in resolution.trace if each.result == "applies")
    yield from (f"obligation {name}: expected to apply" for name in expect.obligations if name not in rules)
    yield from (f"obligation {name}: expected not to apply" for name in expect.not_obligations if name in rules)
    teams = tuple(each.team for each in resolution.co_allocated)
    if "co_allocated" in stated and teams != (expect.co_allocated or ()):
        yield f"co_allocated: expected {expect.co_allocated}, got {teams}"
    told = {note.ambiguity for note in resolution.notes}
    yield from (f"ambiguity {name}: expected to be told of" for name in expect.ambiguities if name not in told)
    yield from (f"ambiguity {name}: expected not to be told of" for name in expect.not_ambiguities if name in told)
    lost = {each.rule for each in resolution.trace if each.result == "defeated"}
    yield from (f"rule {name}: expected to give way" for name in expect.displaced if name not in lost)
    yield from (f"rule {name}: expected not to give way" for name in expect.not_displaced if name in lost)
    kinds = {note.kind for note in resolution.notes}
    yield from (f"note of kind {kind}: expected" for kind in expect.notes if kind not in kinds)
    assumed = {each.fact for each in decision.assumptions}
    yield from (f"assumption {name}: expected to be shown" for name in expect.assumes if name not in assumed)


def _deadline_differences(expect: Expected, resolution: Resolution) -> Iterator[str]:
    deadlines = {each.name: each for each in resolution.deadlines}
    for name, due in expect.deadlines.items():
        if name not in deadlines:
            yield f"deadline {name}: expected {due}, but it does not apply"
        elif deadlines[name].due != due:
            yield f"deadline {name}: expected {due}, got {deadlines[name].due}"
    yield from (f"deadline {name}: expected not to apply" for name in expect.not_deadlines if name in deadlines)
    for name, period in expect.periods.items():
        got = deadlines[name].period if name in deadlines else "no such deadline"
        if got != period:
            yield f"period {name}: expected {period}, got {got}"
    for name, time in expect.times.items():
        got = _time(deadlines[name]) if name in deadlines else "no such deadline"
        if got != time:
            yield f"time {name}: expected {time}, got {got}"
    passed = tuple(sorted(each.name for each in resolution.deadlines if each.status == "passed"))
    if "passed" in expect.model_fields_set and passed != tuple(sorted(expect.passed)):
        yield f"passed: expected {expect.passed}, got {passed}"


def _time(deadline: Deadline) -> str:
    ends = f" to {deadline.ends:%H:%M}" if deadline.ends else ""
    return f"{deadline.starts:%H:%M}{ends}" if deadline.starts else "none"


def _point_differences(expected: dict[str, Any] | None, got: Any) -> Iterator[str]:
    if expected is None or got is None:
        if (expected is None) != (got is None):
            yield f"transfer_point: expected {expected}, got {got.event if got else None}"
        return
    for name, value in expected.items():
        if getattr(got, name, "no such field") != value:
            yield f"transfer_point.{name}: expected {value}, got {getattr(got, name, 'no such field')}"
