"""Whole conversations: what is held after the last message, and what is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.standing import plain
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from tests.serving import Shelf

TODAY = date(2026, 3, 2)
TALKS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("talks.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


def _last(assistant: Assistant, turns: list[str]) -> Answer:
    answer: Answer | None = None
    for message in turns:
        answer = assistant.answer(ChatRequest(message=message, state=answer.state if answer else None), TODAY)
    assert answer is not None
    return answer


@pytest.mark.parametrize("talk", TALKS, ids=[" / ".join(talk["turns"][1:] or talk["turns"])[:70] for talk in TALKS])
def test_a_conversation_holds_what_was_meant(talk: dict[str, Any], assistant: Assistant) -> None:
    answer = _last(assistant, talk["turns"])
    held = {name: plain(fact.value) for name, fact in answer.facts.items()}
    facts = {name: plain(value) for name, value in talk.get("facts", {}).items()}
    assert {name: held.get(name) for name in facts} == facts
    if "children" in talk:
        own = [{name: fact["value"] for name, fact in child["facts"].items()} for child in answer.state["children"]]
        assert own == [{name: plain(value) for name, value in child.items()} for child in talk["children"]]
    if "asks" in talk:
        assert [question.fact for question in answer.questions] == [talk["asks"]]
