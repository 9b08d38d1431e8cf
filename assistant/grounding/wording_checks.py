"""Whether each verb is as binding as in the evidence, as denied, and as placed before or after."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.grounding.alignment import Evidence, Passage, Place
from assistant.grounding.fault import Fault
from assistant.grounding.reading import Item

DENYING = frozenset(("forbidden", "should_not", "not_required"))
NEAR, FAR = 5, 9
"""Items within which a denial stands with what it denies: in what was phrased, and in the evidence."""
OBJECTS = 3
"""Words behind a "before" or "after" that it may be about."""
_STRICT = frozenset(("should", "may")) | DENYING
_MEANS: dict[str, tuple[str | None, ...]] = {
    "must": ("must", "future", None),
    "future": ("must", "future", None),
    **{each: (each,) for each in _STRICT},
}
"""What the evidence must say for a modal to be told: as it is said, a plain statement binds as well."""
_PLACED = frozenset(("before", "after", "until", "during", "not_before"))


def modal_faults(passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    classes = {item.cues["modal"] for each in evidence.passages for item in each.items if "modal" in item.cues}
    classes |= {item.modal for each in evidence.passages for item in each.items if item.modal}
    governed = {item.clause for item in passage.items if item.modal}
    conditional = {item.clause for item in passage.items if "condition" in item.cues}
    for at, item in enumerate(passage.items):
        if item.clause in conditional and item.modal in (None, "may", "forbidden"):  # "if there could be no visit"
            continue
        if item.head and item.modal:
            places = _places(passage, at, evidence)
            if places and not any(place.item.modal in _MEANS[item.modal] for place in places):
                if not (item.modal == "should" and any(map(_bids, places))):
                    yield Fault("modal")
            elif item.modal in _STRICT and item.modal not in classes:
                yield Fault("modal")
        elif item.content and item.kind == "word" and item.clause not in governed:
            places = _places(passage, at, evidence)
            if places and all(place.item.head and place.item.modal in _STRICT for place in places):
                yield Fault("modal")
    told = {each.cues["modal"] for each in passage.items if "modal" in each.cues and each.clause not in conditional}
    if told & {"should", "may"} - classes:
        yield Fault("modal")


def _bids(place: Place) -> bool:
    """Whether the evidence puts it as an order: "Refer the case to them"."""
    before = [item for item in place.passage.items[: place.at] if item.sentence == place.item.sentence]
    return not before


def negation_faults(passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    for at, item in enumerate(passage.items):
        if not item.content:
            continue
        places = _places(passage, at, evidence)
        if not places:
            continue
        denied = item.negated or _is_denied(passage, at, NEAR)
        made_up = item.negated and not any(_is_denied(place.passage, place.at, FAR) for place in places)
        if made_up or (not denied and all(place.item.negated for place in places)):
            yield Fault("negation")


def _is_denied(passage: Passage, at: int, near: int) -> bool:
    """Whether there is a denial in its clause, no further off than `near` items."""
    items, clause = passage.items, passage.items[at].clause
    beside = items[max(at - near, 0) : at + near + 1]
    return any(each.cues.get("modal") in DENYING or "negation" in each.cues for each in beside if each.clause == clause)


def placing_faults(passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    """Before for after, until for from."""
    theirs: dict[object, set[str]] = {}
    loose: set[str] = set()
    for each in evidence.passages:
        for at, item in enumerate(each.items):
            if way := _way(item):
                objects = _objects(each, at)
                loose |= set() if objects else {way}
                for key in objects:
                    theirs.setdefault(key, set()).add(way)
    for at, item in enumerate(passage.items):
        way = _way(item)
        objects = _objects(passage, at) if way else []
        if way is None or not objects or way in loose:
            continue
        found: set[str] = set().union(*(theirs.get(key, set()) for key in objects))
        if way == "from":
            if found & {"until", "before"} and "from" not in found:
                yield Fault("bound")
        elif (found - {"from"} and not found & _ways_like(way)) or (not found - {"from"} and way in _PLACED):
            yield Fault("bound")


def _way(item: Item) -> str | None:
    if item.cues.get("condition") == "when":
        return "when"
    way = item.cues.get("bound")
    return way if way in _PLACED or way in ("on", "from") else None


def _ways_like(way: str) -> set[str]:
    return {
        "when": {"when", "after", "on", "during"},
        "after": {"after", "when"},
        "during": {"during", "on", "when"},
        "on": {"on", "when", "during"},
    }.get(way, {way})


def _objects(passage: Passage, at: int) -> list[object]:
    """What a "before" is about: the first words of its clause; a date has its own check."""
    here = passage.items[at]
    found: list[object] = []
    for item in passage.items[at + 1 :]:
        if item.kind == "stop" or (item.clause != here.clause and found) or len(found) == OBJECTS:
            break
        if item.kind in ("date", "time", "period") or item.cues.get("bound") in _PLACED:
            break
        if item.content:
            found.append(item.key)
    return found


def _places(passage: Passage, at: int, evidence: Evidence) -> list[Place]:
    """Where the evidence has the same word among the likest neighbours."""
    item = passage.items[at]
    places = [place for place in evidence.places.get(item.key, ()) if place.item.content]
    return evidence.likest(passage, at, places)
