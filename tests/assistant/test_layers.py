"""Earlier documents fill gaps, give way to current rules, and are always labelled; weekly times and latest days."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from assistant.facts import Value
from assistant.loading import PackError, load
from assistant.pack import Pack
from assistant.resolution import Decision
from assistant.resolver import resolve
from tests.conftest import SEAHOLM

TODAY = date(2026, 3, 2)  # a Monday
OLD_NOTES = """---
document: old-notes
title: Old notes
layer: earlier
---

## 1 Before

### 1

The Lighthouse team once took a child home to the Harbour team within 2 weeks of the planning evening.

### 2

The Harbour team used to ring the Lighthouse team by 17:00 on a Tuesday, and met it on the Friday after.
"""
BEACON_HOME = {
    "id": "beacon-home",
    "title": "From Beacon home",
    "when": {"current_team": "beacon"},
    "outcome": "transfer",
    "receiving_team": "harbour",
    "transfer_point": "evening",
    "clauses": ["old-notes/1/1"],
}
RING: dict[str, Any] = {
    "id": "ring",
    "title": "Ringing",
    "when": {"outcome": "transfer"},
    "gives_way_to": ["beacon-welcome"],
    "deadlines": [
        {
            "name": "ring",
            "label": "Ring",
            "relation": "weekly",
            "weekly": {"day": "tuesday", "time": "17:00"},
            "who": "Harbour team",
            "modal": "should",
            "clauses": ["old-notes/1/2"],
        },
        {
            "name": "meet",
            "label": "Meet",
            "relation": "weekly",
            "weekly": {"day": "friday", "time": "09:30", "until": "11:00", "following": "ring"},
            "who": "Harbour team",
            "modal": "should",
            "clauses": ["old-notes/1/2"],
        },
    ],
}
EVENING_SOON = {
    "id": "evening-soon",
    "event": "planning_evening",
    "label": "Latest day for the planning evening",
    "period": "2 weeks",
    "anchor": "birthday_tea",
    "who": "Harbour team",
    "modal": "must",
    "clauses": ["moving-on/1/1"],
    "caution": "A national timescale.",
}
UNCLEAR = {
    "id": "which-harbour",
    "title": "Which harbour is meant?",
    "clauses": ["moving-on/1/1"],
    "readings": ["The old one.", "The new one."],
    "taken": 2,
    "because": "It is nearer.",
    "note": "The new harbour is meant.",
    "when": {"receiving_team": "lighthouse"},
}
Build = Callable[..., Pack]


@pytest.fixture
def grown(tmp_path: Path) -> Build:
    """The made-up pack with an earlier document, and whatever rules and records a test adds to it."""

    def build(
        *,
        routes: tuple[dict[str, Any], ...] = (),
        obligations: tuple[dict[str, Any], ...] = (),
        timescales: tuple[dict[str, Any], ...] = (),
        ambiguities: tuple[dict[str, Any], ...] = (),
    ) -> Pack:
        folder = tmp_path / "pack"
        shutil.copytree(SEAHOLM, folder)
        (folder / "documents" / "old-notes.md").write_text(OLD_NOTES, encoding="utf-8")
        _change(folder / "pack.yaml", lambda c: c["documents"].append("old-notes.md"))
        _change(folder / "routes" / "harbour.yaml", lambda c: c["routes"].extend(routes))
        _change(folder / "routes" / "harbour.yaml", lambda c: c["obligations"].extend(obligations))
        _change(folder / "vocabulary.yaml", lambda c: c["events"].append({"id": "birthday_tea", "label": "the tea"}))
        (folder / "timescales.yaml").write_text(yaml.safe_dump({"timescales": list(timescales)}), encoding="utf-8")
        (folder / "ambiguities.yaml").write_text(yaml.safe_dump({"ambiguities": list(ambiguities)}), encoding="utf-8")
        return load(folder)

    return build


def _change(path: Path, change: Callable[[Any], None]) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def _harbour(pack: Pack, today: date = TODAY, **facts: Value) -> Decision:
    return resolve(pack, {"current_team": "harbour", "age": 7, **facts}, today)


def test_an_earlier_route_fills_a_gap_and_says_so(grown: Build) -> None:
    decision = resolve(grown(routes=(BEACON_HOME,)), {"current_team": "beacon"}, TODAY)
    assert decision.resolution.route == "beacon-home"
    (note,) = [note for note in decision.resolution.notes if note.kind == "gap_filled"]
    assert note.text == "Only Old notes speaks to this."
    assert note.clauses == ("old-notes/1/1",)


def test_an_earlier_route_is_beaten_by_a_current_one_which_the_trace_names(grown: Build) -> None:
    everywhere = BEACON_HOME | {"when": {"current_team": ["harbour", "beacon"]}}
    decision = _harbour(grown(routes=(everywhere,)))
    assert decision.resolution.route == "to-lighthouse"
    assert not any(note.kind == "gap_filled" for note in decision.resolution.notes)
    (lost,) = [each for each in decision.resolution.trace if each.rule == "beacon-home"]
    assert (lost.result, lost.by) == ("defeated", ("to-lighthouse",))


def test_an_earlier_duty_applies_where_nothing_current_speaks(grown: Build) -> None:
    resolution = _harbour(grown(obligations=(RING,))).resolution
    assert [each.layer for each in resolution.deadlines if each.name == "ring"] == ["earlier"]


def test_an_earlier_duty_gives_way_to_a_current_rule_which_the_trace_names(grown: Build) -> None:
    resolution = _harbour(grown(obligations=(RING,)), age=11).resolution
    assert not any(each.name == "ring" for each in resolution.deadlines)
    (lost,) = [each for each in resolution.trace if each.rule == "ring"]
    assert (lost.result, lost.by, lost.clauses) == ("defeated", ("beacon-welcome",), ("old-notes/1/2",))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"gives_way_to": ["nothing"]}, "ring: gives way to no rule: nothing"),
        ({"gives_way_to": ["ring"]}, "ring: gives way to ring, which gives way itself"),
        ({"deadlines": [RING["deadlines"][1]]}, "meet: follows no weekly deadline of this rule: ring"),
        ({"deadlines": [RING["deadlines"][0] | {"relation": "on"}]}, "a weekly deadline, and no other, has a day"),
        ({"deadlines": [RING["deadlines"][0] | {"relation": "before", "weekly": None}]}, "a period is missing"),
    ],
)
def test_a_rule_that_cannot_give_way_or_recur_is_refused(grown: Build, change: dict[str, Any], problem: str) -> None:
    with pytest.raises(PackError, match=problem):
        grown(obligations=(RING | change,))


def test_a_current_rule_never_gives_way(grown: Build) -> None:
    current = {"id": "x", "title": "X", "when": {}, "gives_way_to": ["tell"]}
    action = {"who": "Harbour", "what": "Wave.", "modal": "may", "clauses": ["moving-on/1/1"]}
    with pytest.raises(PackError, match="gives way, yet all of it is current policy"):
        grown(obligations=(current | {"actions": [action]},))


def test_a_weekly_time_is_the_next_from_today_and_the_one_following_comes_after_it(grown: Build) -> None:
    zone = ZoneInfo("Europe/London")
    deadlines = {each.name: each for each in _harbour(grown(obligations=(RING,))).resolution.deadlines}
    assert deadlines["ring"].starts == datetime(2026, 3, 3, 17, tzinfo=zone)
    assert deadlines["meet"].starts == datetime(2026, 3, 6, 9, 30, tzinfo=zone)
    assert deadlines["meet"].ends == datetime(2026, 3, 6, 11, tzinfo=zone)
    assert deadlines["meet"].model_dump(mode="json")["due"] == "2026-03-06T09:30:00+00:00"


def test_a_weekly_time_of_today_is_today(grown: Build) -> None:
    (ring,) = [
        each
        for each in _harbour(grown(obligations=(RING,)), date(2026, 3, 3)).resolution.deadlines
        if each.name == "ring"
    ]
    assert (ring.due, ring.status) == (date(2026, 3, 3), "today")


def test_a_weekly_time_on_a_day_off_says_so(grown: Build) -> None:
    (ring,) = [
        each
        for each in _harbour(grown(obligations=(RING,)), date(2026, 3, 9)).resolution.deadlines
        if each.name == "ring"
    ]
    assert ring.caution == "Tuesday 10 March 2026 is a day off (Seaholm founders' day)."


def test_a_meeting_without_a_date_has_a_latest_day_and_so_has_what_is_counted_from_it(grown: Build) -> None:
    resolution = _harbour(grown(timescales=(EVENING_SOON,)), birthday_tea=date(2026, 3, 5)).resolution
    point = resolution.transfer_point
    assert point is not None
    assert (point.date, point.latest_date) == (None, date(2026, 3, 19))
    assert point.latest_from is not None
    assert point.latest_from.anchor == "birthday_tea"
    deadlines = {each.name: each for each in resolution.deadlines}
    assert deadlines["tell"].due == date(2026, 3, 16)
    assert deadlines["tell"].anchor.latest_date == date(2026, 3, 19)
    assert deadlines["evening-soon"].due == date(2026, 3, 19)
    assert [note.kind for note in resolution.notes] == ["time_basis"]


def test_a_first_day_that_counts_ends_a_period_a_day_sooner(grown: Build) -> None:
    pack = grown(timescales=(EVENING_SOON | {"first_day_counts": True},))
    point = _harbour(pack, birthday_tea=date(2026, 3, 5)).resolution.transfer_point
    assert point is not None
    assert point.latest_date == date(2026, 3, 18)


def test_a_meeting_within_its_latest_day_needs_no_word_and_one_after_it_does(grown: Build) -> None:
    pack = grown(timescales=(EVENING_SOON,))
    in_time = _harbour(pack, birthday_tea=date(2026, 3, 5), planning_evening=date(2026, 3, 19)).resolution
    assert not in_time.notes
    assert [each.name for each in in_time.deadlines] == ["tell"]
    (note,) = _harbour(pack, birthday_tea=date(2026, 3, 5), planning_evening=date(2026, 3, 20)).resolution.notes
    assert note.text == "the planning evening is after Thursday 19 March 2026, the end of the 2 weeks."


def test_an_unclear_place_is_told_of_where_it_bears_on_the_answer(grown: Build) -> None:
    pack = grown(ambiguities=(UNCLEAR,))
    (note,) = _harbour(pack).resolution.notes
    assert (note.kind, note.ambiguity, note.text) == ("ambiguity", "which-harbour", "The new harbour is meant.")
    assert _harbour(pack, age=11).resolution.notes == ()


def test_an_unclear_place_takes_one_of_its_readings(grown: Build) -> None:
    with pytest.raises(PackError, match=r"which-harbour: .*`taken` must be the number of one of the readings"):
        grown(ambiguities=(UNCLEAR | {"taken": 3},))


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"timescales": ({**EVENING_SOON, "anchor": "dawn"},)}, "evening-soon: no such event: dawn"),
        ({"timescales": ({**EVENING_SOON, "when": {"moon": 1}},)}, "evening-soon: no such fact: moon"),
        ({"ambiguities": ({**UNCLEAR, "when": {"moon": 1}},)}, "which-harbour: no such fact: moon"),
        ({"ambiguities": ({**UNCLEAR, "topics": ["moon"]},)}, "which-harbour: no such topic: moon"),
        ({"ambiguities": ({**UNCLEAR, "clauses": ["x/1/1"]},)}, "which-harbour: no such clause: x/1/1"),
    ],
)
def test_a_record_that_leads_nowhere_is_refused(grown: Build, record: dict[str, Any], problem: str) -> None:
    with pytest.raises(PackError, match=problem):
        grown(**record)
