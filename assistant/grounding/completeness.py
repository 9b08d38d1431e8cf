"""Whether a statement that may not be left out has been told: its teams, meetings, dates, cautions and modals."""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.grounding.alignment import Passage
from assistant.grounding.english import english
from assistant.grounding.figures import Day
from assistant.grounding.reading import FIGURES, Item, Text

ENOUGH = 0.6
"""The share of a sentence's words that tells it; and of those that no other sentence of the statement has."""


def lacks(statement: Passage, told: Sequence[Passage]) -> bool:
    """Whether anything that matters of the statement stands in none of the sentences told.

    What stands in brackets is how a day was counted, and may be left out.
    """
    if not told:
        return True
    items = [item for passage in told for item in passage.items]
    concepts, keys = {each for item in items for each in item.concepts}, {item.key for item in items if item.content}
    teams = {item.value for item in items if item.kind == "team"}
    plain = {each for item in items if item.kind == "word" for each in item.concepts} - english().given
    events = {item.value for item in items if item.kind == "event"} | plain
    modals = {item.cues["modal"] for item in items if "modal" in item.cues} | {item.modal for item in items}
    sentences = _sentences(statement.text)
    for sentence in sentences:
        contents = [item for item in sentence if item.content and item.value not in english().given]
        if any(_is_lost(item, items, teams, events) for item in sentence):
            return True
        if any(item.head and item.modal not in (*modals, "must", "future") for item in sentence):
            return True
        own = _own(contents, sentence, sentences)
        if not (_are_told(contents, concepts, keys) and _are_told(own, concepts, keys)):
            return True
    return False


def _are_told(contents: Sequence[Item], concepts: Set[str], keys: Set[object]) -> bool:
    """Whether enough of these words are told; a team or a meeting by any of its names."""
    told = sum(bool(item.concepts & concepts) or item.key in keys for item in contents)
    return told >= ENOUGH * len(contents)


def _own(contents: Sequence[Item], sentence: Sequence[Item], sentences: Sequence[Sequence[Item]]) -> list[Item]:
    """The words that this sentence alone has: what it shares may have been told for another's sake.

    Figures are held against those told by what they mean, not by how they are written.
    """
    others = {each for other in sentences if other is not sentence for item in other for each in item.concepts}
    return [item for item in contents if item.kind not in FIGURES and not item.concepts & others]


def _is_lost(item: Item, items: Sequence[Item], teams: set[object], events: set[object]) -> bool:
    match item.kind:
        case "team":
            return item.value not in teams
        case "event":
            return item.value not in events and not item.concepts & events
        case "date" | "period" | "time":
            return not any(_same(item, other) for other in items if other.kind == item.kind)
    return "kept" in item.cues and item.cues["kept"] not in {other.cues.get("kept") for other in items}


def _same(item: Item, other: Item) -> bool:
    if isinstance(item.value, Day) and isinstance(other.value, Day):
        return other.value.agrees(item.value)
    return item.value == other.value


def _sentences(text: Text) -> list[list[Item]]:
    """Without what stands in brackets."""
    found: dict[int, list[Item]] = {}
    depth = 0
    for item in text.items:
        if item.kind == "stop":
            depth = max(depth + item.raw.count("(") - item.raw.count(")"), 0)
        elif not depth:
            found.setdefault(item.sentence, []).append(item)
    return list(found.values())
