"""The rules changed one place at a time, and how many of the changes the worked cases notice.

`python -m tests.mutations` prints the table that the README holds, and tells every change that goes unnoticed. A change
is one test of a condition turned round, one number one more or one less, or one team put for another.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.case import Case as Worked
from assistant.cases import Case, differences, differing, fired, read_cases
from assistant.conditions import Condition
from assistant.facts import Record, read_facts
from assistant.loading import load
from assistant.pack import Pack
from assistant.periods import Period
from assistant.resolver import on_the_day_of_transfer, resolve
from assistant.rules import Ambiguity, Limit, Obligation, Route, Timescale
from tests.conftest import LANCASHIRE


@dataclass(frozen=True)
class Mutant:
    rule: str
    """The rule, list of points or record that was changed."""
    kind: str
    """condition, number or team."""
    change: str
    pack: Pack
    old: Any = None
    """The record before and after."""
    new: Any = None


def mutants(pack: Pack) -> Iterator[Mutant]:
    for name, route in pack.routes.items():
        yield from _of(pack, "routes", name, _record(route, pack))
    for name, obligation in pack.obligations.items():
        yield from _of(pack, "obligations", name, _record(obligation, pack))
    for name, points in pack.points.items():
        for at, point in enumerate(points):
            changed = (
                (kind, words, (*points[:at], new, *points[at + 1 :])) for kind, words, new in _record(point, pack)
            )
            yield from _of(pack, "points", name, changed)
    for name, timescale in pack.timescales.items():
        yield from _of(pack, "timescales", name, _record(timescale, pack))
    for name, ambiguity in pack.ambiguities.items():
        yield from _of(pack, "ambiguities", name, _record(ambiguity, pack))


CURRENT_TEAM = "current_team"
Change = tuple[str, str, Any]
"""What kind of change, in words, and the changed value."""


def _of(pack: Pack, field: str, name: str, changes: Iterable[Change]) -> Iterator[Mutant]:
    for kind, words, new in changes:
        changed: dict[str, Any] = {field: {**getattr(pack, field), name: new}}
        mutant = replace(pack, **changed)
        # What no change of a rule touches is worked out once: a calendar takes longer than all of the cases.
        kept: dict[str, Any] = {cached: getattr(pack, cached) for cached in ("calendar", "excepted", "derived_events")}
        kept["duties"] = {**pack.duties, name: pack.duties_of(new)} if field == "obligations" else pack.duties
        mutant.__dict__.update(kept)
        yield Mutant(name, kind, words, mutant, getattr(pack, field)[name], new)


def _record(record: Record, pack: Pack) -> Iterator[Change]:
    """A record changed in one place: any of its conditions, periods, times and teams, however deep."""
    for name in type(record).model_fields:
        for kind, words, new in _value(name, getattr(record, name), pack):
            yield kind, words, record.model_copy(update={name: new})


def _value(name: str, value: Any, pack: Pack) -> Iterator[Change]:
    if isinstance(value, Condition):
        for kind, words, source in _condition(value.source):
            yield kind, words, Condition(source)
    elif isinstance(value, Period):
        for number in (value.number - 1, value.number + 1):
            yield "number", f"{value} becomes {number}", Period(number, value.unit)
    elif isinstance(value, Limit):
        yield from _record(value, pack)
    elif name in ("receiving_team", "team") and value:
        other = next(team for team in reversed(list(pack.teams)) if team != value)
        yield "team", f"{value} becomes {other}", other
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            if isinstance(each, Record):
                for kind, words, new in _record(each, pack):
                    yield kind, words, (*value[:at], new, *value[at + 1 :])


def _condition(source: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A condition with one of its tests turned round, or one of its bounds moved by one."""
    for key, wanted in source.items():
        rest = {name: each for name, each in source.items() if name != key}
        if key in ("any", "all"):
            for at, inner in enumerate(wanted):
                for kind, words, new in _condition(inner):
                    yield kind, words, rest | {key: [*wanted[:at], new, *wanted[at + 1 :]]}
        elif key == "not":
            for kind, words, new in _condition(wanted):
                yield kind, words, rest | {"not": new}
        else:
            yield "condition", f"{key}: {wanted} turned round", _turned(rest, key, wanted)
            if isinstance(wanted, Mapping):
                for bound in wanted.keys() & {"at_least", "under"}:
                    for by in (-1, 1):
                        moved = {**wanted, bound: wanted[bound] + by}
                        yield "number", f"{key}: {wanted} becomes {moved}", rest | {key: moved}


