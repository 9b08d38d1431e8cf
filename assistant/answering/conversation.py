"""The conversation, carried by the client: what is held of a case between one question and the next.

A state holds facts, the words each came from and what was asked last; never the person's messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answering.answer import StateError
from assistant.facts import FactSpec, JsonValue, UnknownFact, Value, read_facts
from assistant.understanding.findings import LooseDate, Reading

LARGEST = 16 * 1024
"""Bytes of JSON: the largest state taken back."""
ENOUGH_FOR_A_CASE = 3
WHOSE = ("current_team", "plan", "age")
"""Facts that tell one child's case from another's."""


class HeldFact(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    value: JsonValue
    said: Annotated[str, Field(max_length=200)] | None = None
    turn: Annotated[int, Field(ge=0, le=100_000)] = 0


class State(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    turn: Annotated[int, Field(ge=0, le=100_000)] = 0
    facts: Annotated[dict[str, HeldFact], Field(max_length=100)] = {}
    asked: Annotated[str, Field(max_length=60)] | None = None
    """The fact asked for last."""
    offered: Annotated[list[JsonValue], Field(max_length=12)] = []
    """The readings of it that were named."""
    awaits: Annotated[str, Field(max_length=60)] | None = None
    """The event whose date would let the days be worked out: a date alone is taken for it."""

    def values(self, specs: Mapping[str, FactSpec]) -> dict[str, Value]:
        return read_facts(specs, {name: fact.value for name, fact in self.facts.items()})

    def offers(self, specs: Mapping[str, FactSpec]) -> tuple[Value, ...]:
        spec = specs.get(self.asked or "")
        if spec is None:
            return ()
        try:
            return tuple(spec.read(value) for value in self.offered)
        except ValueError as error:
            raise UnknownFact({spec.name: str(error)}) from error


def read_state(raw: Mapping[str, Any] | None, specs: Mapping[str, FactSpec]) -> State:
    """The state a client sent back. It is untrusted: StateError when it is not of a shape given out here."""
    if raw is None:
        return State()
    try:
        state = State.model_validate(raw)
        state.values(specs)
        state.offers(specs)
    except (ValidationError, UnknownFact) as error:
        raise StateError("is not a state that this assistant returned") from error
    if any(name is not None and name not in specs for name in (state.asked, state.awaits)):
        raise StateError("is not a state that this assistant returned")
    return state


def heard(
    state: State, reading: Reading, overrides: Mapping[str, Any] | None, specs: Mapping[str, FactSpec]
) -> tuple[State, bool]:
    """The state after this message and a person's own corrections, and whether a new case was begun.

    Raises UnknownFact for a correction that is not of the pack.
    """
    new_case = reading.intent == "start_again" or _another_case(state, reading)
    turn = state.turn + 1
    facts = {} if new_case else dict(state.facts)
    for name in reading.retracted:
        facts.pop(name, None)
    for name, said in reading.facts.items():
        if said.certain:
            facts[name] = HeldFact(value=said.value, said=said.said[:200], turn=turn)
    if state.awaits and not new_case and state.awaits not in facts and (awaited := _date_alone(reading, state.awaits)):
        facts[state.awaits] = HeldFact(value=awaited.day, said=awaited.said[:200], turn=turn)
    corrected = dict(overrides or {})
    typed = read_facts(specs, {name: value for name, value in corrected.items() if value is not None})
    for name in corrected:
        if name not in specs:
            raise UnknownFact({"facts": "has a fact that is not of this policy pack"})
        facts.pop(name, None)
    facts |= {name: HeldFact(value=value, said=None, turn=turn) for name, value in typed.items()}
    return State(turn=turn, facts=facts), new_case


def _another_case(state: State, reading: Reading) -> bool:
    """A whole case described anew, at odds with the one held: its facts must not mix with the old ones."""
    said = {name: fact.value for name, fact in reading.facts.items() if fact.certain}
    at_odds = {name for name, value in said.items() if name in state.facts and state.facts[name].value != _plain(value)}
    whole = len(said) >= ENOUGH_FOR_A_CASE and any(name in at_odds for name in WHOSE)
    return whole or len(at_odds & set(WHOSE)) > 1


def _date_alone(reading: Reading, event: str) -> LooseDate | None:
    """The one date of a message that names no meeting for it, if it can be read in one way only."""
    if len(reading.loose_dates) != 1:
        return None
    (found,) = reading.loose_dates
    settled = found.certain and not found.others and (not found.events or event in found.events)
    return found if settled else None


def _plain(value: Value) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
