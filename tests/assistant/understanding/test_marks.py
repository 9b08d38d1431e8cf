"""A name told before is known again by its mark, and no state tells the name."""

from __future__ import annotations

from datetime import date

from assistant.answering.answer import ChatRequest
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from assistant.understanding.identifiers import leave_out
from assistant.understanding.marks import LARGEST, mark
from tests.serving import Shelf

TODAY = date(2026, 3, 2)


def test_a_mark_is_the_same_for_the_same_name() -> None:
    assert mark("Sophie") == mark("sophie") != mark("callum")
    assert 0 <= mark("sophie") <= LARGEST


def test_a_name_told_before_is_left_out_however_it_is_typed() -> None:
    known = frozenset((mark("zavra"),))
    assert leave_out("zavra is on cp", frozenset(), TODAY).text == "zavra is on cp"
    assert leave_out("zavra is on cp", frozenset(), TODAY, known=known).text == "the person is on cp"


def test_a_state_holds_marks_and_no_name(lancashire: Pack) -> None:
    assistant = Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))
    answer = assistant.answer(ChatRequest(message="Sophie 9 and Callum 13, duty, CP"), TODAY)
    assert [child["mark"] for child in answer.state["children"]] == [mark("sophie"), mark("callum")]
    told = answer.model_dump_json().casefold()
    assert "sophie" not in told
    assert "callum" not in told
