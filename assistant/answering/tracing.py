"""The trace of a decision as a tree to read: what applied and on which facts, what did not and which fact keeps it out,
what one more fact would decide, and what gave way to what.

The decision is worked out again from its facts, so that whoever shows the tree need not carry the trace along.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from assistant import overview
from assistant.answering import wording
from assistant.answering.why import say
from assistant.case import Case
from assistant.conditions import TODAY, Condition, Group, Part, Test
from assistant.facts import Facts, complete, read_facts
from assistant.overview import CURRENT_TEAM
from assistant.pack import Pack
from assistant.resolution import Because, Clauses, Resolution, Traced
from assistant.resolver import on_the_day_of_transfer
from assistant.rules import Obligation, Route

Source = Literal["given", "implied", "presumed", "decided"]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as a rule read it."""

    words: str
    """ "Age: 15", "Not looked after"."""
    source: Source
    follows_from: tuple[str, ...] = ()
    """Of an implied one: the facts that tell it, in words."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A part of a rule's condition that does not hold."""

    wants: str
    """ "Looked after", "Age: under 13"."""
    told: tuple[Told, ...]
    """The facts it was read from."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One rule and its verdict."""

    rule: str
    title: str
    to: str
    """Where a route would take the case, by the team's short name; empty where it moves nowhere, and for a duty."""
    earlier: bool
    clauses: Clauses
    told: tuple[Told, ...] = ()
    missed: tuple[Missed, ...] = ()
    lacks: tuple[str, ...] = ()
    """The facts that would decide it."""
    by: tuple[str, ...] = ()
    """The titles of the rules that it gave way to."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rules that one thing holds together: the team that would send, the fact they lack, or what keeps them out."""

    title: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    resolution: Resolution
    point: Branch | None
    """The meeting or the day that the case moves at."""
    taken: tuple[Branch, ...]
    """Routes that apply: one, or several where they are in conflict."""
    open: tuple[Bundle, ...]
    """Routes that one more fact would decide, by sending team."""
    missed: tuple[Bundle, ...]
    """Routes that do not apply, by sending team, the nearest misses first."""
    displaced: tuple[Branch, ...]
    """What would apply and gave way to another rule."""
    duties: tuple[Branch, ...]
    waiting: tuple[Bundle, ...]
    """Duties that one more fact would decide, by what they lack, the most first."""
    idle: tuple[Bundle, ...]
    """Duties that do not apply, by what keeps them out, the most first."""


def tree(pack: Pack, given: Facts, today: date, doubted: Collection[str] = ()) -> Tree:
    """The tree of the decision on these facts."""
    case = on_the_day_of_transfer(pack, given, today, doubted)
    return _Growing(pack, case, given).tree()


def doubts(pack: Pack, given: Mapping[str, Any], resolution: Resolution, today: date) -> tuple[str, ...]:
    """The facts of which a decision presumed nothing, though they alone would let it: something said was in doubt."""
    known = complete(pack.facts, read_facts(pack.facts, given), today=today)
    unknown = {read.fact for each in resolution.trace for read in each.because if read.value is None}
    return tuple(name for name, each in known.items() if each.source == "presumed" and name in unknown)


