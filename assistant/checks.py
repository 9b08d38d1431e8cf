"""Static checks of a pack: what can be wrong with the rules before anyone asks a question.

Overlaps and gaps are searched for, not sampled: facts are tried value by value until a condition is settled,
so a finding comes with the very facts that show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from assistant.cases import decide, differing, fired, read_asked, read_cases
from assistant.conditions import Truth
from assistant.facts import UnknownFact, Value, imply
from assistant.pack import Pack
from assistant.questions import answers
from assistant.rules import Route

Known = frozenset[tuple[str, Value]]
Finding = tuple[Truth, frozenset[str]]
"""Whether what is looked for is there, cannot come, or hangs on the facts named."""
Settles = Callable[[Mapping[str, Value]], Finding]


def problems(pack: Pack) -> list[str]:
    """Every problem of a pack that has loaded, in words a policy officer can act on; none is what is wanted."""
    found: list[str] = []
    for check in (
        *(_cyclic_exceptions, _overlaps, _gaps, _shadowed),
        *(_unread_facts, _ungrouped_facts, _uncited_clauses, _coverage),
    ):
        found += check(pack)
    return found + list(_cases(pack))


def _cyclic_exceptions(pack: Pack) -> Iterator[str]:
    for route in pack.routes:
        if route in pack.excepted[route]:
            yield f"{pack.rule_files[route]}: {route}: is an exception to itself, directly or through others"


def _overlaps(pack: Pack) -> Iterator[str]:
    """Two routes that can both hold, neither an exception to the other."""
    for one, other in combinations(pack.routes.values(), 2):
        if other.id in pack.excepted[one.id] or one.id in pack.excepted[other.id]:
            continue
        if pack.layer(one.clauses) != pack.layer(other.clauses):
            continue  # an earlier route speaks only where no current one does
        facts = _find(pack, _both(one, other), (one, other))
        if facts is not None:
            where = pack.rule_files[other.id]
            yield f"{pack.rule_files[one.id]}: {one.id} overlaps {other.id} ({where}) when {_say(facts)}"


def _gaps(pack: Pack) -> Iterator[str]:
    """Facts of a team that has routes, on which none of them speaks."""
    teams = {
        value
        for route in pack.routes.values()
        for test in route.when.tests()
        if test.fact == "current_team" and isinstance(test.wants, frozenset)
        for value in test.wants
    }
    for team in sorted(teams):
        routes, _ = pack.rules_of(team)
        facts = _find(pack, _none(routes), routes, {"current_team": team})
        if facts is not None:
            yield f"routes: no route out of {team} when {_say(facts)}"


def _shadowed(pack: Pack) -> Iterator[str]:
    """A route that can never win."""
    for route in pack.routes.values():
        stronger = tuple(other for other in pack.routes.values() if route.id in pack.excepted[other.id])
        if _find(pack, _alone(route, stronger), (route, *stronger)) is None:
            yield f"{pack.rule_files[route.id]}: {route.id}: can never win, whatever the facts"


def _unread_facts(pack: Pack) -> Iterator[str]:
    conditions = [
        *(route.when for route in pack.routes.values()),
        *(obligation.when for obligation in pack.obligations.values()),
        *(point.when for points in pack.points.values() for point in points),
        *(condition for spec in pack.facts.values() for condition in spec.conditions()),
        *(timescale.when for timescale in pack.timescales.values()),
        *(each.when for each in pack.ambiguities.values() if each.when),
        *(each.when for topic in pack.topics.values() for each in topic.statements),
    ]
    read = {test.fact for condition in conditions for test in condition.tests()}
    for name, spec in pack.facts.items():
        if name not in read and spec.kind != "date":
            yield f"facts.yaml: {name}: no rule reads it"


def _ungrouped_facts(pack: Pack) -> Iterator[str]:
    """Facts that a form would have to ask for at its end, out of their place."""
    grouped = {name for group in pack.fact_groups for name in group.names}
    yield from (f"facts.yaml: {name}: stands in no group" for name in pack.facts if name not in grouped)


def _uncited_clauses(pack: Pack) -> Iterator[str]:
    waived = {waiver.clause for waiver in pack.waivers}
    for clause in pack.clauses:
        if clause not in pack.cited | waived:
            yield f"documents: {clause}: no rule or topic cites it, and waivers.yaml gives no reason"
    yield from (f"waivers.yaml: {clause}: is cited after all" for clause in sorted(waived & pack.cited))


def _coverage(pack: Pack) -> Iterator[str]:
    """Paragraphs of the council's own copy without a clause, and clauses of paragraphs that it does not have."""
    for document in pack.documents.values():
        have = {
            (clause.section, clause.paragraph)
            for clause in pack.clauses.values()
            if clause.document == document.document
        }
        counted = {
            (section, number) for section, count in document.paragraphs.items() for number in range(1, count + 1)
        }
        left_out = {(each.section, number) for each in document.left_out for number in each.paragraphs}
        for what, places in (
            ("has no clause, and left_out gives no reason", counted - have - left_out),
            ("is not among the paragraphs that the head counts", (have | left_out) - counted),
            ("is left out, yet has a clause", have & left_out),
        ):
            yield from (
                f"documents: {document.document}/{section}/{number}: {what}" for section, number in sorted(places)
            )


