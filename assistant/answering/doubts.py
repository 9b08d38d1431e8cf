"""What was said so that it only may be meant, and is not known yet: it is asked about until it is, or is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.answering.standing import plain
from assistant.answering.state import OpenDoubt, State
from assistant.facts import FactSpec
from assistant.understanding.findings import ChildReading, Reading, Unsure
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import split

MOST = 6
"""Doubts that are carried, and readings of each."""


def carried(before: State, after: State, reading: Reading, specs: Mapping[str, FactSpec]) -> list[OpenDoubt]:
    """The doubts that the next message is read after; days left open are carried by themselves."""
    found = [*_said(reading), *_earlier(before, after, reading, specs)]
    kept = {(each.fact, each.of): each for each in reversed(found) if specs[each.fact].kind != "date"}
    return [each for each in reversed(kept.values()) if not _known(each, after)][:MOST]


def of_the_case(before: State, after: State, reading: Reading, specs: Mapping[str, FactSpec]) -> list[Unsure]:
    """The doubts of earlier messages about the one child, or about what all children share."""
    return [_unsure(each, specs) for each in _earlier(before, after, reading, specs) if each.of is None]


def with_earlier(before: State, after: State, reading: Reading, specs: Mapping[str, FactSpec]) -> Reading:
    """The reading of a message on several children, with what earlier ones left in doubt of each."""
    earlier = _earlier(before, after, reading, specs)
    if not earlier:
        return reading
    children = [*reading.children, *(ChildReading("") for _ in after.children[len(reading.children) :])]
    for each in earlier:
        if each.of is not None and each.of < len(children):
            child = children[each.of]
            children[each.of] = replace(child, unsure=(*child.unsure, _unsure(each, specs)))
    shared = tuple(_unsure(each, specs) for each in earlier if each.of is None)
    return replace(reading, unsure=(*reading.unsure, *shared), children=tuple(children))


def _said(reading: Reading) -> Iterator[OpenDoubt]:
    every: list[tuple[int | None, Sequence[Unsure]]] = [(None, reading.unsure)]
    every += [(at, child.unsure) for at, child in enumerate(reading.children)]
    for of, doubts in every:
        for each in doubts:
            if each.readings:
                yield OpenDoubt(fact=each.fact, values=[plain(value) for value in each.readings[:MOST]], of=of)


def _earlier(before: State, after: State, reading: Reading, specs: Mapping[str, FactSpec]) -> list[OpenDoubt]:
    """Those of before of which the message says nothing."""
    gone = {each.fact for each in reading.unsure} | {name for each in reading.children for name in each.facts}
    gone |= {each.fact for child in reading.children for each in child.unsure} | set(reading.retracted)
    words = [token.word for token in split(reading.text)]
    if before.asked and (reading.answered or english().no_answers.starting(words, 0)):
        gone.add(before.asked)
    kept = [each for each in before.doubts if each.fact in specs and each.fact not in gone]
    kept = [each for each in kept if each.of is None or not (reading.dropped or each.of >= len(after.children))]
    return [each for each in kept if not _known(each, after)]


def _known(doubt: OpenDoubt, state: State) -> bool:
    own = state.children[doubt.of].facts if doubt.of is not None and doubt.of < len(state.children) else {}
    everyone = bool(state.children) and all(doubt.fact in child.facts for child in state.children)
    return doubt.fact in state.facts or doubt.fact in own or (doubt.of is None and everyone)


def _unsure(doubt: OpenDoubt, specs: Mapping[str, FactSpec]) -> Unsure:
    return Unsure(doubt.fact, "", tuple(specs[doubt.fact].read(value) for value in doubt.values))
