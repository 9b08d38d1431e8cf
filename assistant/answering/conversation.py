"""The conversation: what a message adds to what is held of a case, or of each of several children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answering.siblings import Growing, forget, grown, held_fact, other_family
from assistant.answering.state import HeldChild, HeldFact, State
from assistant.facts import FactSpec, UnknownFact, Value, read_facts
from assistant.understanding.findings import LooseDate, Reading

ENOUGH_FOR_A_CASE = 3
WHOSE = ("current_team", "plan", "age")
"""Facts that tell one child's case from another's."""
EVERYONE = "all"
"""What is chosen for a fact that is true of every child."""


def heard(
    state: State, reading: Reading, overrides: Mapping[str, Any] | None, specs: Mapping[str, FactSpec]
) -> tuple[State, bool]:
    """The state after this message and a person's own corrections, and whether a new case was begun.

    Raises UnknownFact for a correction that is not of the pack.
    """
    new_case = reading.intent == "start_again" or _another_case(state, reading)
    turn = state.turn + 1
    before = State() if new_case else state
    facts = dict(before.facts)
    for name in reading.retracted:
        facts.pop(name, None)
    said = {name: held_fact(fact, turn) for name, fact in reading.facts.items() if fact.certain}
    children = grown(before.children, facts, reading, turn)
    forget(children, set(said) | set(reading.retracted), reading)
    facts |= said
    if before.awaits and before.awaits not in facts and (awaited := _date_alone(reading, before.awaits)):
        date_said = HeldFact(value=awaited.day, said=awaited.said[:200], turn=turn)
        _put(before.awaits, date_said, before.awaits_of, facts, children)
    corrected = dict(overrides or {})
    if before.whose is not None:
        pointed = _pointed(before, reading, corrected, specs)
        if pointed:
            its = HeldFact(value=before.whose.value, said=before.whose.said, turn=turn)
            _put(before.whose.fact, its, pointed, facts, children)
    typed = read_facts(specs, {name: value for name, value in corrected.items() if value is not None})
    for name in corrected:
        if name not in specs:
            raise UnknownFact({"facts": "has a fact that is not of this policy pack"})
        of = before.asked_of if name == before.asked else before.awaits_of if name == before.awaits else []
        _put(name, HeldFact(value=typed[name], said=None, turn=turn) if name in typed else None, of, facts, children)
    held = [HeldChild(noun=child.noun, facts=child.facts) for child in children]
    return State(turn=turn, facts=facts, children=held), new_case


def _put(
    name: str, fact: HeldFact | None, of: Sequence[int], facts: dict[str, HeldFact], children: list[Growing]
) -> None:
    """A fact, or its absence, to some of the children; to all where none are named."""
    chosen = [children[at].facts for at in of if at < len(children)]
    everyone = not chosen or len(chosen) == len(children)
    for holder in (facts, *(child.facts for child in children)) if everyone else chosen:
        holder.pop(name, None)
    if fact is not None:
        for holder in [facts] if everyone else chosen:
            holder[name] = fact


def _pointed(
    state: State, reading: Reading, corrected: dict[str, Any], specs: Mapping[str, FactSpec]
) -> tuple[int, ...]:
    """Whom a fact is said to be true of, when that was asked: in words, or by a label chosen on the page."""
    if state.whose is None:
        return ()
    chosen = corrected.get(state.whose.fact)
    names = state.labels(specs)
    if isinstance(chosen, str) and chosen in (*names, EVERYONE):
        del corrected[state.whose.fact]
        return tuple(range(len(names))) if chosen == EVERYONE else (names.index(chosen),)
    told = any(name != "age" for child in reading.children for name in child.facts)
    return () if told else reading.pointed


def _another_case(state: State, reading: Reading) -> bool:
    """A whole case described anew, at odds with the one held: its facts must not mix with the old ones."""
    if reading.children and other_family(state.children, state.facts, reading):
        return True
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