def _cases(pack: Pack) -> Iterator[str]:
    """Cases that do not come out as written, and rules that no case shows."""
    cases, unreadable = read_cases(pack.folder)
    yield from unreadable
    shown: Counter[str] = Counter()
    for case in cases:
        try:
            decision = decide(pack, case)
        except UnknownFact as error:
            yield f"cases: {case.id}: {error}"
            continue
        yield from (f"cases: {case.id}: {difference}" for difference in differing(case, decision))
        shown.update(fired(decision))
    asked, unreadable = read_asked(pack.folder)
    yield from unreadable
    answered = Counter(each.topic for each in asked)
    for name in (*pack.topics, *pack.changes):
        if not answered[name]:
            yield f"topics.yaml: {name}: no worked question leads to it"
    yield from (f"cases: {each.id}: no such topic: {each.topic}" for each in asked if each.topic not in pack.rule_files)
    told = [each.id for each in pack.ambiguities.values() if each.when]
    for rule in (*pack.routes, *pack.obligations, *pack.timescales, *told):
        if not shown[rule]:
            yield f"{pack.rule_files[rule]}: {rule}: no worked case shows it"


def _both(one: Route, other: Route) -> Settles:
    return lambda values: _all_of((one.when.truth(values), other.when.truth(values)), (one, other), values)


def _alone(route: Route, stronger: tuple[Route, ...]) -> Settles:
    def settles(values: Mapping[str, Value]) -> Finding:
        against = (_not(other.when.truth(values)) for other in stronger)
        return _all_of((route.when.truth(values), *against), (route, *stronger), values)

    return settles


def _none(routes: tuple[Route, ...]) -> Settles:
    return lambda values: _all_of((_not(route.when.truth(values)) for route in routes), routes, values)


def _all_of(truths: Iterable[Truth], routes: Sequence[Route], values: Mapping[str, Value]) -> Finding:
    """Whether all hold; when that is open, the facts that the first open one lacks."""
    found = list(truths)
    if False in found:
        return False, frozenset()
    if None not in found:
        return True, frozenset()
    return None, routes[found.index(None)].when.test(values).lacks


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _find(
    pack: Pack, settles: Settles, routes: tuple[Route, ...], start: Mapping[str, Value] | None = None
) -> dict[str, Value] | None:
    """Facts on which what is looked for is there, found by trying values one fact at a time; None: there are none."""
    tested = {test.fact for route in routes for test in route.when.tests() if isinstance(test.wants, str)}
    for given in product((False, True), repeat=len(tested)):
        dated = {fact: True for fact, is_given in zip(sorted(tested), given, strict=True) if is_given}
        found = _try(pack, settles, dict(start or {}) | dated, set())
        if found is not None:
            return found
    return None


def _try(pack: Pack, settles: Settles, given: dict[str, Value], tried: set[Known]) -> dict[str, Value] | None:
    values = dict(given)
    imply(pack.facts, values)
    there, lacks = settles(values)
    known = frozenset(values.items())
    if there is not None or known in tried:
        return given if there else None
    tried.add(known)
    fact = next(name for name in pack.facts if name in lacks)
    for value in answers(pack, pack.facts[fact]):
        found = _try(pack, settles, given | {fact: value}, tried)
        if found is not None:
            return found
    return None


def _say(facts: Mapping[str, Value]) -> str:
    return ", ".join(f"{name} is {str(value).lower()}" for name, value in sorted(facts.items())) or "nothing is known"