class _Growing:
    def __init__(self, pack: Pack, case: Case, given: Facts) -> None:
        self.pack, self.case, self.given = pack, case, given
        self.resolution = case.resolution()
        self._told: dict[str, Told] = {}
        self._rank = {name: at for at, name in enumerate(pack.facts)}

    def tree(self) -> Tree:
        pack = self.pack
        routes = [each for each in self.resolution.trace if each.rule in pack.routes]
        duties = [each for each in self.resolution.trace if each.rule in pack.obligations]
        missed = sorted(self._branches(routes, "not"), key=lambda each: len(each.missed))
        return Tree(
            resolution=self.resolution,
            point=self._point(),
            taken=tuple(self._branches(routes, "applies")),
            open=self._by_team(self._branches(routes, "unknown")),
            missed=self._by_team(missed),
            displaced=tuple(self._branches([*routes, *duties], "defeated")),
            duties=tuple(self._branches(duties, "applies")),
            waiting=_bundled(self._branches(duties, "unknown"), lambda each: each.lacks),
            idle=_bundled(self._branches(duties, "not"), _kept_out_by),
        )

    def _branches(self, traced: Iterable[Traced], result: str) -> Iterator[Branch]:
        rules: Mapping[str, Route | Obligation] = {**self.pack.routes, **self.pack.obligations}
        for each in traced:
            if each.result != result:
                continue
            rule = rules[each.rule]
            is_route = isinstance(rule, Route)
            yield Branch(
                rule=rule.id,
                title=rule.title,
                to=wording.team(self.pack, rule.receiving_team) if isinstance(rule, Route) else "",
                earlier=self.pack.layer(each.clauses) == "earlier",
                clauses=each.clauses,
                told=self._read(each, is_route) if result in ("applies", "unknown") else (),
                missed=tuple(self._missed(rule.when, is_route)) if result == "not" else (),
                lacks=tuple(self._lacks(rule.when, is_route)) if result == "unknown" else (),
                by=tuple(rules[name].title for name in each.by),
            )

    def _read(self, traced: Traced, is_route: bool) -> tuple[Told, ...]:
        """The facts of a rule that applies; that every duty is of the team holding the case goes without saying."""
        facts = (read.fact for read in traced.because if is_route or read.fact != CURRENT_TEAM)
        return self._all_told(facts, self.case.values)

    def _values(self, is_route: bool) -> Mapping[str, Any]:
        """What a condition was read from: an obligation's also from what was decided."""
        return self.case.values if is_route else self.case.decided

    def _missed(self, when: Condition, is_route: bool) -> Iterator[Missed]:
        values = self._values(is_route)
        for part in _parts(when):
            verdict = part.test(values)
            if verdict.truth is False:
                yield Missed(self._wants(part), self._all_told(verdict.because, values))

    def _wants(self, part: Part) -> str:
        routes = part.wants if isinstance(part, Test) and part.fact == "route" else ()
        if isinstance(routes, frozenset) and len(routes) > wording.FEW:
            return f"{overview.label_of(self.pack, 'route')}: one of {len(routes)} others"
        return overview.say_part(self.pack, part)

    def _lacks(self, when: Condition, is_route: bool) -> Iterator[str]:
        lacks = when.test(self._values(is_route)).lacks
        yield from (overview.label_of(self.pack, fact) for fact in sorted(lacks))

    def _point(self) -> Branch | None:
        point, governs = self.case.point, self.case.points.governs
        if point is None or governs is None:
            return None
        read = governs.when.test(self.case.values).because
        return Branch(
            rule=point.event,
            title=wording.capital(wording.at_point(self.pack, point)),
            to="",
            earlier=point.layer == "earlier",
            clauses=point.clauses,
            told=self._all_told(read, self.case.values),
        )

    def _by_team(self, branches: Iterable[Branch]) -> tuple[Bundle, ...]:
        """By the team that would send the case, where it is not known which one holds it."""
        found = tuple(branches)
        if self.case.values.get(CURRENT_TEAM) or not found:
            return (Bundle("", found),) if found else ()
        bundles: dict[str, list[Branch]] = {}
        for branch in found:
            when = self.pack.routes[branch.rule].when
            teams = [
                team.short
                for team in self.pack.teams.values()
                if team.holds_cases and when.admits(CURRENT_TEAM, team.id)
            ]
            bundles.setdefault(teams[0] if len(teams) == 1 else "", []).append(branch)
        return tuple(Bundle(title, tuple(bundles[title])) for title in sorted(bundles))

    def _all_told(self, facts: Iterable[str], values: Mapping[str, Any]) -> tuple[Told, ...]:
        ordered = sorted(facts, key=lambda fact: (self._rank.get(fact, len(self._rank)), fact))
        return tuple(self._tell(fact, values[fact]) for fact in ordered if fact in values and fact != TODAY)

    def _tell(self, fact: str, value: Any) -> Told:
        if fact not in self._told:
            self._told[fact] = self._worded(fact, value)
        return self._told[fact]

    def _worded(self, fact: str, value: Any) -> Told:
        pack = self.pack
        if fact not in pack.facts:
            event = pack.events.get(fact)
            if event and event.derived:  # a day that another one tells
                label = overview.label_of(pack, event.derived.of)
                return Told(f"{wording.capital(event.label)}: {wording.day(value)}", "implied", (label,))
            possible = value if isinstance(value, frozenset) else {value}
            named = sorted({overview.say_value(pack, fact, each) for each in possible})
            said = " or ".join(named) if len(named) <= wording.FEW else f"{len(named)} are possible"
            return Told(f"{overview.label_of(pack, fact)}: {said}", "decided")
        words = say(pack, Because(fact, value))
        known = self.case.known.get(fact)
        if fact in self.given and self.given[fact] == value:
            return Told(words, "given")
        if known and known.source == "presumed":
            return Told(words, "presumed")
        return Told(words, "implied", tuple(self._follows_from(fact, value)))

    def _follows_from(self, fact: str, value: Any) -> Iterator[str]:
        values = self.case.values
        for each in self.pack.facts[fact].implied:
            verdict = each.when.test(values)
            if each.value == value and verdict.truth:
                read = sorted(name for name in verdict.because if name in self.pack.facts and name in values)
                yield from (say(self.pack, Because(name, values[name])) for name in read)
                return


def _parts(when: Condition) -> tuple[Part, ...]:
    """What must all hold."""
    part = when.part
    return part.parts if isinstance(part, Group) and not part.decides else (part,)


def _kept_out_by(branch: Branch) -> Iterable[str]:
    return (told.words for told in branch.missed[0].told) if branch.missed else ()


def _bundled(branches: Iterable[Branch], by: Callable[[Branch], Iterable[str]]) -> tuple[Bundle, ...]:
    """Rules under what they share, which is then told once for all of them."""
    bundles: dict[str, list[Branch]] = {}
    for branch in branches:
        bundles.setdefault("; ".join(by(branch)), []).append(branch)
    ordered = sorted(bundles.items(), key=lambda item: (not item[0], -len(item[1])))
    return tuple(Bundle(title, tuple(found)) for title, found in ordered)
