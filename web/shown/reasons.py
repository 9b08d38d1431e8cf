"""What it takes to say why an answer is as it is, for each child's decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import to_jsonable_python

from assistant.answering import wording
from assistant.answering.answer import Answer
from assistant.answering.each_child import SIBLINGS
from assistant.answering.tracing import doubts
from assistant.pack import Pack
from assistant.resolution import Resolution


@dataclass(frozen=True)
class Why:
    """What it takes to work out the tree of one child's decision."""

    label: str
    """Whose it is; empty where there is one child."""
    facts: Mapping[str, Any]
    today: date
    doubted: tuple[str, ...]
    """Facts of which nothing was presumed, for something said of them was in doubt."""


def whys(pack: Pack, answer: Answer, today: date) -> Iterator[Why]:
    """One for each decision of an answer."""
    if answer.resolution and answer.resolution.trace:
        values = {name: fact.value for name, fact in answer.facts.items()}
        yield _why(pack, "", values, answer.resolution, today)
    among = {SIBLINGS: True} if SIBLINGS in pack.facts else {}
    for each in answer.resolutions:
        values = among | {name: fact.value for name, fact in each.facts.items()}
        yield _why(pack, wording.capital(each.child), values, each.resolution, today)


def _why(pack: Pack, label: str, values: Mapping[str, Any], resolution: Resolution, today: date) -> Why:
    return Why(label, to_jsonable_python(values), today, doubts(pack, values, resolution, today))
