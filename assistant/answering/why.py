"""Why an answer is as it is: the facts that its route rests on, and what keeps a case from the other teams."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assistant.pack import Pack
from assistant.resolution import Because, Clauses, Decision, Traced
from assistant.understanding.findings import Reading

MOST = 4
"""Teams that are told of when none is asked about."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact that counted, in words: "main need: in the family (under 13)"."""

    words: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Other:
    """A team that the case does not go to, or not for sure."""

    team: str
    title: str
    """The rule that would send the case there, by its title."""
    grounds: tuple[Ground, ...]
    """What keeps the case from it; of an open one, what it hangs on."""
    open: bool
    clauses: Clauses


def is_asked(pack: Pack, reading: Reading) -> bool:
    """Whether a message asks why the last answer is as it is, and not why the policy wants one thing or another."""
    if not reading.asks_why or reading.intent not in ("case", "guidance") or reading.worded or reading.changes:
        return False
    return not reading.topics or any(name in pack.teams for name in reading.terms)


def grounds(pack: Pack, decision: Decision) -> tuple[Ground, ...]:
    """The facts of the route taken."""
    route = next((each for each in decision.resolution.trace if each.rule == decision.resolution.route), None)
    return _grounds(pack, decision, route.because) if route else ()


def others(pack: Pack, decision: Decision, named: Collection[str]) -> tuple[Other, ...]:
    """The teams that the case does not go to: those `named`, or the first few where none is."""
    found: dict[str, Other] = {}
    for each in decision.resolution.trace:
        team = pack.routes[each.rule].receiving_team if each.rule in pack.routes else None
        if team is None or team == decision.resolution.receiving_team or (named and team not in named):
            continue
        nearer = team not in found or _nearness(each) < len(found[team].grounds)
        if each.result in ("not", "unknown") and each.because and nearer:
            found[team] = _other(pack, decision, team, each)
    return tuple(found.values())[: None if named else MOST]


def _other(pack: Pack, decision: Decision, team: str, traced: Traced) -> Other:
    is_open = traced.result == "unknown"
    because = [each for each in traced.because if (each.value is None) == is_open]
    title = pack.routes[traced.rule].title
    return Other(team, title, _grounds(pack, decision, because), is_open, traced.clauses)


def _nearness(traced: Traced) -> int:
    return sum(each.value is not None or traced.result == "unknown" for each in traced.because)


def _grounds(pack: Pack, decision: Decision, because: Iterable[Because]) -> tuple[Ground, ...]:
    assumed = {each.fact for each in decision.assumptions}
    told = [each for each in because if each.fact in pack.facts]
    return tuple(Ground(say(pack, each), each.fact in assumed) for each in told)


def say(pack: Pack, because: Because) -> str:
    """A fact that a rule read, in words: "Age: 15", "Not looked after"; what is not known by its name alone."""
    spec = pack.facts[because.fact]
    if because.value is None:
        return spec.label
    value = spec.say(spec.read(because.value))
    return value if spec.kind == "yes_no" else f"{spec.label}: {value}"
