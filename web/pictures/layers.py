"""Layered drawing: columns of boxes, and lines that pass through a column only where a slot is kept free for them.

Sugiyama's method. A sender's lines to one side share their slots, so that they run as one trunk that branches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 24
SLOT = 12.0
"""Height that a trunk takes in a column that it passes."""
GAP = 16.0
"""Between two things of a column."""


@dataclass(frozen=True, order=True)
class Spot:
    """A team's box, or the slot of a sender's trunk in a column."""

    column: int
    team: str
    side: int = 0
    """0 for a box; of a slot, the way the trunk runs: 1 to the right, -1 to the left."""


@dataclass
class Layers:
    columns: list[list[Spot]]
    """In order from top to bottom."""
    paths: Mapping[tuple[str, str], tuple[Spot, ...]]
    """Sender and receiver -> the spots that their line goes through, both boxes included."""
    tops: dict[Spot, float] = field(default_factory=dict)
    heights: dict[Spot, float] = field(default_factory=dict)

    def middle(self, spot: Spot) -> float:
        return self.tops[spot] + self.heights[spot] / 2

    @property
    def height(self) -> float:
        return max(self.tops[spot] + self.heights[spot] for column in self.columns for spot in column)


def layers(teams: Sequence[Sequence[str]], pairs: Sequence[tuple[str, str]], boxes: Mapping[str, float]) -> Layers:
    """Place boxes of these heights in these columns, with as few lines crossing as a few sweeps find."""
    column_of = {team: at for at, column in enumerate(teams) for team in column}
    paths = {pair: _path(column_of, *pair) for pair in pairs}
    columns: list[list[Spot]] = [[Spot(at, team) for team in column] for at, column in enumerate(teams)]
    for path in paths.values():
        for spot in path[1:-1]:
            if spot not in columns[spot.column]:
                columns[spot.column].append(spot)
    found = Layers(_ordered(columns, paths), paths)
    for column in found.columns:
        for spot in column:
            found.heights[spot] = SLOT if spot.side else boxes[spot.team]
    _place(found)
    return found


def _path(column_of: Mapping[str, int], sender: str, receiver: str) -> tuple[Spot, ...]:
    first, last = column_of[sender], column_of[receiver]
    side = 1 if last > first else -1
    between = (Spot(column, sender, side) for column in range(first + side, last, side)) if first != last else ()
    return (Spot(first, sender), *between, Spot(last, receiver))


def _links(paths: Mapping[tuple[str, str], tuple[Spot, ...]]) -> set[tuple[Spot, Spot]]:
    """Pairs of neighbours in columns side by side, the left one first; each once, however many lines it carries."""
    steps = {(one, other) for path in paths.values() for one, other in pairwise(path)}
    return {(min(step), max(step)) for step in steps if step[0].column != step[1].column}


def _ordered(columns: list[list[Spot]], paths: Mapping[tuple[str, str], tuple[Spot, ...]]) -> list[list[Spot]]:
    links = sorted(_links(paths))
    beside: dict[Spot, list[Spot]] = {}
    for one, other in links:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    best, fewest = [list(column) for column in columns], _crossings(columns, links)
    for sweep in range(SWEEPS):
        there = range(len(columns)) if sweep % 2 == 0 else range(len(columns) - 1, -1, -1)
        step = 1 if sweep % 2 == 0 else -1
        for at in there:
            place = {spot: (row + 0.5) / len(column) for column in columns for row, spot in enumerate(column)}
            near = {
                spot: [place[each] for each in beside.get(spot, ()) if each.column == at - step] or [place[spot]]
                for spot in columns[at]
            }
            columns[at].sort(key=lambda spot: (sum(near[spot]) / len(near[spot]), spot))
        crossings = _crossings(columns, links)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    return best


def _crossings(columns: list[list[Spot]], links: Sequence[tuple[Spot, Spot]]) -> int:
    row = {spot: at for column in columns for at, spot in enumerate(column)}
    found = 0
    for at, (one, other) in enumerate(links):
        for first, second in links[at + 1 :]:
            if first.column == one.column and (row[one] - row[first]) * (row[other] - row[second]) < 0:
                found += 1
    return found


def _place(found: Layers) -> None:
    """Down the columns: each thing near the middle of what it is linked to, in its order, nothing overlapping."""
    beside: dict[Spot, list[Spot]] = {}
    for one, other in _links(found.paths):
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    tallest = max(sum(found.heights[spot] + GAP for spot in column) for column in found.columns)
    for column in found.columns:
        top = (tallest - sum(found.heights[spot] + GAP for spot in column)) / 2
        for spot in column:
            found.tops[spot] = top
            top += found.heights[spot] + GAP
    for _ in range(SWEEPS):
        for column in found.columns:
            wanted = []
            for spot in column:
                near = sorted(found.middle(each) for each in beside.get(spot, (spot,)))
                wanted.append(sum(near) / len(near) - found.heights[spot] / 2)
            apart = [found.heights[spot] + GAP for spot in column[:-1]]
            for spot, top in zip(column, _nearest(wanted, apart), strict=True):
                found.tops[spot] = top
    highest = min(found.tops.values())
    for spot in found.tops:
        found.tops[spot] = round(found.tops[spot] - highest, 1)


def _nearest(wanted: Sequence[float], apart: Sequence[float]) -> list[float]:
    """The places nearest to those wanted that keep their order and distances: isotonic regression, by pooling."""
    offsets = [0.0]
    for distance in apart:
        offsets.append(offsets[-1] + distance)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, of = pools.pop()
            mean, count = (mean * count + other * of) / (count + of), count + of
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]
