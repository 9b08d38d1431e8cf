"""A meeting that is not on its day any more: what was held of its date must never be told on."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.findings import Reading
from assistant.understanding.reading import read

TODAY = date(2026, 3, 2)
ICPC, CORE = "initial_child_protection_conference", "core_group"
ON = date(2026, 3, 20)
CASE: dict[str, Value] = {"current_team": "duty_and_assessment", "age": 9, "plan": "cp", ICPC: ON}


def _read(text: str, pack: Pack, **held: Value) -> Reading:
    return read(text, pack, TODAY, held={**CASE, **held})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("its been put back a week", date(2026, 3, 27)),
        ("the conference has been moved back 2 weeks", date(2026, 4, 3)),
        ("brought forward by 3 working days", date(2026, 3, 17)),
        ("chair's off sick so its a week later", date(2026, 3, 27)),
        ("they've pushed it back a fortnight", date(2026, 4, 3)),
        ("ICPC postponed by five days", date(2026, 3, 25)),
        ("conf delayed one week", date(2026, 3, 27)),
        ("actually 2 days earlier", date(2026, 3, 18)),
        ("ICPC slipped a week", date(2026, 3, 27)),
        ("adjourned for two weeks", date(2026, 4, 3)),
        ("what if its put back a week?", date(2026, 3, 27)),
        ("they pulled it forward a day", date(2026, 3, 19)),
    ],
)
def test_a_date_is_counted_on_from_the_one_held(text: str, day: date, lancashire: Pack) -> None:
    assert _read(text, lancashire).facts[ICPC].value == day


@pytest.mark.parametrize(
    "text",
    [
        "its been cancelled",
        "ICPC postponed, no new date yet",
        "thats the wrong date",
        "they've moved it to next week",
        "the ICPC isn't going ahead",
        "chair has pushed it back",
        "it slipped",
        "conference is being rearranged",
        "date's not right, ignore it, wrong date",
        "it's been called off",
        "not sure about that date",
        "needs a new date",
        "they've pushed it to the following monday",
        "conf has been bumped, waiting on a new date",
        "no longer going ahead",
        "moved by a week",
    ],
)
def test_a_date_that_holds_no_more_is_forgotten(text: str, lancashire: Pack) -> None:
    reading = _read(text, lancashire)
    assert reading.intent == "case"
    assert ICPC in reading.retracted
    assert ICPC not in reading.facts


@pytest.mark.parametrize(
    "text",
    [
        "can it be put back a week?",
        "what happens if the ICPC is cancelled",
        "hasn't been cancelled has it",
        "the visit has been postponed",
        "the assessment has been delayed",
        "who do we tell when it gets postponed",
        "would notice be different if it was cancelled?",
        "core group cancelled",
        "what happens when a conference is adjourned",
    ],
)
def test_what_is_only_asked_or_is_of_something_else_changes_nothing(text: str, lancashire: Pack) -> None:
    reading = _read(text, lancashire)
    assert ICPC not in reading.retracted
    assert ICPC not in reading.facts


@pytest.mark.parametrize("text", ["sorry its been put back a week", "it's a week later", "moved back two weeks"])
def test_which_of_two_meetings_is_put_off_is_asked(text: str, lancashire: Pack) -> None:
    reading = _read(text, lancashire, core_group=date(2026, 3, 30))
    assert {unsure.fact for unsure in reading.unsure} == {ICPC, CORE}
    assert {ICPC, CORE} <= set(reading.retracted)


def test_the_meeting_that_is_named_is_put_off_alone(lancashire: Pack) -> None:
    reading = _read("core group's been put back a week", lancashire, core_group=date(2026, 3, 31))
    assert {name: fact.value for name, fact in reading.facts.items() if name != "plan"} == {CORE: date(2026, 4, 7)}
    assert ICPC not in reading.retracted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ICPC was 6 May but it's been put back a week. duty 5yo", date(2026, 5, 13)),
        ("ICPC was 6 May, postponed to 13 May, duty 5yo", date(2026, 5, 13)),
        ("duty 5yo. ICPC put back from 6 May to 13 May", date(2026, 5, 13)),
        ("ICPC 6 May has been cancelled, duty 5yo", None),
        ("ICPC 6 May, duty 5yo, core group cancelled", date(2026, 5, 6)),
        ("ICPC 6 May, duty 5yo, visit was postponed", date(2026, 5, 6)),
        ("ICPC 6 May or maybe 13 May, duty 5yo", None),
        ("ICPC 6 May, might be the 13th. duty 5yo", None),
        ("either 6 May or if not then 13 May for the ICPC, duty 5yo", None),
    ],
)
def test_in_one_message(text: str, day: date | None, lancashire: Pack) -> None:
    found = read(text, lancashire, TODAY).facts.get(ICPC)
    assert (found and found.value) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ICPC 12 May then core group 8 working days after that", date(2026, 5, 22)),
        ("ICPC is 12 May and the core group is a fortnight later", date(2026, 5, 26)),
        ("ICPC 12 May, core group one week after that", date(2026, 5, 19)),
        ("ICPC on the 17th, core group the 27th", date(2026, 3, 27)),
    ],
)
def test_a_meeting_counted_from_the_one_before(text: str, day: date, lancashire: Pack) -> None:
    assert read(text, lancashire, TODAY).facts[CORE].value == day


@pytest.mark.parametrize("text", ["new date is the 2nd, ICPC", "ICPC moved to the 2nd"])
def test_today_by_its_number_may_be_a_month_off(text: str, lancashire: Pack) -> None:
    assert ICPC not in read(text, lancashire, TODAY).facts
