"""Which case a message is about: supposed ones, the real one again, an earlier one, and what a message changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.state import LARGEST, HeldChild, HeldFact, SetAside, State, read_state
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from tests.serving import Shelf

TODAY = date(2026, 3, 2)
FIRST = "CP plan with duty, aged 6, ICPC 8 April 2026"


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


def _talk(assistant: Assistant, *messages: str) -> Answer:
    state: dict[str, Any] | None = None
    for message in messages:
        answer = assistant.answer(ChatRequest(message=message, state=state), TODAY)
        state = answer.state
    return answer


def _values(answer: Answer) -> dict[str, Any]:
    return {name: fact.value for name, fact in answer.facts.items()}


def _notice(answer: Answer) -> date | None:
    assert answer.resolution is not None
    return next(each.due for each in answer.resolution.deadlines if each.name == "notice")


@pytest.mark.parametrize(
    "supposed", ["what if she were 2?", "and if she was 2", "suppose she is 2", "what would happen if she was 2?"]
)
def test_what_is_supposed_is_answered_and_not_kept(assistant: Assistant, supposed: str) -> None:
    answer = _talk(assistant, FIRST, supposed)
    assert _values(answer)["age"] == 2
    assert "2 instead of 6" in answer.text
    assert _values(_talk(assistant, FIRST, supposed, "so when does it move?"))["age"] == 6


def test_one_supposition_may_add_to_another(assistant: Assistant) -> None:
    answer = _talk(assistant, FIRST, "what if she were 2?", "and if the ICPC moved to 15 April?")
    assert (_values(answer)["age"], _notice(answer)) == (2, date(2026, 4, 8))
    other = _talk(assistant, FIRST, "what if she were 2?", "what if the ICPC moved to 15 April?")
    assert _values(other)["age"] == 6


def test_an_answer_within_a_supposition_stays_within_it(assistant: Assistant) -> None:
    answer = _talk(assistant, FIRST, "what if he were 15?", "outside the home")
    assert answer.resolution is not None
    assert (_values(answer)["age"], answer.resolution.receiving_team) == (15, "empower")
    assert _values(_talk(assistant, FIRST, "what if he were 15?", "outside the home", "thanks"))["age"] == 6


def test_without_a_case_a_supposition_is_the_case(assistant: Assistant) -> None:
    answer = _talk(assistant, "what if a child of 6 is on a CP plan with duty?")
    assert _values(answer) == {"age": 6, "plan": "cp", "current_team": "duty_and_assessment"}


def test_going_back_to_the_real_case_and_to_the_one_before(assistant: Assistant) -> None:
    assert "Back to the case before" in _talk(assistant, FIRST, "what if she were 2?", "ok back to the real case").text
    second = "15 year old on a CIN plan with EmPower"
    answer = _talk(assistant, FIRST, second, "back to the first case please")
    assert _values(answer)["age"] == 6
    again = _talk(assistant, FIRST, second, "back to the first case please", "back to the other case")
    assert _values(again)["age"] == 15


def test_a_fact_said_otherwise_before_is_shown(assistant: Assistant) -> None:
    answer = _talk(assistant, FIRST, "she is 8")
    assert "Age: 6 was said before, and 8 now" in answer.text
    assert "was said before" not in _talk(assistant, FIRST, "sorry, she is 8").text


def test_what_a_person_puts_right_on_the_page_is_no_slip(assistant: Assistant) -> None:
    first = _talk(assistant, FIRST)
    corrected = ChatRequest(message="Corrected on the page.", state=first.state, facts={"age": 8})
    answer = assistant.answer(corrected, TODAY)
    assert _values(answer)["age"] == 8
    assert "was said before" not in answer.text


@pytest.mark.parametrize("moved", ["no, the 15th", "sorry the 15th", "put back to 15 April", "now on 15 April"])
def test_a_date_alone_moves_the_only_meeting(assistant: Assistant, moved: str) -> None:
    assert _notice(_talk(assistant, FIRST, moved)) == date(2026, 4, 8)


def test_dates_out_of_order_are_not_used(assistant: Assistant) -> None:
    answer = _talk(assistant, FIRST, "the strategy discussion was on 20 April 2026")
    assert "cannot both be right" in answer.text
    assert "strategy_discussion" not in _values(answer)


def test_a_meeting_on_a_day_off_is_remarked_upon(assistant: Assistant) -> None:
    assert "Easter Monday" in _talk(assistant, "CP plan with duty, aged 6, ICPC 6 April 2026").remarks[0]
    assert not _talk(assistant, FIRST).remarks


def test_a_state_too_large_loses_the_earlier_case_first() -> None:
    facts = {f"fact{at}": HeldFact(value="x", said="y" * 200) for at in range(24)}
    children = [HeldChild(facts={"age": HeldFact(value=1)}), HeldChild(facts={"age": HeldFact(value=2)})]
    whole = State(facts=facts, children=children, real=SetAside(facts=facts), earlier=SetAside(facts=facts))
    fitting = whole.fitting()
    assert fitting.earlier is None
    assert fitting.real is not None
    assert len(fitting.model_dump_json().encode()) <= LARGEST


def test_a_child_called_by_two_words_is_taken_back(assistant: Assistant, lancashire: Pack) -> None:
    answer = _talk(assistant, "unborn baby and her brother aged 2, duty, CP, ICPC on 26 March")
    assert [child.noun for child in read_state(answer.state, lancashire.facts).children] == ["unborn baby", "brother"]
