"""The map's pages, and the timeline in an answer."""

from __future__ import annotations

import re
from html import unescape

import httpx

from assistant.pack import Pack
from tests.web.conftest import QUESTION, TODAY
from web.pictures.flow import flow

MOVES = "6 year old on a CP plan with duty, ICPC is 8 April, when does it move?"
TWO = (
    "Two children with duty, ages 6 and 15, on CP plans, ICPC is 8 April. "
    "The 15 year old's main need is outside the home."
)


def answered(client: httpx.Client, message: str = MOVES) -> str:
    response = client.post("/answers", data={"message": message, "today": TODAY})
    assert response.status_code == 200
    return response.text


def test_the_map_leads_to_every_team_and_says_the_same_as_a_list(client: httpx.Client, lancashire: Pack) -> None:
    page = client.get("/policy/map").text
    _, _, listed = page.partition("The same as a list")
    for team in flow(lancashire).teams:
        assert page.count(f'href="/policy/map/{team}"') > 1
        assert f'href="/policy/map/{team}"' in listed
    assert "/policy/map" in client.get("/policy").text


def test_a_teams_page_tells_every_route_with_its_point_and_clauses(client: httpx.Client, lancashire: Pack) -> None:
    found = flow(lancashire)
    for team in ("cin_cp_court", "leaving_care", "mash"):
        page = re.sub("</?abbr[^>]*>", "", unescape(client.get(f"/policy/map/{team}").text))
        comes, goes = (
            page[page.index('<h2 id="in">') : page.index('<h2 id="out">')],
            page[page.index('<h2 id="out">') :],
        )
        for part, roads in ((comes, found.into(team)), (goes, found.out_of(team))):
            for road in roads:
                for route in road.routes:
                    assert route.title in part
                    assert all(f'href="/clauses/{clause}"' in part for clause in route.clauses)
                for point in lancashire.points.get(road.routes[0].transfer_point or "", ()):
                    assert lancashire.events[point.event].label in part
        assert all(route.title in goes for route in found.staying.get(team, ()))


def test_no_such_team(client: httpx.Client) -> None:
    assert client.get("/policy/map/camhs").status_code == 404, "a role that holds no case"
    response = client.get("/policy/map/xanthippe")
    assert response.status_code == 404
    assert "xanthippe" not in response.text


def test_a_dated_answer_has_its_days_drawn_twice_and_told_once(client: httpx.Client) -> None:
    page = answered(client)
    assert page.count("<svg") == 2
    assert page.count("The days counted out") == 1
    listed = re.search(r'<ol class="hidden">(.*?)</ol>', page, re.S)
    assert listed
    assert "Monday 30 March 2026: last day to give the receiving team notice" in listed[1]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "style=" not in page


def test_an_answer_without_dates_has_no_picture(client: httpx.Client) -> None:
    assert "<svg" not in answered(client, "6 year old with duty going to ICPC, when does it move?")
    assert "<svg" not in answered(client, "What must be ready before a transfer?")


def test_children_whose_days_are_the_same_have_them_once_and_a_record_each(client: httpx.Client) -> None:
    page = answered(
        client, "Two children with duty, ages 5 and 6, both on CP plans, ICPC is 8 April. When do they move?"
    )
    assert page.count("The days counted out") == 1
    assert page.count('action="/calendar"') == 1
    assert page.count('action="/record"') == 2


def test_children_who_part_have_each_their_own(client: httpx.Client) -> None:
    page = answered(client, TWO)
    assert page.count("The days counted out: the 6-year-old") == 1
    assert page.count("The days counted out: the 15-year-old") == 1
    assert page.count('action="/calendar"') == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_what_is_not_decided_yet_has_no_record(client: httpx.Client) -> None:
    page = answered(client, QUESTION)
    assert 'action="/record"' not in page
    assert 'action="/calendar"' in page
