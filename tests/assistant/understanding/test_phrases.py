"""One thing said in many ways: each is read as what it means, whatever verb, order or slang it is said in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts import imply
from assistant.pack import Pack
from assistant.understanding.reading import read

TODAY = date(2026, 3, 18)
_GROUPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


def _name(group: dict[str, Any]) -> str:
    return ", ".join(f"{fact}: {value}" for fact, value in group["facts"].items())


@pytest.mark.parametrize("group", _GROUPS, ids=_name)
def test_however_it_is_said_it_is_read(group: dict[str, Any], pack: Pack) -> None:
    misread = {}
    for words in group["says"]:
        reading = read(group["in"].replace("{}", words), pack, TODAY)
        facts = {**reading.mentioned, **reading.facts}
        values = {name: fact.value for name, fact in facts.items() if fact.certain}
        imply(pack.facts, values)
        got = {name: values.get(name) for name in group["facts"]}
        if got != group["facts"]:
            misread[words] = got
    assert misread == {}
