"""Names in a pack that lead nowhere: clauses, values, teams, events, points and routes that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.conditions import Condition
from assistant.pack import Pack
from assistant.rules import DECIDED, TRANSFER_POINT, Obligation

_NAME = re.compile(r"<([^<>]*)>")


def dangling(pack: Pack) -> Iterator[str]:
    """A line for each name that leads nowhere, with the file and the rule it stands in."""
    waived = (("waivers.yaml", (waiver.clause,)) for waiver in pack.waivers)
    for owner, clauses in (*pack.citing(), *waived):
        yield from (f"{owner}: no such clause: {clause}" for clause in clauses if clause not in pack.clauses)
    yield from _of_routes(pack)
    yield from _of_obligations(pack)
    yield from _of_points(pack)
    yield from _of_timescales(pack)
    yield from _of_ambiguities(pack)
    yield from _of_premises(pack)
    yield from _of_words(pack)
    for topic in pack.topics.values():
        for statement in topic.statements:
            yield from _of_condition(pack, f"topics.yaml: {topic.id}", statement.when, ())
            unknown = [each for each in statement.introduces if each not in pack.teams]
            yield from (f"topics.yaml: {topic.id}: no such team: {each}" for each in unknown)
    for name, spec in pack.facts.items():
        for condition in spec.conditions():
            yield from _of_condition(pack, f"facts.yaml: {name}", condition, ())
    for term in pack.terms:
        yield from _of_told_facts(pack, f"vocabulary.yaml: {term.id}", term.facts)
        for suggestion in term.suggests:
            yield from _of_told_facts(pack, f"vocabulary.yaml: {term.id}", suggestion.facts)
            yield from _of_condition(pack, f"vocabulary.yaml: {term.id}", suggestion.when, ())
    yield from _of_events(pack)
    yield from _of_groups(pack)
    yield from (f"pack.yaml: journey: no such team: {team}" for team in pack.about.journey if team not in pack.teams)


def _of_events(pack: Pack) -> Iterator[str]:
    terms = {term.id for term in pack.terms}
    for event in pack.events.values():
        owner = f"vocabulary.yaml: {event.id}"
        if event.derived and event.derived.of not in pack.facts:
            yield f"{owner}: no such fact: {event.derived.of}"
        yield from (f"{owner}: follows no such event: {name}" for name in event.follows if name not in pack.events)
        yield from (f"{owner}: begun by no such term: {name}" for name in event.begun_by if name not in terms)
        if event.age_tells:
            yield from _of_told_facts(pack, owner, {event.age_tells.fact: True})
        yield from _of_told_facts(pack, owner, event.facts)


def _of_groups(pack: Pack) -> Iterator[str]:
    seen: set[str] = set()
    for group in pack.fact_groups:
        owner = f"facts.yaml: groups: {group.title}"
        for name in group.names:
            if name not in pack.facts:
                yield f"{owner}: no such fact: {name}"
            elif name in seen:
                yield f"{owner}: {name}: stands in a group already"
            seen.add(name)


def _of_routes(pack: Pack) -> Iterator[str]:
    for route in pack.routes.values():
        owner = _owner(pack, route.id)
        yield from _of_condition(pack, owner, route.when, ())
        if route.receiving_team and route.receiving_team not in pack.teams:
            yield f"{owner}: no such team: {route.receiving_team}"
        if route.transfer_point and route.transfer_point not in pack.points:
            yield f"{owner}: no such list of transfer points: {route.transfer_point}"
        yield from (
            f"{owner}: exception to no route: {other}" for other in route.exception_to if other not in pack.routes
        )


def _of_obligations(pack: Pack) -> Iterator[str]:
    for obligation in pack.obligations.values():
        owner = _owner(pack, obligation.id)
        yield from _of_condition(pack, owner, obligation.when, DECIDED)
        for deadline in obligation.deadlines:
            if deadline.anchor != TRANSFER_POINT and deadline.anchor not in pack.events:
                yield f"{owner}: {deadline.name}: no such event: {deadline.anchor}"
            before = deadline.weekly.following if deadline.weekly else None
            if before and not any(each.name == before and each.weekly for each in obligation.deadlines):
                yield f"{owner}: {deadline.name}: follows no weekly deadline of this rule: {before}"
        yield from (
            f"{owner}: no such team: {part.team}" for part in obligation.co_allocated if part.team not in pack.teams
        )
        if obligation.gives_way_to and all(_is_current(pack, each) for each in obligation.clauses):
            yield f"{owner}: gives way, yet all of it is current policy"
        for other in obligation.gives_way_to:
            rule = pack.routes.get(other) or pack.obligations.get(other)
            if rule is None:
                yield f"{owner}: gives way to no rule: {other}"
            elif isinstance(rule, Obligation) and rule.gives_way_to:
                yield f"{owner}: gives way to {other}, which gives way itself"


def _is_current(pack: Pack, clause: str) -> bool:
    return clause in pack.clauses and pack.clauses[clause].layer == "current"


def _of_points(pack: Pack) -> Iterator[str]:
    for name, points in pack.points.items():
        for point in points:
            if point.event not in pack.events:
                yield f"transfer points {name}: no such event: {point.event}"
            yield from _of_condition(pack, f"transfer points {name}", point.when, ())


def _of_timescales(pack: Pack) -> Iterator[str]:
    for each in pack.timescales.values():
        owner = f"timescales.yaml: {each.id}"
        yield from _of_condition(pack, owner, each.when, DECIDED)
        named = (each.event, each.anchor)
        yield from (f"{owner}: no such event: {event}" for event in named if event not in pack.events)


def _of_ambiguities(pack: Pack) -> Iterator[str]:
    for each in pack.ambiguities.values():
        owner = f"ambiguities.yaml: {each.id}"
        if each.when:
            yield from _of_condition(pack, owner, each.when, DECIDED)
        yield from (f"{owner}: no such topic: {topic}" for topic in each.topics if topic not in pack.topics)


def _of_premises(pack: Pack) -> Iterator[str]:
    """Names of the vocabulary in the words of a belief."""
    names = {*pack.teams, *pack.events, *(term.id for term in pack.terms)}
    for each in pack.premises.values():
        said = (*each.says, *(each.says_number.says if each.says_number else ()))
        used = dict.fromkeys(name for says in said for name in _NAME.findall(says))
        yield from (f"premises.yaml: {each.id}: no such name: {name}" for name in used if name not in names)


def _of_words(pack: Pack) -> Iterator[str]:
    names = {*pack.events, *(term.id for term in pack.terms)}
    seen: set[str] = set()
    for each in pack.words.values():
        owner = f"words.yaml: {each.id}"
        yield from (f"{owner}: no such name: {name}" for name in each.of if name not in names)
        yield from (f"{owner}: {name} stands in another entry" for name in each.of if name in seen)
        seen.update(each.of)


def _of_condition(pack: Pack, owner: str, condition: Condition, also: Iterable[str]) -> Iterator[str]:
    for test in condition.tests():
        if test.fact not in pack.facts and test.fact not in also:
            yield f"{owner}: no such fact: {test.fact}"
        elif isinstance(test.wants, frozenset):
            foreign = sorted(str(value) for value in test.wants if not _has(pack, test.fact, value))
            yield from (f"{owner}: {test.fact}: no such value: {value}" for value in foreign)


def _of_told_facts(pack: Pack, owner: str, facts: Any) -> Iterator[str]:
    for fact, value in facts.items():
        if fact not in pack.facts:
            yield f"{owner}: no such fact: {fact}"
        elif not _has(pack, fact, value):
            yield f"{owner}: {fact}: no such value: {value}"


def _has(pack: Pack, fact: str, value: Any) -> bool:
    """Whether a fact, or what is decided of a route, can have this value."""
    decided: dict[str, Any] = {"route": pack.routes, "receiving_team": pack.teams, "transfer_event": pack.events}
    if fact in decided:
        return value in decided[fact]
    spec = pack.facts.get(fact)
    if spec is None or spec.kind in ("age", "date"):
        return True
    return any(value == each and type(value) is type(each) for each in spec.domain())


def _owner(pack: Pack, rule: str) -> str:
    return f"{pack.rule_files[rule]}: {rule}"
