"""Which team sends to which, and by which routes: a pack's routes grouped into roads between teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.overview import CURRENT_TEAM
from assistant.pack import Pack
from assistant.rules import Route

ROUNDS = 500
"""Of evening out the levels: many more than any pack needs."""
MOST_COLUMNS = 5
"""That a desk shows side by side with room for the lines between them."""


@dataclass(frozen=True)
class Road:
    """All routes from one team to another."""

    sender: str
    receiver: str
    routes: tuple[Route, ...]

    @property
    def kind(self) -> str:
        """What the line stands for: `move` when any route moves a case, else `decide`, `task` when none does."""
        outcomes = {route.outcome for route in self.routes}
        return "move" if outcomes & {"transfer", "refer", "close"} else "task" if outcomes == {"task"} else "decide"


@dataclass(frozen=True)
class Flow:
    teams: tuple[str, ...]
    """Every team that a road or a route of its own stands with, in the pack's order."""
    roads: tuple[Road, ...]
    staying: Mapping[str, tuple[Route, ...]]
    """Team -> its routes that lead to no other team."""

    def into(self, team: str) -> list[Road]:
        return [road for road in self.roads if road.receiver == team]

    def out_of(self, team: str) -> list[Road]:
        return [road for road in self.roads if road.sender == team]


def flow(pack: Pack) -> Flow:
    grouped: dict[tuple[str, str], list[Route]] = {}
    staying: dict[str, list[Route]] = {}
    for route in pack.routes.values():
        for team in (each.id for each in pack.teams.values() if each.holds_cases):
            if not route.when.admits(CURRENT_TEAM, team):
                continue
            if route.receiving_team in (None, team):
                staying.setdefault(team, []).append(route)
            else:
                grouped.setdefault((team, str(route.receiving_team)), []).append(route)
    order = list(pack.teams)
    roads = sorted(grouped, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    named = {team for pair in grouped for team in pair} | staying.keys()
    return Flow(
        teams=tuple(team for team in order if team in named),
        roads=tuple(Road(*pair, tuple(grouped[pair])) for pair in roads),
        staying={team: tuple(routes) for team, routes in staying.items()},
    )


def columns(found: Flow) -> list[list[str]]:
    """The teams from where cases come in to where they end up, those of a like level in one column."""
    levels = _levels(found)
    ordered = sorted(found.teams, key=lambda team: levels[team])
    gaps = sorted(range(1, len(ordered)), key=lambda at: (levels[ordered[at - 1]] - levels[ordered[at]], at))
    cuts = sorted(gaps[: min(MOST_COLUMNS, max(2, len(ordered) // 2)) - 1])
    return [ordered[first:last] for first, last in zip([0, *cuts], [*cuts, len(ordered)], strict=True)]


def _levels(found: Flow) -> dict[str, float]:
    """How far down the flow each team stands: as near as can be to one step below all that send to it.

    Trophic levels, as food webs are drawn; unlike layers of a graph they bear circles, of which a policy has many.
    Tasks move no case, and only place those teams that nothing else does.
    """
    moving = [road for road in found.roads if road.kind != "task"]
    placed = {team for road in moving for team in (road.sender, road.receiver)}
    roads = moving + [road for road in found.roads if not {road.sender, road.receiver} <= placed]
    levels = dict.fromkeys(found.teams, 0.0)
    for _ in range(ROUNDS):
        for team in found.teams:
            wanted = [levels[road.sender] + 1 for road in roads if road.receiver == team]
            wanted += [levels[road.receiver] - 1 for road in roads if road.sender == team]
            if wanted:
                levels[team] = sum(wanted) / len(wanted)
    return {team: round(level, 6) for team, level in levels.items()}
