from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assistant.pack import Pack
from tests.conftest import LANCASHIRE
from web.pictures.flow import columns, flow
from web.pictures.map import BOX, HEAD, draw, lay_out

Point = tuple[float, float]
PACKS = ["lancashire", "seaholm"]


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest) -> Pack:
    found: Pack = request.getfixturevalue(request.param)
    return found


def test_every_route_is_a_road_or_stays(pack: Pack) -> None:
    found = flow(pack)
    for route in pack.routes.values():
        for team in pack.teams.values():
            if not team.holds_cases or not route.when.admits("current_team", team.id):
                continue
            roads = [road for road in found.roads if road.sender == team.id and route in road.routes]
            if route.receiving_team in (None, team.id):
                assert route in found.staying[team.id]
                assert not roads
            else:
                assert [road.receiver for road in roads] == [route.receiving_team]


def test_the_columns_run_as_cases_go(lancashire: Pack) -> None:
    found = flow(lancashire)
    place = {team: at for at, column in enumerate(columns(found)) for team in column}
    assert place.keys() == set(found.teams)
    assert place["mash"] < place["duty_and_assessment"] < place["children_in_our_care"] < place["leaving_care"]
    moves = [road for road in found.roads if road.kind == "move"]
    onward = sum(place[road.sender] < place[road.receiver] for road in moves)
    assert onward > sum(place[road.sender] > place[road.receiver] for road in moves) * 3


def test_boxes_lie_apart_and_inside(pack: Pack) -> None:
    found = lay_out(pack, flow(pack))
    boxes = rectangles(ElementTree.fromstring(draw(found)))
    assert boxes.keys() == set(found.flow.teams)
    for team, (left, top, right, bottom) in boxes.items():
        assert left >= 0
        assert top >= 0
        assert right <= found.width
        assert bottom <= found.height
        for other, (x, y, to_x, to_y) in boxes.items():
            assert other == team or right < x or to_x < left or bottom < y or to_y < top


def test_no_line_runs_through_a_box_or_out_of_the_picture_and_each_ends_at_its_own_place(pack: Pack) -> None:
    found = lay_out(pack, flow(pack))
    root = ElementTree.fromstring(draw(found))
    boxes = rectangles(root)
    roads = [each for each in root.iter("g") if each.attrib.get("class", "").startswith("road")]
    assert len(roads) == len(found.flow.roads)
    tips = set()
    for each in roads:
        way, head = (part.attrib["d"] for part in each)
        points = traced(way)
        for x, y in points:
            assert 0 <= x <= found.width
            assert 0 <= y <= found.height
            for left, top, right, bottom in boxes.values():
                assert not (left < x < right and top < y < bottom), each.attrib
        tip = points[-1]
        assert any(
            abs(abs(tip[0] - edge) - HEAD) < 0.2 and top < tip[1] < bottom
            for left, top, right, bottom in boxes.values()
            for edge in (left, right)
        ), head
        tips.add((round(tip[0]), round(tip[1])))
    assert len(tips) == len(roads), "two arrows end at one place"


def test_the_same_in_every_process() -> None:
    code = (
        "from pathlib import Path; from assistant.loading import load; from web.pictures.flow import flow;"
        "from web.pictures.map import draw, lay_out;"
        f"pack = load(Path({str(LANCASHIRE)!r})); print(draw(lay_out(pack, flow(pack)), 'mash'))"
    )
    pictures = [
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert pictures[0] == pictures[1]
    assert pictures[0].startswith(b"<svg")


def test_one_teams_roads_are_brought_out(lancashire: Pack) -> None:
    found = lay_out(lancashire, flow(lancashire))
    picture = draw(found, "empower")
    assert picture.count(' in"') == len(found.flow.into("empower"))
    assert picture.count(' out"') == len(found.flow.out_of("empower"))
    assert picture.count('aria-current="page"') == 1


def rectangles(root: ElementTree.Element) -> dict[str, tuple[float, float, float, float]]:
    found = {}
    for link in root.iter("a"):
        rect = link.find("rect")
        assert rect is not None
        x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        assert wide == BOX
        found[link.attrib["href"].rpartition("/")[2]] = (x, y, x + wide, y + high)
    return found


def traced(path: str) -> list[Point]:
    """Points along a path of M, C and H."""
    points: list[Point] = []
    for letter, numbers in re.findall(r"([MCH])([^MCH]*)", path):
        given = [float(number) for number in numbers.split()]
        if letter == "M":
            points.append((given[0], given[1]))
        elif letter == "H":
            x, y = points[-1]
            # A slot crosses the column where it is kept free: its ends and what lies between.
            points += [(x + (given[0] - x) * at / 20, y) for at in range(1, 21)]
        else:
            ends = [points[-1], *pairs(given)]
            points += [bezier(ends, at / 40) for at in range(1, 41)]
    return points


def pairs(numbers: list[float]) -> list[Point]:
    return [(x, y) for at, (x, y) in enumerate(pairwise(numbers)) if at % 2 == 0]


def bezier(ends: list[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, ends, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, ends, strict=True)),
    )
