"""Every worked question of the pack is answered by the topic, or the change, that a policy officer wrote it for."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.answer import ChatRequest
from assistant.answering.turn import Assistant
from assistant.cases import Asked, read_asked
from assistant.pack import Pack
from tests.conftest import LANCASHIRE
from tests.serving import Shelf

TODAY = date(2026, 3, 18)
ASKED = read_asked(LANCASHIRE)[0]


@pytest.fixture(scope="module")
def assistant(lancashire: Pack) -> Assistant:
    return Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))


@pytest.mark.no_cover  # hundreds of ways through the same lines
@pytest.mark.parametrize("asked", ASKED, ids=[each.id for each in ASKED])
def test_question(assistant: Assistant, asked: Asked) -> None:
    answer = assistant.answer(ChatRequest(message=asked.question), TODAY)
    assert answer.kind == "guidance"
    assert asked.topic in answer.about
    assert answer.citations
