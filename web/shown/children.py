"""One child or several on the page: a card for each decision, what they share, then what is only for some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answering import together, wording
from assistant.answering.answer import Answer
from assistant.facts import FactSpec
from assistant.pack import Pack
from web.shown.glance import Glance, glance
from web.shown.steps import Step


@dataclass(frozen=True)
class Chip:
    """A fact as it was understood or assumed, with what it takes to correct it."""

    spec: FactSpec
    value: Any
    words: str
    said: str | None = None
    otherwise: str = ""
    """For an assumption: what would follow from the contrary."""
    children: tuple[str, ...] = ()
    """The children it is of, where that is not all of them."""

    @property
    def whose(self) -> str:
        return wording.children_named(self.children) if self.children else ""


@dataclass(frozen=True)
class Child:
    """One child's decision; most questions are about one. What several come to together is one of these as well."""

    label: str
    glance: Glance


@dataclass(frozen=True)
class OwnFacts:
    """What is one child's own among several: it is corrected in words, for a chip would not say whose it is."""

    label: str
    chips: tuple[Chip, ...]


def cards(pack: Pack, answer: Answer, today: date) -> Iterator[Child]:
    """The decisions; children that all come to the same have one."""
    resolutions = [each.resolution for each in answer.resolutions]
    if not resolutions:
        if answer.resolution:
            yield Child("", glance(pack, answer.resolution, today))
        return
    shared = together.common(resolutions)
    if together.alike(resolutions) and answer.kind == "resolved":
        labels = wording.children_named([each.child for each in answer.resolutions])
        everyone = wording.capital(wording.everyone(len(resolutions)))
        yield Child(f"{everyone}: {labels}", glance(pack, shared, today))
        return
    for each in answer.resolutions:
        # The notice that all share stands among what is for all, and is not said on every card.
        theirs = glance(pack, together.apart(each.resolution, shared), today)
        yield Child(wording.capital(each.child), theirs)


def sections(pack: Pack, answer: Answer, today: date) -> Iterator[Child]:
    """What is to be done: for all, then for those only who have more or other things to do."""
    resolutions = [each.resolution for each in answer.resolutions]
    if not resolutions:
        yield from cards(pack, answer, today)
        return
    shared = together.common(resolutions)
    yield Child(f"For {wording.everyone(len(resolutions))}", glance(pack, shared, today))
    for labels, resolution in together.by_what_is_own([each.child for each in answer.resolutions], resolutions):
        theirs = glance(pack, resolution, today)  # whose move stands on their cards
        theirs = replace(theirs, steps=[step for step in theirs.steps if not step.moves])
        yield Child(f"For {wording.children_named(labels)} only", theirs)


def passed(pack: Pack, answer: Answer, today: date) -> Sequence[Step]:
    """The deadlines of all that have passed: what is said before any child's card."""
    resolutions = [each.resolution for each in answer.resolutions]
    if not resolutions or (together.alike(resolutions) and answer.kind == "resolved"):
        return ()
    return glance(pack, together.common(resolutions), today).passed


def own(pack: Pack, answer: Answer) -> Iterator[OwnFacts]:
    for each in answer.resolutions:
        chips = tuple(
            Chip(pack.facts[name], fact.value, fact.value_label, fact.said)
            for name, fact in each.facts.items()
            if name not in answer.facts or answer.facts[name] != fact
        )
        if chips:
            yield OwnFacts(wording.capital(each.child), chips)
