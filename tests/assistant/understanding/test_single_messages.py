"""Whole messages as they are typed, each by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts import imply
from assistant.pack import Pack
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY

_MESSAGES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("single_messages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("message", _MESSAGES, ids=lambda message: message["q"][:50])
def test_what_a_message_tells(message: dict[str, Any], lancashire: Pack) -> None:
    reading = read(message["q"], lancashire, TODAY)
    told = {name: fact.value for name, fact in {**reading.mentioned, **reading.facts}.items() if fact.certain}
    days = {name for name, value in told.items() if isinstance(value, date)}
    imply(lancashire.facts, told)
    assert {name: told.get(name) for name in message["facts"]} == message["facts"]
    assert days <= message["facts"].keys()
    assert told.keys().isdisjoint(message.get("not", ()))
