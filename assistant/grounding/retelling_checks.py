"""Of a sentence that is nearly the evidence's own: whether as much is denied, bound, limited and placed as there.

Word by word, a lost "not" may hide behind another one of the same sentence; counted over the whole it cannot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.grounding.alignment import Evidence, Passage, words_of
from assistant.grounding.condition_checks import KEPT
from assistant.grounding.fault import Fault
from assistant.grounding.reading import FIGURES, Item
from assistant.grounding.wording_checks import DENYING

ALIKE = 0.75
"""The share of the words of two sentences that both have, from which one is the other retold."""
_RETOLD = frozenset(("before", "after", "until", "from", "not_before"))


def retelling_faults(passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    for sentence in passage.sentences:
        # What a statement says goes before what a clause behind it may say.
        alike = _alike(sentence, evidence.statements) or _alike(sentence, evidence.passages)
        if not alike:
            continue
        if all(_denials(sentence) != _denials(other) for other in alike):
            yield Fault("negation")
        if all(_rebound(sentence, other) for other in alike):
            yield Fault("modal")
        if all(_kept(other) - _kept(sentence) for other in alike):
            yield Fault("condition")
        if all(_misplaced(sentence, other) for other in alike):
            yield Fault("bound")


def _alike(sentence: Sequence[Item], passages: Sequence[Passage]) -> list[list[Item]]:
    """The sentences that it is most like, if it is like any."""
    mine = words_of(sentence)
    theirs = [retold for each in passages for retold in each.retellable]
    scores = [len(mine & words) / max(len(mine | words), 1) for _, words in theirs]
    best = max(scores, default=0.0)
    return [other for (other, _), score in zip(theirs, scores, strict=True) if score == best] if best >= ALIKE else []


def _rebound(sentence: Sequence[Item], other: Sequence[Item]) -> bool:
    """Whether one binds otherwise than the other: may for must, should for may."""
    mine, theirs = ({item.cues["modal"] for item in each if "modal" in item.cues} for each in (sentence, other))
    return bool((mine ^ theirs) & {"should", "may"})


def _misplaced(sentence: Sequence[Item], other: Sequence[Item]) -> bool:
    ways, theirs = _ways(sentence), _ways(other)
    theirs |= {"after" for item in other if item.cues.get("condition") == "when"}
    return bool(ways - theirs - {"from"}) or ("from" in ways and "until" in theirs and "until" not in ways)


def _kept(sentence: Sequence[Item]) -> Counter[str]:
    return Counter(item.cues["kept"] for item in sentence if item.cues.get("kept") in KEPT)


def _ways(sentence: Sequence[Item]) -> set[str]:
    """How its events are placed; a figure has a check of its own."""
    found: set[str] = set()
    for at, item in enumerate(sentence):
        way = item.cues.get("bound")
        if way in _RETOLD and not any(each.kind in FIGURES for each in sentence[at + 1 : at + 3]):
            found.add(way)
    return found


def _denials(sentence: Sequence[Item]) -> int:
    return sum(item.cues.get("negation") == "negation" or item.cues.get("modal") in DENYING for item in sentence)
