"""What the terms of the vocabulary tell, however practitioners word them: said, denied, doubted, or not told at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.pack import Pack
from assistant.understanding.findings import Reading
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY

IN_CONTEXT = yaml.safe_load((Path(__file__).parent / "said_in_context.yaml").read_text(encoding="utf-8"))
ASKED = yaml.safe_load((Path(__file__).parent / "terms_said.yaml").read_text(encoding="utf-8"))


def _asked(how: str) -> Iterator[Any]:
    for each in ASKED:
        if how == "said":
            told = [(words, value) for value, wordings in each["said"].items() for words in wordings]
        else:
            told = [(words, None) for words in each.get(how, ())]
        for words, value in told:
            text = f"{each['case']} {words[0].upper()}{words[1:]}"
            yield pytest.param(text, each["fact"], value, id=f"{each['fact']}: {words}")


def _reading(text: str, pack: Pack) -> Reading:
    return read(text, pack, TODAY)


@pytest.mark.parametrize(("text", "fact", "value"), [*_asked("said")])
def test_what_is_said_is_a_fact(text: str, fact: str, value: object, pack: Pack) -> None:
    found = _reading(text, pack).facts
    assert fact in found
    assert found[fact].value == value


@pytest.mark.parametrize(("text", "fact", "value"), [*_asked("doubted")])
def test_what_is_doubted_is_asked(text: str, fact: str, value: None, pack: Pack) -> None:
    reading = _reading(text, pack)
    assert fact not in reading.facts
    assert [unsure for unsure in reading.unsure if unsure.fact == fact and unsure.readings]


@pytest.mark.parametrize(("text", "fact", "value"), [*_asked("silent")])
def test_what_is_not_told_is_neither(text: str, fact: str, value: None, pack: Pack) -> None:
    reading = _reading(text, pack)
    assert fact not in {*reading.facts, *(unsure.fact for unsure in reading.unsure)}


@pytest.mark.parametrize("each", IN_CONTEXT, ids=lambda each: each["q"][:50])
def test_what_is_said_among_other_things(each: dict[str, Any], pack: Pack) -> None:
    reading = _reading(each["q"], pack)
    doubted = {unsure.fact for unsure in reading.unsure}
    wanted = each.get("facts", {})
    assert {fact: reading.facts[fact].value for fact in wanted if fact in reading.facts} == wanted
    assert not {*each.get("silent", ())} & {*reading.facts, *doubted}
    assert {*each.get("open", ())} <= doubted - {*reading.facts}
