"""English as an answer may be worded, from english.yaml; loaded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.grounding.lexing import concept_of, keys
from assistant.grounding.phrases import Phrases

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar a string: "on" and "no" are words here

Groups = Mapping[str, tuple[str, ...]]


class Lists(BaseModel):
    """The lists of english.yaml, which says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    modals: Groups
    predicative: tuple[str, ...]
    joins: tuple[str, ...]
    where_possible: tuple[str, ...]
    negations: tuple[str, ...]
    same_as: Mapping[str, str]
    bounds: Groups
    last_days: tuple[str, ...]
    conditions: Groups
    kept: Groups
    given: tuple[str, ...]
    tells: tuple[str, ...]
    leads_to_told: tuple[str, ...]
    alike: Groups
    receives: tuple[str, ...]
    gives_up: tuple[str, ...]
    directions: Groups
    receiving: tuple[str, ...]
    sending: tuple[str, ...]
    holding: tuple[str, ...]
    both: tuple[str, ...]
    people: tuple[str, ...]
    short_people: Mapping[str, str]
    instructions: tuple[str, ...]
    free: tuple[str, ...]
    light: tuple[str, ...]
    heading: tuple[str, ...]
    adverbs: tuple[str, ...]
    documents: tuple[str, ...]
    units: Mapping[str, str]
    unit_kinds: Mapping[str, str]
    times: Mapping[str, int]
    near_days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase of the lists does: a modal, a negation, a bound ..."""

    kind: str
    value: str


class English:
    """The lists, ready to be found in a text."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self.cues: Phrases[Cue] = Phrases()
        for kind, groups in (("modal", lists.modals), ("bound", lists.bounds), ("condition", lists.conditions)):
            self._add(kind, groups)
        self._add("kept", lists.kept)
        for guidance in lists.kept["earlier_guidance"]:
            told = (
                *(f"{guidance} {tells}" for tells in lists.tells),
                *(f"{by} {guidance}" for by in lists.leads_to_told),
            )
            self._add("kept", {"earlier_guidance": told})
        for kind, phrases in (
            ("predicative", lists.predicative),
            ("joins", lists.joins),
            ("light", lists.light),
            ("where_possible", lists.where_possible),
            ("negation", lists.negations),
            ("last_day", lists.last_days),
            ("receives", lists.receives),
            ("gives_up", lists.gives_up),
            ("holding", lists.holding),
            ("near_day", lists.near_days),
        ):
            self._add(kind, {kind: phrases})
        self._add("direction", lists.directions)
        self.alike: dict[str, str] = {}
        for concept, phrases in lists.alike.items():
            for phrase in phrases:
                words = keys(phrase)
                if len(words) == 1:
                    self.alike[words[0]] = self.alike[concept_of(words[0])] = concept
                else:
                    self.cues.add(words, Cue("alike", concept))
        self.same_as: Phrases[tuple[str, ...]] = Phrases()
        for phrase, meant in lists.same_as.items():
            self.same_as.add(keys(phrase), tuple(meant.split()))
        self.instructions: Phrases[str] = Phrases()
        for phrase in lists.instructions:
            self.instructions.add(keys(phrase), phrase)
        self.free = frozenset(key for phrase in lists.free for key in keys(phrase) if len(keys(phrase)) == 1)
        self.heading = frozenset(self.concept(key) for phrase in lists.heading for key in keys(phrase))
        self.documents = frozenset(lists.documents)
        self.given = frozenset(lists.given)
        self.adverbs = frozenset(lists.adverbs)
        self.receiving, self.sending, self.both = map(frozenset, (lists.receiving, lists.sending, lists.both))

    def concept(self, key: str) -> str:
        """The one word that stands for a word and all that mean the same."""
        return self.alike.get(key) or self.alike.get(concept_of(key)) or concept_of(key)

    def concepts(self, words: Sequence[str]) -> frozenset[str]:
        return frozenset(map(self.concept, words))

    def _add(self, kind: str, groups: Mapping[str, tuple[str, ...]]) -> None:
        for value, phrases in groups.items():
            for phrase in phrases:
                self.cues.add(keys(phrase), Cue(kind, value))


@cache
def english() -> English:
    path = Path(__file__).with_name("english.yaml")
    return English(Lists.model_validate(yaml.load(path.read_bytes(), Loader=_LOADER)))  # noqa: S506 - a safe one
