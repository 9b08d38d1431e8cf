"""Whether what a language model phrased says only what the evidence says, and leaves out nothing that matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.grounding.agent_checks import agent_faults
from assistant.grounding.alignment import Evidence, Passage
from assistant.grounding.brief import Brief
from assistant.grounding.completeness import lacks
from assistant.grounding.condition_checks import condition_faults
from assistant.grounding.english import english
from assistant.grounding.fault import Fault
from assistant.grounding.figure_checks import figure_faults
from assistant.grounding.names import Names
from assistant.grounding.reading import FIGURES, read
from assistant.grounding.retelling_checks import retelling_faults
from assistant.grounding.support_checks import support_faults
from assistant.grounding.surface import Surface, surface, surface_faults
from assistant.grounding.wording_checks import modal_faults, negation_faults, placing_faults

HELD = 2048
"""Texts of evidence that are kept taken apart."""
HEADING = 10
"""Words of the longest heading."""
EARLIER = "earlier_guidance"

__all__ = ["Fault", "Grounding", "Names"]


class Grounding:
    """The check of one pack's answers; safe to share between threads."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._passage = lru_cache(maxsize=HELD)(lambda text: Passage(read(text, names)))

    def faults(self, sentence: str, brief: Brief) -> tuple[Fault, ...]:
        """What is wrong with a sentence and the tokens it ends with; nothing: it may be shown."""
        found = surface(sentence)
        faults = list(surface_faults(sentence, found, brief))
        if not faults:
            faults += self._of_words(found, brief)
        return tuple(dict.fromkeys(faults))

    def missing(self, sentences: Sequence[str], brief: Brief) -> tuple[Fault, ...]:
        """The required statements that no sentence with their token tells in all that matters."""
        told: dict[str, list[str]] = {}
        for sentence in sentences:
            found = surface(sentence)
            for token in found.tokens:
                told.setdefault(token, []).append(found.words)
        return tuple(
            Fault("missing", statement.token)
            for statement in brief.statements
            if statement.required
            and lacks(self._passage(statement.text), [self._read(each) for each in told.get(statement.token, ())])
        )

    def _read(self, words: str) -> Passage:
        return Passage(read(words, self._names))

    def _of_words(self, found: Surface, brief: Brief) -> Iterator[Fault]:
        passage = self._read(found.words)
        if not found.tokens:
            if not self._is_heading(found, passage, brief):
                yield Fault("no_token")
            return
        statements = [self._passage(each.text) for each in brief.statements if each.token in found.tokens]
        evidence = Evidence([self._passage(brief.texts[token]) for token in dict.fromkeys(found.tokens)], statements)
        if _orders(passage) - {order for each in evidence.passages for order in _orders(each)}:
            yield Fault("instruction")
        yield from support_faults(passage, evidence, self._names)
        yield from figure_faults(passage, evidence)
        yield from agent_faults(passage, evidence)
        yield from modal_faults(passage, evidence)
        yield from negation_faults(passage, evidence)
        yield from placing_faults(passage, evidence)
        yield from retelling_faults(passage, evidence)
        yield from condition_faults(passage, evidence)
        yield from self._layer_faults(passage, found, brief)

    def _layer_faults(self, passage: Passage, found: Surface, brief: Brief) -> Iterator[Fault]:
        """What rests on earlier guidance says so."""
        told = any(item.value == EARLIER for item in passage.items)
        for statement in brief.statements:
            if statement.token in found.tokens and not told:
                first = next((item for item in self._passage(statement.text).items if item.kind != "stop"), None)
                if first is not None and first.value == EARLIER:
                    yield Fault("layer", statement.token)

    def _is_heading(self, found: Surface, passage: Passage, brief: Brief) -> bool:
        """Whether it holds no fact: only words of headings, and things that the answer speaks of."""
        if not found.heading or len(passage.text.lexemes) > HEADING:
            return False
        if any(item.kind in FIGURES or item.kind == "team" or "negation" in item.cues for item in passage.items):
            return False
        known = set(english().heading).union(
            *(item.concepts for text in brief.texts.values() for item in self._passage(text).items)
        )
        return all(item.free or item.kind == "stop" or item.concepts <= known for item in passage.items)


def _orders(passage: Passage) -> set[str]:
    """What it bids the reader do that an answer does not, unless its evidence does."""
    words = [lexeme.key for lexeme in passage.text.lexemes]
    return {
        order for at in range(len(words)) for _, found in english().instructions.starting(words, at) for order in found
    }
