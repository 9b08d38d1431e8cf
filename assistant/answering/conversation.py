"""The conversation: what a message adds to what is held of a case, or of each of several children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from assistant.answering.siblings import Growing, forget, grown, held_fact, part_meetings, without
from assistant.answering.standing import date_alone, plain
from assistant.answering.state import HeldChild, HeldFact, State, WhoseFact
from assistant.facts import FactSpec, UnknownFact, Value, read_facts
from assistant.understanding.findings import Reading

EVERYONE = "all"
"""What is chosen for a fact that is true of every child."""


class Change(NamedTuple):
    child: str
    """The label of the one child that it is of; empty where it is of the case."""
    fact: str
    before: Value
    now: Value


def heard(before: State, reading: Reading, overrides: Mapping[str, Any] | None, specs: Mapping[str, FactSpec]) -> State:
    """The state after this message and a person's own corrections.

    Raises UnknownFact for a correction that is not of the pack.
    """
    turn = before.turn + 1
    facts = dict(before.facts)
    for name in reading.retracted:
        facts.pop(name, None)
    said = {name: held_fact(fact, turn) for name, fact in reading.facts.items() if fact.certain}
    children = grown(before.children, facts, reading, turn, specs)
    forget(children, set(said) | set(reading.retracted), reading)
    facts |= said
    if before.awaits and before.awaits not in facts and (awaited := date_alone(reading, before.awaits)):
        date_said = HeldFact(value=awaited.day, said=awaited.said[:200], turn=turn)
        _put(before.awaits, date_said, before.awaits_of, facts, children)
    corrected = dict(overrides or {})
    whose = None
    if before.whose is not None:
        pointed = _pointed(before, reading, corrected, specs)
        whose = None if pointed else _still_open(before.whose, reading, corrected, specs)
        if pointed:
            its = HeldFact(value=before.whose.value, said=before.whose.said, turn=turn)
            _put(before.whose.fact, its, pointed, facts, children)
    typed = read_facts(specs, {name: value for name, value in corrected.items() if value is not None})
    for name in corrected:
        if name not in specs:
            raise UnknownFact({"facts": "has a fact that is not of this policy pack"})
        of = before.asked_of if name == before.asked else before.awaits_of if name == before.awaits else []
        _put(name, HeldFact(value=typed[name], said=None, turn=turn) if name in typed else None, of, facts, children)
    part_meetings(children, facts, specs)
    children = without(children, facts, reading.dropped if before.whose is None else ())
    held = [HeldChild(noun=child.noun, facts=child.facts, mark=child.mark) for child in children]
    mark = None if held else _mark_of_one(before, reading)
    return State(
        turn=turn, facts=facts, children=held, mark=mark, real=before.real, earlier=before.earlier, whose=whose
    )


def _mark_of_one(before: State, reading: Reading) -> int | None:
    """Of the name of the one child: as it was told, or of the only one left of several."""
    left = [child.mark for at, child in enumerate(before.children) if at not in reading.dropped]
    return left[0] if len(left) == 1 else before.mark or reading.mark


def _still_open(
    whose: WhoseFact, reading: Reading, corrected: Mapping[str, Any], specs: Mapping[str, FactSpec]
) -> WhoseFact | None:
    """A day of which it was not said whose it is: until it is, no day that it may replace holds."""
    told = {*reading.facts, *corrected, *(name for child in reading.children for name in child.facts)}
    dated = whose.fact in specs and specs[whose.fact].kind == "date"
    return whose if dated and whose.fact not in told and not (reading.whose or reading.dropped) else None


def changes(before: State, after: State, specs: Mapping[str, FactSpec]) -> list[Change]:
    """What was held otherwise before: of the case, and of each child that was known."""
    pairs = [("", before.facts, after.facts)]
    as_before = len(after.children) >= len(before.children)  # no child was left out
    for label, held, now in zip(after.labels(specs), before.children, after.children, strict=False):
        pairs += [(label, held.facts, now.facts)] if as_before else []
    return [
        Change(label, name, specs[name].read(plain(held[name].value)), specs[name].read(plain(fact.value)))
        for label, held, now in pairs
        for name, fact in now.items()
        if name in held and plain(held[name].value) != plain(fact.value)
    ]


def new_dates(before: State, after: State) -> dict[str, date]:
    """The dates that the message gave, by what they are of."""
    held = {(name, plain(fact.value)) for facts in _all_facts(before) for name, fact in facts.items()}
    said = ((name, fact.value) for facts in _all_facts(after) for name, fact in facts.items())
    return {name: day for name, day in said if isinstance(day, date) and (name, plain(day)) not in held}


def _all_facts(state: State) -> list[dict[str, HeldFact]]:
    return [state.facts, *(child.facts for child in state.children)]


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
