"""A thread of a channel is a conversation: its facts are kept for a while, and none of the words they came from."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json, to_json

from assistant.answering.state import HeldFact, SetAside, State
from web.teams.store import Store, StoreUnavailable

MOST_THREADS = 2_000


@dataclass(frozen=True)
class Recalled:
    state: dict[str, Any] | None = None
    reachable: bool = True
    """Whether what is kept could be looked up at all."""


class Threads:
    """What is kept of each thread, `seconds` from its last message on."""

    def __init__(self, store: Store, seconds: float) -> None:
        self._store, self._seconds = store, seconds

    def recall(self, key: str) -> Recalled:
        try:
            kept = self._store.get(key)
        except StoreUnavailable:
            return Recalled(reachable=False)
        return Recalled(from_json(kept) if kept else None)

    def keep(self, key: str, state: Mapping[str, Any]) -> bool:
        """Keep a state without its words; False where that could not be done."""
        try:
            self._store.put(key, without_words(state), self._seconds)
        except StoreUnavailable:
            return False
        return True


def name(key: bytes, *parts: str) -> str:
    """What something of Teams is kept under: nothing of it can be told from the name, nor found by guessing."""
    return hmac.digest(key, to_json(parts), "sha256").hex()


def without_words(state: Mapping[str, Any]) -> bytes:
    """A state as JSON, its facts without the words that each was read from."""
    held = State.model_validate(state)
    facts = _case(SetAside(facts=held.facts, children=held.children))
    wordless = held.model_copy(
        update={
            "facts": facts.facts,
            "children": facts.children,
            "whose": held.whose and held.whose.model_copy(update={"said": ""}),
            "real": held.real and _case(held.real),
            "earlier": held.earlier and _case(held.earlier),
        }
    )
    return wordless.model_dump_json().encode()


def _case(case: SetAside) -> SetAside:
    children = [child.model_copy(update={"facts": _facts(child.facts)}) for child in case.children]
    return SetAside(facts=_facts(case.facts), children=children)


def _facts(facts: Mapping[str, HeldFact]) -> dict[str, HeldFact]:
    return {name: fact.model_copy(update={"said": None}) for name, fact in facts.items()}
