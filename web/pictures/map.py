"""The map of the teams: a box for each, and a line for each road between two, from left to right as cases go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from assistant.pack import Pack
from web.pictures.flow import Flow, Road, columns
from web.pictures.layers import Layers, Spot, layers
from web.pictures.letters import wrap
from web.pictures.svg import element, text

BOX, GUTTER, MARGIN = 136.0, 116.0, 8.0
LAST = 40.0
"""Right of the last column: for lines between two teams of it."""
SIZE, SMALL, LINE = 14.0, 12.0, 18.0
PORT = 14.0
"""Between the ends of two lines on one side of a box."""
HEAD = 8.0
"""Length of an arrow's head."""


@dataclass(frozen=True)
class Map:
    """A pack's teams laid out; drawn once for all, and with the roads of one team brought out."""

    pack: Pack
    flow: Flow
    placed: Layers
    ends: dict[tuple[str, int, Road | None], float]
    """Team, side (-1 left, 1 right), and the road that comes in there, or None for all that go out -> its height."""

    @property
    def width(self) -> float:
        return len(self.placed.columns) * (BOX + GUTTER) - GUTTER + 2 * MARGIN + LAST

    @property
    def height(self) -> float:
        return self.placed.height + 2 * MARGIN


def lay_out(pack: Pack, flow: Flow) -> Map:
    teams = columns(flow)
    column_of = {team: at for at, column in enumerate(teams) for team in column}
    sides: dict[tuple[str, int], list[Road | None]] = {}
    for road in flow.roads:
        forward = column_of[road.receiver] - column_of[road.sender]
        leaves, enters = (1 if forward >= 0 else -1), (-1 if forward > 0 else 1)
        out = sides.setdefault((road.sender, leaves), [])
        if None not in out:
            out.append(None)
        sides.setdefault((road.receiver, enters), []).append(road)
    boxes = {}
    for team in flow.teams:
        most = max(len(sides.get((team, side), ())) for side in (-1, 1))
        lines = len(wrap(pack.teams[team].short, BOX - 16, SIZE * 1.08))
        boxes[team] = max(most * PORT + 8, lines * LINE + SMALL + 18)
    pairs = [(road.sender, road.receiver) for road in flow.roads]
    placed = layers(teams, pairs, boxes)
    return Map(pack, flow, placed, _ends(placed, sides))


def _ends(placed: Layers, sides: dict[tuple[str, int], list[Road | None]]) -> dict[tuple[str, int, Road | None], float]:
    """The ends of lines on each side of each box, in the order of where the lines go."""
    box = {spot.team: spot for column in placed.columns for spot in column if not spot.side}
    ends = {}
    for (team, side), roads in sides.items():
        spot = box[team]

        def beyond(road: Road | None, spot: Spot = spot, side: int = side) -> float:
            if road is None:
                nexts = [path[1] for path in placed.paths.values() if path[0] == spot]
                those = [each for each in nexts if (each.column - spot.column) * side > 0 or each.column == spot.column]
                return sum(placed.middle(each) for each in those) / len(those) if those else placed.middle(spot)
            return placed.middle(placed.paths[road.sender, road.receiver][-2])

        ordered = sorted(roads, key=lambda road: (beyond(road), road.sender if road else ""))
        first = placed.middle(spot) - (len(ordered) - 1) * PORT / 2
        for at, road in enumerate(ordered):
            ends[team, side, road] = first + at * PORT
    return ends


def draw(found: Map, *lit: str) -> Markup:
    """The picture; with what is `lit` brought out, and the rest faint.

    `lit` is a team, with all its roads, or the sender and the receiver of one road.
    """
    roads = sorted(found.flow.roads, key=lambda road: _of_road(road, lit) in ("in", "out"))
    title = " to ".join(found.pack.teams[team].short for team in lit)
    return element(
        "svg",
        element("title", f"Map of the teams: {title}" if title else "Map of the teams", id="map-title"),
        element("g", *(_road(found, road, lit) for road in roads), aria_hidden="true"),
        *(_box(found, spot, lit) for column in found.placed.columns for spot in column if not spot.side),
        class_="map",
        viewBox=f"0 0 {found.width:g} {found.height:g}",
        role="group",
        aria_labelledby="map-title",
        font_size=SIZE,
    )


