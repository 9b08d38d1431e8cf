from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import httpx
from icalendar import Calendar, Event

from tests.web.conftest import FACTS, ICPC, TODAY
from web.shown.calendars import MEDIA_TYPE


def calendar(client: httpx.Client, facts: dict[str, Any]) -> httpx.Response:
    return client.post("/api/resolve", json={"facts": facts, "today": TODAY}, headers={"Accept": MEDIA_TYPE})


def test_decides_on_facts_alone(client: httpx.Client) -> None:
    resolved = client.post("/api/resolve", json={"facts": FACTS, "today": TODAY}).json()
    assert resolved["kind"] == "resolved"
    assert resolved["resolution"]["receiving_team"] == "cin_cp_court"
    assert resolved["policy_revision"]


def test_asks_when_facts_are_missing(client: httpx.Client) -> None:
    resolved = client.post("/api/resolve", json={"facts": FACTS | {"age": 15}, "today": TODAY}).json()
    assert resolved["kind"] == "needs_facts"
    assert resolved["questions"][0]["options"]


def test_the_calendar_holds_every_dated_point(client: httpx.Client) -> None:
    response = calendar(client, FACTS)
    assert response.headers["content-type"].startswith(MEDIA_TYPE)
    assert "attachment" in response.headers["content-disposition"]
    events = {str(event["UID"]).split("-")[0]: event for event in read(response)}
    assert events["transfer"].start == date(2026, 4, 8)
    assert events["notice"].start == date(2026, 3, 30)
    for event in events.values():
        assert event.duration == timedelta(days=1)
        assert datetime.combine(date.fromisoformat(TODAY), time(), UTC) == event.DTSTAMP
        assert event["DESCRIPTION"]


def test_the_same_facts_and_day_give_the_same_file(client: httpx.Client) -> None:
    backwards = dict(reversed(FACTS.items()))
    assert calendar(client, FACTS).content == calendar(client, backwards).content
    moved = calendar(client, FACTS | {ICPC: "2026-04-15"})
    assert uids(moved).isdisjoint(uids(calendar(client, FACTS)))


def test_a_case_without_dates_has_no_calendar(client: httpx.Client) -> None:
    dateless = {name: value for name, value in FACTS.items() if name != ICPC}
    response = calendar(client, dateless)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def uids(response: httpx.Response) -> set[str]:
    return {str(event["UID"]) for event in read(response)}


def read(response: httpx.Response) -> list[Event]:
    read = Calendar.from_ical(response.content)
    assert isinstance(read, Calendar)
    return read.events