def _turned(rest: dict[str, Any], key: str, wanted: Any) -> dict[str, Any]:
    return {"all": [rest, {"not": {key: wanted}}]} if rest else {"not": {key: wanted}}


class Cases:
    """The worked cases, each with what was decided of it, so that only those are run that a change can touch."""

    def __init__(self, pack: Pack) -> None:
        self._cases, problems = read_cases(pack.folder)
        assert not problems
        self._showing: dict[str, list[Case]] = defaultdict(list)
        self._worked: dict[str, Worked] = {}
        for case in self._cases:
            facts = read_facts(pack.facts, case.facts)
            self._worked[case.id] = on_the_day_of_transfer(pack, facts, case.today, ())
            decision = resolve(pack, facts, case.today)
            assert not differing(case, decision), f"{case.id} fails on the rules as they are: it would notice anything"
            for route in fired(decision) & pack.routes.keys():
                self._showing[route].append(case)
                self._showing[pack.routes[route].transfer_point or ""].append(case)

    def notice(self, mutant: Mutant) -> bool:
        return any(differences(mutant.pack, case) for case in self._touched(mutant))

    def _touched(self, mutant: Mutant) -> Iterator[Case]:
        """A duty or a record tells on the cases where it holds, as it was or as it is; a route on any of its team."""
        if isinstance(mutant.new, Obligation | Timescale | Ambiguity):
            conditions = [each.when for each in (mutant.old, mutant.new) if each.when]
            for case in self._cases:
                decided = self._worked[case.id].decided
                if any(condition.truth(decided) for condition in conditions):
                    yield case
            return
        first = self._showing[mutant.rule]
        yield from first
        seen = {case.id for case in first}
        for case in self._cases:
            if case.id not in seen and self._may_hold(mutant, self._worked[case.id].values.get(CURRENT_TEAM)):
                yield case

    @staticmethod
    def _may_hold(mutant: Mutant, team: object) -> bool:
        if not isinstance(mutant.new, Route) or team is None:
            return True
        return any(route.when.admits(CURRENT_TEAM, team) for route in (mutant.old, mutant.new))


def sweep(pack: Pack) -> tuple[Counter[str], list[Mutant]]:
    """How many changes of each kind there were, and those that no case noticed."""
    cases = Cases(pack)
    counts: Counter[str] = Counter()
    unnoticed = []
    for mutant in mutants(pack):
        counts[mutant.kind] += 1
        if not cases.notice(mutant):
            unnoticed.append(mutant)
            sys.stderr.write(f"unnoticed: {mutant.rule}: {mutant.change}\n")
        done = counts.total()
        if done % 200 == 0:
            sys.stderr.write(f"{done} changes tried, {len(unnoticed)} unnoticed\n")
    return counts, unnoticed


def main() -> None:
    counts, unnoticed = sweep(load(LANCASHIRE))
    missed = Counter(mutant.kind for mutant in unnoticed)
    sys.stdout.write("| changed | tried | noticed |\n| --- | --- | --- |\n")
    for kind, tried in counts.items():
        sys.stdout.write(f"| each {kind} | {tried} | {(tried - missed[kind]) / tried:.1%} |\n")
    tried = counts.total()
    sys.stdout.write(f"| all | {tried} | {(tried - len(unnoticed)) / tried:.1%} |\n")


if __name__ == "__main__":
    main()
