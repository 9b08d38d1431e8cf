"""What to ask, and what was assumed: each answer is tried, and where it leads is said.

The question asked is the unknown fact whose answers leave the fewest outcomes open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.facts import OLDEST, Facts, FactSpec, Known, Value, complete
from assistant.pack import Pack
from assistant.resolution import Assumption, Choice, Lead, Question

Leading = Callable[[Facts], Lead]
SHUT_OUT = 0.5
"""What a route that no answer leads to counts, against 1 for a route that an answer leaves open."""


def question(pack: Pack, given: Facts, lacks: frozenset[str], lead: Leading) -> Question | None:
    """The fact to ask for among those that the live routes lack; None when the pack has words for none of them.

    A live route that none of a question's answers leads to counts against it: whoever is on that route could not
    answer truly.
    """
    live = set(lead(given).routes)
    values = {name: each.value for name, each in complete(pack.facts, given).items()}
    asked = [
        spec for name, spec in pack.facts.items() if name in lacks and spec.question and spec.asked_when.truth(values)
    ]
    best: tuple[float, Question] | None = None
    for spec in asked:
        choices = tuple(Choice(value=value, lead=lead({**given, spec.name: value})) for value in answers(pack, spec))
        if not choices:
            continue
        shut_out = live.difference(*(choice.lead.routes for choice in choices))
        openness = sum(_open(choice.lead) for choice in choices) / len(choices) + SHUT_OUT * len(shut_out)
        if best is None or openness < best[0]:
            best = (openness, Question(fact=spec.name, choices=choices if spec.domain() else ()))
    return best[1] if best else None


def assumptions(
    pack: Pack, given: Facts, known: Mapping[str, Known], read: frozenset[str], lead: Leading
) -> tuple[Assumption, ...]:
    """The presumed facts that were read and whose contrary would change the outcome."""
    held = lead(given)
    found = []
    for name, each in known.items():
        if each.source != "presumed" or name not in read:
            continue
        others = [lead({**given, name: value}) for value in pack.facts[name].domain() if value != each.value]
        otherwise = _together(others)
        if any(other != held for other in others):
            found.append(Assumption(fact=name, value=each.value, label=each.label, otherwise=otherwise))
    return tuple(found)


def answers(pack: Pack, spec: FactSpec) -> tuple[Value, ...]:
    """Every answer worth trying: the values of a choice, and for an age one on each side of every bound tested."""
    if spec.kind != "age":
        return spec.domain()
    tried = {side for bound in (0.0, *pack.age_bounds) for side in (bound, bound - 1) if 0 <= side <= OLDEST}
    return tuple(sorted(tried))


def _open(lead: Lead) -> float:
    """How much an answer leaves open: the routes and points still possible, and whether more must be asked."""
    return len(lead.routes) + 0.5 * max(len(lead.events) - 1, 0) + (0 if lead.decided else 1)


def _together(leads: list[Lead]) -> Lead:
    return Lead(
        routes=tuple(dict.fromkeys(route for lead in leads for route in lead.routes)),
        teams=tuple(dict.fromkeys(team for lead in leads for team in lead.teams)),
        events=tuple(dict.fromkeys(event for lead in leads for event in lead.events)),
        outcomes=tuple(dict.fromkeys(outcome for lead in leads for outcome in lead.outcomes)),
    )