def _of_road(road: Road, lit: tuple[str, ...]) -> str:
    """Which way a road goes, seen from what is lit; nothing where all are alike."""
    match lit:
        case ():
            return ""
        case (team,):
            return "in" if road.receiver == team else "out" if road.sender == team else "faint"
        case _:
            return "out" if (road.sender, road.receiver) == lit else "faint"


def _of_team(team: str, flow: Flow, lit: tuple[str, ...]) -> str:
    """Whether a team is lit itself, is at the other end of a road that is, or is faint; nothing where all are alike."""
    if team in lit:
        return "here" if team == lit[-1] else "from"
    near = not lit or (len(lit) == 1 and any({team, *lit} == {road.sender, road.receiver} for road in flow.roads))
    return "" if near else "faint"


def _left(spot: Spot) -> float:
    return MARGIN + spot.column * (BOX + GUTTER)


def _road(found: Map, road: Road, lit: tuple[str, ...]) -> Markup:
    path, placed = found.placed.paths[road.sender, road.receiver], found.placed
    start, end = path[0], path[-1]
    side = 1 if end.column >= start.column else -1
    enters = -1 if end.column > start.column else 1
    x = _left(start) + (BOX if side > 0 else 0)
    y = MARGIN + found.ends[road.sender, side, None]
    steps = [f"M{x:g} {y:g}"]
    for spot in path[1:-1]:
        near = _left(spot) + (0 if side > 0 else BOX)
        level = MARGIN + placed.middle(spot)
        steps += [_curve(x, y, near, level), f"H{near + side * BOX:g}"]
        x, y = near + side * BOX, level
    goal = _left(end) + (0 if enters < 0 else BOX)
    level = MARGIN + found.ends[road.receiver, enters, road]
    tip = goal + enters * HEAD
    if start.column == end.column:
        out = goal + 30 + abs(level - y) / 8
        out = min(out, goal + LAST + 8)
        steps.append(f"C{out:g} {y:g} {out:g} {level:g} {tip:g} {level:g}")
    else:
        steps.append(_curve(x, y, tip, level))
    head = f"M{goal:g} {level:g}L{tip:g} {level - 4:g}V{level + 4:g}Z"
    return element(
        "g",
        element("path", d="".join(steps), class_="way"),
        element("path", d=head, class_="head"),
        class_=f"road {road.kind} {_of_road(road, lit)}".rstrip(),
    )


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    """Level at both ends, and never back: so that it stays between its two columns."""
    half = (x + to_x) / 2
    return f"C{half:g} {y:g} {half:g} {to_y:g} {to_x:g} {to_y:g}"


def _box(found: Map, spot: Spot, lit: tuple[str, ...]) -> Markup:
    team = found.pack.teams[spot.team]
    into, out = len(found.flow.into(spot.team)), len(found.flow.out_of(spot.team))
    x, y = _left(spot), MARGIN + found.placed.tops[spot]
    height = found.placed.heights[spot]
    return element(
        "a",
        element("rect", x=x, y=y, width=BOX, height=height, rx=8),
        *_words(team.short, f"{into} in, {out} out", x + BOX / 2, y + height / 2),
        href=f"/policy/map/{team.id}",
        aria_label=f"{team.short}: from {into} and to {out} other teams",
        aria_current="page" if lit == (spot.team,) else None,
        class_=f"team {_of_team(spot.team, found.flow, lit)}".rstrip(),
    )


def _words(name: str, counts: str, x: float, middle: float) -> Iterator[Markup]:
    lines = wrap(name, BOX - 16, SIZE * 1.08)
    top = middle - (len(lines) * LINE + SMALL + 4) / 2
    for at, line in enumerate(lines):
        yield text(line, x, top + (at + 1) * LINE - 4, "name")
    yield text(counts, x, top + len(lines) * LINE + SMALL + 1, "soft", size=SMALL)
