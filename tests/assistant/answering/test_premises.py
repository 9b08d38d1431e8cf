"""What the policy says of a belief comes first, with its clause, and then the answer as it would have been."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from tests.serving import Shelf

TODAY = date(2026, 3, 2)
RESOURCES = "transfer-policy-2025/3/4"
CASE = "6yo on a CP plan with duty, need in the family, ICPC 8 April 2026. When does it move?"


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


def _ask(assistant: Assistant, message: str) -> Answer:
    return assistant.answer(ChatRequest(message=message), TODAY)


def test_of_a_decided_case_it_is_the_first_paragraph(assistant: Assistant, lancashire: Pack) -> None:
    answer = _ask(assistant, f"Since capacity can delay a transfer they want to wait. {CASE}")
    statement = lancashire.premises["belief-capacity-does-not-delay"].statement
    first, rest = answer.text.split("\n\n", 1)
    assert first == f"{statement.text} [1][2]"
    assert answer.citations[0].clause == RESOURCES
    assert answer.kind == "resolved"
    assert answer.resolution == _ask(assistant, CASE).resolution
    assert "CIN/CP/Court" in rest


def test_of_guidance_it_stands_before_the_topic(assistant: Assistant) -> None:
    answer = _ask(assistant, "Since capacity can delay a transfer, what do I do when the team is full?")
    assert answer.kind == "guidance"
    assert answer.text.startswith("Resources cannot stop a child")
    assert answer.about == ("capacity",)


def test_remarks_on_the_message_come_before_it(assistant: Assistant) -> None:
    answer = _ask(assistant, "As 3 days notice is enough for NHS number 943 476 5919, who do I tell?")
    assert answer.text.startswith(answer.remarks[0])
    assert answer.text.split("\n\n")[len(answer.remarks)].startswith("For every child in Duty and Assessment")


def test_a_true_belief_gets_the_same_plain_statement(assistant: Assistant) -> None:
    wrong = _ask(assistant, "as capacity can delay a transfer, what do I tell the manager")
    true = _ask(assistant, "as capacity can't delay a transfer, what do I tell the manager")
    assert [each.text for each in wrong.premises] == [each.text for each in true.premises]


def test_it_answers_by_itself_where_nothing_else_is_found(assistant: Assistant) -> None:
    answer = _ask(assistant, "the case transfers when there's a worker free, right?")
    assert (answer.kind, answer.completeness) == ("guidance", "complete")
    assert "does not answer" not in answer.text
    assert {each.clause for each in answer.citations} >= {RESOURCES}


def test_what_rests_on_earlier_guidance_says_so(assistant: Assistant) -> None:
    answer = _ask(assistant, "as leaving care get told at 17, what do I send")
    assert answer.text.startswith("Earlier guidance: At 15 3/4,")
    assert answer.premises[0].layer == "earlier"


@pytest.mark.parametrize(
    "message",
    [
        CASE,
        "can capacity delay a transfer?",
        "hello",
        "as capacity can delay a transfer we waited, and dad is hitting him right now",
    ],
)
def test_otherwise_nothing_is_said_of_beliefs(assistant: Assistant, message: str) -> None:
    answer = _ask(assistant, message)
    assert answer.premises == ()
    assert "premises" not in answer.model_dump()
