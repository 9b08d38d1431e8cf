"""Which sentences of a clause a statement rests on: those that say most of what it says."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.grounding.lexing import concept_of, lex

MOST = 8192
"""Clauses and statements that are kept at hand: the same come in every answer."""
_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(\[A-Z0-9\u2018\u201c])")
_FEW = 3
"""Letters: words with no more carry no meaning of their own."""
ENOUGH = 0.4
"""Of what the best sentence says of a statement: what says as much bears it as well."""


@lru_cache(maxsize=MOST)
def sentences(text: str) -> tuple[str, ...]:
    """A clause's sentences, in order."""
    return tuple(_END.split(text.strip()))


@lru_cache(maxsize=MOST)
def sentences_of(text: str, statement: str) -> tuple[int, ...]:
    """The places, from 1, of the sentences that bear a statement; none where all of them do, or it cannot be told."""
    found = [_concepts(each) for each in sentences(text)]
    if len(found) == 1:
        return ()
    said = _concepts(statement)
    # What every sentence says tells none from another.
    shared = [sum(1 / sum(word in each for each in found) for word in said & one) for one in found]
    best = max(shared)
    bearing = tuple(at for at, each in enumerate(shared, start=1) if best and each >= ENOUGH * best)
    return bearing if len(bearing) < len(found) else ()


@lru_cache(maxsize=MOST)
def _concepts(text: str) -> frozenset[str]:
    """What the words say, whatever form they have; figures as they are."""
    return frozenset(
        concept_of(each.key)
        for each in lex(text)
        if each.kind != "stop" and (each.kind != "word" or len(each.key) > _FEW)
    )
