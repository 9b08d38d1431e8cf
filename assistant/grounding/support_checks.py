"""Whether every name and every word of a sentence stands in its evidence, and no name in another's place."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.grounding.alignment import Evidence, Passage, Place
from assistant.grounding.english import english
from assistant.grounding.fault import Fault
from assistant.grounding.lexing import key_of
from assistant.grounding.names import Names
from assistant.grounding.reading import Item


def support_faults(passage: Passage, evidence: Evidence, names: Names) -> Iterator[Fault]:
    """Names and words that the evidence lacks."""
    lists = english()
    teams = list(evidence.items("team"))
    for at, item in enumerate(passage.items):
        if item.kind == "team":
            same = [place for place in teams if place.item.value == item.value]
            others = [place for place in teams if place.item.value != item.value]
            if not same or (_stands_alone(passage, at) and evidence.mistakes(passage, at, same, others)):
                yield Fault("team")
        elif item.kind == "event" and not _event_stands(passage, at, evidence, names):
            yield Fault("event")
        elif item.kind == "term" and not _term_stands(item, evidence, names):
            yield Fault("acronym" if item.raw.isupper() else "unsupported")
        elif item.kind == "word" and not item.free and not _word_stands(item, evidence):
            if "near_day" in item.cues:
                yield Fault("date")
            elif item.value == "hold" and _has_meeting(passage, item):
                continue
            elif item.raw.isupper() and len(item.raw) > 1:
                yield Fault("acronym")
            else:
                beside = {key_of(other.raw) for other in passage.items[at : at + 3]}
                yield Fault("document" if beside & lists.documents else "unsupported")


def _has_meeting(passage: Passage, item: Item) -> bool:
    """A meeting is held, whether that is said or not."""
    return any(other.kind == "event" and other.clause == item.clause for other in passage.items)


def _stands_alone(passage: Passage, at: int) -> bool:
    """Whether a team is itself what is spoken of, and not whose worker; of what is done by somebody see the agents."""
    if any(agent.start <= at < agent.stop and agent.person for agent in passage.agents):
        return False
    return not any(item.head and item.passive for item in passage.items if item.clause == passage.items[at].clause)


def _word_stands(item: Item, evidence: Evidence) -> bool:
    if key_of(item.raw) in english().documents and key_of(item.raw) not in evidence.keys:
        return False
    if item.value in evidence.concepts or item.value in english().given:
        return True
    parts = item.concepts - {item.value}
    return bool(parts) and "kept" not in item.cues and "near_day" not in item.cues and parts <= evidence.concepts


def _event_stands(passage: Passage, at: int, evidence: Evidence, names: Names) -> bool:
    """The same meeting, or part of its name: the review for the first review."""
    item = passage.items[at]
    ids = {name.id for name in item.names if name.kind == "event"}
    mine = names.words["event", str(item.value)]
    same: list[Place] = []
    others: list[Place] = []
    for place in evidence.items("event"):
        is_one = place.item.value in ids or mine < names.words["event", str(place.item.value)]
        (same if is_one else others).append(place)
    return bool(same) and not evidence.mistakes(passage, at, same, others)


def _term_stands(item: Item, evidence: Evidence, names: Names) -> bool:
    ids = {name.id for name in item.names}
    if any(place.item.value in ids for place in evidence.items("term")):
        return True
    words = english().concepts(item.raw.casefold().split()) | item.concepts
    return words <= evidence.concepts or names.words["term", str(item.value)] <= evidence.concepts
