"""A child's journey through the teams that the pack names: what moves the case on at each, and where else it may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.overview import CURRENT_TEAM, RouteInWords, in_words
from assistant.pack import Pack
from assistant.rules import Route


@dataclass(frozen=True, slots=True)
class Stage:
    """A team on the way, and how a case moves on from it."""

    team: str
    """Team id."""
    onward: tuple[RouteInWords, ...]
    """The routes to the next team; none at the end."""
    elsewhere: tuple[str, ...]
    """The other teams that a case may go to from here, by their short names."""


def journey(pack: Pack) -> tuple[Stage, ...]:
    """The stages in order; none where the pack names no journey."""
    teams = pack.about.journey
    stages = [_stage(pack, team, following) for team, following in pairwise(teams)]
    return (*stages, *(_stage(pack, team, None) for team in teams[-1:]))


def _stage(pack: Pack, team: str, following: str | None) -> Stage:
    routes = _transfers(pack, team)
    others = (route.receiving_team for route in routes if route.receiving_team not in (following, team))
    return Stage(
        team=team,
        onward=tuple(in_words(pack, route) for route in routes if route.receiving_team == following),
        elsewhere=tuple(dict.fromkeys(pack.teams[other].short for other in others if other)),
    )


def _transfers(pack: Pack, team: str) -> Sequence[Route]:
    """The routes by which a case moves from this team, those that name it as the holder."""
    return [
        route
        for route in pack.routes.values()
        if route.outcome == "transfer" and route.receiving_team and team in _holders(route)
    ]


def _holders(route: Route) -> Sequence[str]:
    held_by = route.when.source.get(CURRENT_TEAM, ())
    return [held_by] if isinstance(held_by, str) else list(held_by)
