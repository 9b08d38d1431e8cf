"""A brother or sister brought into a conversation about one child: each keeps their own plan and meeting."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.answer import ChatRequest
from assistant.answering.state import read_state
from assistant.answering.turn import Assistant
from assistant.facts import Value
from assistant.pack import Pack
from tests.serving import Shelf

TODAY = date(2026, 7, 1)
ICPC, CIN = "initial_child_protection_conference", "initial_cin_meeting"
BOY = "boy 13, duty, CP, ICPC 11 august"
OF_BOY: dict[str, Value] = {"age": 13, "plan": "cp", ICPC: date(2026, 8, 11)}


def _children(pack: Pack, *messages: str) -> list[dict[str, Value]]:
    """What is known of each child after these messages, beside what all share."""
    assistant, state = Assistant(pack, Shelf(list(pack.clauses.values()), pack.revision)), None
    for message in messages:
        state = assistant.answer(ChatRequest(message=message, state=state), TODAY).state
    held = read_state(state, pack.facts)
    shared = held.values(pack.facts)
    return [{**shared, **child.facts} for child in held.each(pack.facts)]


@pytest.mark.parametrize(
    ("message", "second"),
    [
        ("now the sister: 9, CP, conference 12 august", {"age": 9, "plan": "cp", ICPC: date(2026, 8, 12)}),
        ("and his sister 9, CIN, meeting 12 august", {"age": 9, "plan": "cin", CIN: date(2026, 8, 12)}),
        ("same for his sister who is 9", {"age": 9, "plan": "cp", ICPC: date(2026, 8, 11)}),
        ("his sister is 9. Same plan same meeting", {"age": 9, "plan": "cp", ICPC: date(2026, 8, 11)}),
        ("and the baby who's 1, CIN, hers is on 13 august", {"age": 1, "plan": "cin", CIN: date(2026, 8, 13)}),
        ("what about the younger one, 4, she's CIN, meeting 6 aug", {"age": 4, "plan": "cin", CIN: date(2026, 8, 6)}),
        ("can you do it for a 9 year old too, same everything", {"age": 9, "plan": "cp", ICPC: date(2026, 8, 11)}),
        ("there's a baby of 4 months in the same family, CIN", {"age": 0.33, "plan": "cin"}),
        ("and the teenager, 16, CIN, first meeting 9 aug", {"age": 16, "plan": "cin", CIN: date(2026, 8, 9)}),
    ],
)
def test_what_is_told_with_a_child_is_that_childs(message: str, second: dict[str, Value], lancashire: Pack) -> None:
    first, other = _children(lancashire, BOY, message)
    assert OF_BOY.items() <= first.items()
    assert second.items() <= other.items()
    assert len(other) - len(second) <= 1  # and the team


@pytest.mark.parametrize(
    ("message", "own"),
    [
        ("hers is on 17 august", (date(2026, 8, 17), date(2026, 8, 11))),
        ("his is on 17 august", (date(2026, 8, 11), date(2026, 8, 17))),
        ("the girl's isn't till 17 august", (date(2026, 8, 17), date(2026, 8, 11))),
        ("the 11 yr old's got a separate one on 17 august", (date(2026, 8, 11), date(2026, 8, 17))),
        ("the younger one's is 17 august", (date(2026, 8, 17), date(2026, 8, 11))),
        ("the younger one's conference has been put back a week", (date(2026, 8, 18), date(2026, 8, 11))),
        ("its been put back a week", (date(2026, 8, 18), date(2026, 8, 18))),
        ("conference cancelled", (None, None)),
        ("swap those round, I got them muddled", (None, None)),
    ],
)
def test_a_meeting_moved_for_one_of_two(message: str, own: tuple[date | None, date | None], lancashire: Pack) -> None:
    children = _children(lancashire, "girl 4, boy 11, duty, both CP, ICPC 11 august", message)
    assert tuple(child.get(ICPC) for child in children) == own


def test_a_list_in_one_line(lancashire: Pack) -> None:
    text = "1) girl 4 CP ICPC 21/7 2) boy 15 CIN, first cin 22/7 3) unborn PLO first mtg 27/7. all D&A"
    days = [
        (child.get("age"), child["plan"], max(day for day in child.values() if isinstance(day, date)))
        for child in _children(lancashire, text)
    ]
    assert days == [
        (4, "cp", date(2026, 7, 21)),
        (15, "cin", date(2026, 7, 22)),
        (None, "pre_proceedings", date(2026, 7, 27)),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17 in CIOC, birthday 8 August", date(2026, 8, 8)),
        ("Girl in CIOC, birthday 8 August, she'll be 18", date(2026, 8, 8)),
        ("birthday was on 7th June, she's 18 now, CIOC", date(2026, 6, 7)),
        ("CIOC, 17, bday 3rd sept. leaving care when?", date(2026, 9, 3)),
        ("8yo, birthday 8 August, CIOC", None),
        ("17, birthday was 8 February, CIOC", None),
    ],
)
def test_the_birthday_that_is_the_18th(text: str, day: date | None, lancashire: Pack) -> None:
    assistant = Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))
    state = read_state(assistant.answer(ChatRequest(message=text), TODAY).state, lancashire.facts)
    assert state.values(lancashire.facts).get("eighteenth_birthday") == day
