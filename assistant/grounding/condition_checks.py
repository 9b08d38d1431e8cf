"""Whether the conditions of what is told are told with it: if, unless, only, where possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.grounding.alignment import Evidence, Passage
from assistant.grounding.english import english
from assistant.grounding.fault import Fault
from assistant.grounding.figure_checks import agrees
from assistant.grounding.reading import FIGURES, Item

ASSERTED, TOLD = 0.6, 0.55
"""The share of a sentence of the evidence from which it is taken to be retold, and of its condition to be told."""
BEYOND = 2
"""Words that a sentence has beyond its statements: it draws on the clauses as well."""
KEPT = frozenset(("only", "passed", "most", "best_practice"))
"""What limits a sentence and may not be lost from it."""


def condition_faults(passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    """A condition that is lost, turned round or made up.

    Where the statements say all that the sentence says, the clauses behind them need not be told with theirs.
    """
    statements = evidence.statements
    said = {each for statement in statements for item in statement.items for each in item.concepts}
    own = {str(item.value) for item in passage.items if item.kind == "word" and not item.free} - english().given
    bears = statements if statements and len(own - said) < BEYOND else evidence.passages
    told = Told(passage.items)
    cues = {value for item in passage.items for kind, value in item.cues.items() if kind in ("condition", "kept")}
    softened = any("where_possible" in item.cues for item in passage.items)
    denies = any(item.negated or "negation" in item.cues for item in passage.items)
    meant_softened = meant_unless = False
    for each in evidence.passages:
        for sentence in each.sentences:
            meant_softened |= any("where_possible" in item.cues for item in sentence)
            meant_unless |= any(item.cues.get("condition") == "unless" or item.negated for item in sentence)
            if each not in bears or _share(_main(sentence), told) < ASSERTED:
                continue
            if any("where_possible" in item.cues for item in sentence) and not softened:
                yield Fault("condition")
            kept = {item.cues["kept"] for item in sentence if "kept" in item.cues} & KEPT
            if kept - cues - ({"only"} if "unless" in cues else set()):
                yield Fault("condition")
            for clause in _conditional(sentence):
                turned = clause[0].cues["condition"] == "unless" and "unless" not in cues and not denies
                if not _is_told(clause[1:], told) or turned:
                    yield Fault("condition")
    if (softened and not meant_softened) or ("unless" in cues and not meant_unless):
        yield Fault("condition")


def _conditional(sentence: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for at, item in enumerate(sentence):
        if "condition" in item.cues and "where_possible" not in item.cues:
            yield [each for each in sentence[at:] if each.clause == item.clause]


def _main(sentence: Sequence[Item]) -> Sequence[Item]:
    conditional = {item.clause for item in sentence if "condition" in item.cues}
    return [item for item in sentence if item.clause not in conditional]


def _share(items: Sequence[Item], told: Told) -> float:
    contents = [item for item in items if item.content and item.kind not in ("team", "person")]
    contents = [item for item in contents if item.value not in english().given]
    return sum(map(told.has, contents)) / len(contents) if contents else 1.0


def _is_told(clause: Sequence[Item], told: Told) -> bool:
    figures = [item for item in clause if item.kind in FIGURES]
    return all(map(told.has, figures)) and _share(clause, told) >= TOLD


@dataclass(frozen=True)
class Told:
    """What a sentence says."""

    items: Sequence[Item]

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(each for item in self.items for each in item.concepts if item.kind != "team")

    def has(self, item: Item) -> bool:
        if item.kind in FIGURES:
            return any(agrees(other, item) for other in self.items if other.kind == item.kind)
        if item.kind == "event":
            return any(other.value == item.value for other in self.items) or item.concepts <= self.concepts
        return bool(item.concepts & self.concepts)
