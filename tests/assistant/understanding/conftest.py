"""The real pack with topics made up for these tests, so that the wording of the real ones stays free."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from assistant.facts import Value
from assistant.pack import Pack
from assistant.rules import Statement, Topic
from assistant.understanding.children.children import HeldChild
from assistant.understanding.reading import Reading, read
from assistant.understanding.scene import Room

TODAY = date(2026, 3, 2)
"""A Monday."""
TOPICS = {
    "escalation": ["disagree", "escalation", "dispute", "can't agree"],
    "siblings": ["brothers and sisters", "siblings"],
    "consent": ["do we need consent", "explicit consent", "override consent"],
    "records": ["on the file", "file standards", "child's file"],
    "case_clinic": ["case clinic"],
    "handover": ["joint handover visit needed"],
    "what_changed": ["what changed", "old policy"],
}


class Reader:
    """Reads with one pack; its repr is short, which a pack's is not when Hypothesis shows a failing example."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __call__(
        self,
        text: str,
        today: date = TODAY,
        *,
        asked: str | None = None,
        held: Mapping[str, Value] | None = None,
        children: Sequence[HeldChild] = (),
        asked_of: Sequence[int] = (),
    ) -> Reading:
        return read(text, self.pack, today, asked=asked, held=held, children=children, asked_of=asked_of)

    def __repr__(self) -> str:
        return "reader"


@pytest.fixture(scope="session")
def pack(lancashire: Pack) -> Pack:
    statement = Statement(text="Made up.", clauses=(next(iter(lancashire.clauses)),))
    topics = {id_: Topic(id=id_, title=id_, says=tuple(says), statements=(statement,)) for id_, says in TOPICS.items()}
    return dataclasses.replace(lancashire, topics=topics)


@pytest.fixture(scope="session")
def reader(pack: Pack) -> Reader:
    return Reader(pack)


@pytest.fixture(scope="session")
def room(pack: Pack) -> Room:
    return Room.of(pack)
