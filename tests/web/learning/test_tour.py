"""The guided tour: each step is decided by the rules, leads to where the next begins, and stands on its page."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import httpx

from assistant.pack import Pack
from tests.web.conftest import unglossed
from web.learning.tour import tour
from web.shown.glance import Line
from web.shown.steps import Step as Dated


def _page(client: httpx.Client, step: int) -> str:
    found = client.get("/learn/tour", params={"step": step})
    assert found.status_code == 200
    return html.unescape(unglossed(found.text))


def test_it_goes_the_journey_of_the_pack_from_team_to_team(lancashire: Pack) -> None:
    steps = tour(lancashire)
    assert [steps[0].sender, *(step.receiver for step in steps)] == list(lancashire.about.journey)
    assert all(one.receiver == other.sender and one.today < other.today for one, other in pairwise(steps))
    assert len(steps) < 10


def test_each_step_says_at_which_meeting_by_when_and_on_which_clauses(client: httpx.Client, lancashire: Pack) -> None:
    for number, step in enumerate(tour(lancashire), 1):
        page = _page(client, number)
        sender, receiver = lancashire.teams[step.sender].short, lancashire.teams[step.receiver].short
        assert f"<h1>From {sender} to {receiver}</h1>" in page
        assert step.story in page
        assert f"Map of the teams: {sender} to {receiver}" in page
        assert len(re.findall(r'class="road \w+ out"', page)) == 1, "one road of the map is brought out"
        told: list[Line | Dated] = [*step.glance.lines, *step.glance.steps]
        assert any(each.day for each in told)
        assert all(f'href="/clauses/{clause}"' in page for each in told for clause in each.clauses)
        assert all(each.clauses for each in told)


def test_the_notice_of_its_conference_is_counted_over_easter(client: httpx.Client) -> None:
    page = _page(client, 2)
    assert "Friday 11 April 2025" in page
    assert "not counting Good Friday 18 April and Easter Monday 21 April" in page


def test_the_way_leads_on_and_back_and_ends_in_practice(client: httpx.Client, lancashire: Pack) -> None:
    last = len(tour(lancashire))
    assert f"in {last} steps" in client.get("/learn").text
    for number in range(1, last + 1):
        page = _page(client, number)
        assert page.count('aria-current="step"') == 1
        assert (f'step={number + 1}" rel="next"' in page) == (number < last)
        assert (f'step={number - 1}" rel="prev"' in page) == (number > 1)
    assert "Now practise" in page
    assert client.get("/learn/tour", params={"step": last + 1}).status_code == 404
    assert client.get("/learn/tour", params={"step": "x"}).status_code == 422


def test_a_pack_that_tells_of_no_child_says_nothing_of_a_tour(seaholm: Pack, at_seaholm: httpx.Client) -> None:
    assert tour(seaholm) == ()
    learn = at_seaholm.get("/learn")
    assert learn.status_code == 200
    assert "tour" not in learn.text.lower()
    assert at_seaholm.get("/learn/tour").status_code == 404
