"""Which route a case takes: every route is judged, exceptions defeat what they except, and one may remain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from assistant.conditions import Verdict
from assistant.pack import Pack
from assistant.rules import Route

Result = Literal["applies", "not", "unknown", "defeated"]


@dataclass(frozen=True)
class Judged:
    route: Route
    values: Mapping[str, Any]
    result: Result
    by: tuple[str, ...] = ()
    """Of a defeated route: those it lost to."""

    @cached_property
    def verdict(self) -> Verdict:
        """What the result was read from; worked out only when asked for."""
        return self.route.when.test(self.values)


@dataclass(frozen=True)
class Selection:
    judged: tuple[Judged, ...]

    @cached_property
    def live(self) -> tuple[Judged, ...]:
        """The routes that the case takes or may yet take."""
        return tuple(each for each in self.judged if each.result in ("applies", "unknown"))

    @property
    def winner(self) -> Route | None:
        """The one route that applies, when no unasked fact could bring in a rival."""
        live = self.live
        return live[0].route if len(live) == 1 and live[0].result == "applies" else None

    @property
    def lacks(self) -> frozenset[str]:
        return frozenset().union(*(each.verdict.lacks for each in self.live))


def select(pack: Pack, values: Mapping[str, Any]) -> Selection:
    """Judge on these values every route of the pack that may speak to the team holding the case."""
    routes, _ = pack.rules_of(values.get("current_team"))
    truths = [(route, route.when.truth(values)) for route in routes]
    applying = [route for route, truth in truths if truth]
    beaten = frozenset().union(*(pack.excepted[route.id] for route in applying))
    current = tuple(route.id for route in applying if pack.route_layers[route.id] != "earlier")
    judged = []
    for route, truth in truths:
        result: Result = "not" if truth is False else "applies" if truth else "unknown"
        by: tuple[str, ...] = ()
        if result != "not" and route.id in beaten:
            by = tuple(other.id for other in applying if route.id in pack.excepted[other.id])
        elif result != "not" and pack.route_layers[route.id] == "earlier":
            by = current
        judged.append(Judged(route, values, "defeated" if by else result, by))
    return Selection(tuple(judged))
