"""Dates, meetings and ages in many wordings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.pack import Pack
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY

_SAID: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "dates_said.yaml").read_text(encoding="utf-8")
)
SHORT: dict[str, Any] = _SAID.pop("short")
COMPARED = ("age", "unborn", "looked_after_from_16", "urgent_legal_action")


@pytest.mark.parametrize(
    ("text", "meant"), [(text, meant) for group in _SAID.values() for text, meant in group.items()]
)
def test_dates_and_ages_are_read_as_they_are_meant(text: str, meant: dict[str, Any], lancashire: Pack) -> None:
    facts = read(text, lancashire, TODAY).facts
    got = {
        name: fact.value
        for name, fact in facts.items()
        if fact.certain and (isinstance(fact.value, date) or name in COMPARED)
    }
    assert got == {SHORT.get(name, name): value for name, value in meant.items()}
