"""Whether each date, time, period and number is the evidence's, of the same thing and in the same bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.grounding.alignment import Evidence, Passage, Place
from assistant.grounding.fault import Fault, Kind
from assistant.grounding.figures import HALF_A_DAY, Day
from assistant.grounding.reading import FIGURES, Item

NEAR = 4
"""Items before a figure in which its bound stands."""
BEHIND = 8
_SAME = {"until": "by"}
_STRONG = frozenset(("over", "under", "at_least", "within", "not_before"))
"""Bounds that a number may not lose."""
_KINDS: dict[str, Kind] = {"time": "time", "period": "period", "number": "number"}


def figure_faults(passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    for at, item in enumerate(passage.items):
        if item.kind in FIGURES:
            yield from _of_figure(passage, at, evidence)


def _of_figure(passage: Passage, at: int, evidence: Evidence) -> Iterator[Fault]:
    item = passage.items[at]
    kind = _KINDS.get(item.kind, "date")
    if item.kind in ("weekday", "month"):
        if not any(_has_part(item, place.item) for place in _figures(evidence)):
            yield Fault(kind)
        return
    places = list(evidence.items(item.kind))
    same = [place for place in places if agrees(item, place.item)]
    if not same:
        if not (item.kind == "number" and item.value == 2 and "both" in evidence.concepts):  # noqa: PLR2004
            yield Fault(kind)
        return
    others = [place for place in places if place not in same]
    if evidence.mistakes(passage, at, same, others):
        yield Fault(kind)
        return
    told = bound(passage, at)
    nearest = evidence.likest(passage, at, same)
    bounded = any(_within_bounds(item.kind, told, bound(place.passage, place.at), place) for place in nearest)
    if not bounded or (item.kind == "period" and not any(_related(passage, at, place) for place in nearest)):
        yield Fault("bound")


def _figures(evidence: Evidence) -> Iterator[Place]:
    for kind in ("date", "weekday", "month"):
        yield from evidence.items(kind)


def _has_part(item: Item, other: Item) -> bool:
    """Whether a weekday or a month alone is that of a date of the evidence."""
    if isinstance(other.value, Day):
        return item.value in ((other.value.falls_on,) if item.kind == "weekday" else (other.value.month,))
    return (item.kind, item.value) == (other.kind, other.value)


def agrees(item: Item, other: Item) -> bool:
    """Whether a figure is the evidence's."""
    if isinstance(item.value, Day) and isinstance(other.value, Day):
        return item.value.agrees(other.value)
    if item.kind == "time" and isinstance(item.value, int) and isinstance(other.value, int):
        half = item.raw.casefold().rstrip(".")[-1] == "m"
        return item.value == other.value or (not half and item.value % HALF_A_DAY == other.value % HALF_A_DAY)
    return item.value == other.value


def bound(passage: Passage, at: int) -> str | None:
    """What stands before or after a figure and tells how far it goes: by, before, at least, under."""
    items, item = passage.items, passage.items[at]
    for before in reversed(items[max(at - NEAR, 0) : at]):
        if "bound" in before.cues:
            found = before.cues["bound"]
            if found == "on" and _last_day(items, at):
                return "by"
            return _SAME.get(found, found)
        if not before.free or before.kind == "stop":
            break
    for after in items[at + 1 : at + 3]:
        if (
            after.cues.get("bound") in ("by", "at_least", "over", "under", "not_before")
            and after.raw.casefold() != "by"
        ):
            return after.cues["bound"]
        if not after.free:
            break
    return "by" if item.kind == "date" and _last_day(items, at) else None


def _last_day(items: Sequence[Item], at: int) -> bool:
    """Whether a date is told to be the last day of something."""
    here = items[at]
    for other in reversed(items[:at]):
        if other.sentence != here.sentence or other.kind == here.kind:
            break
        if "last_day" in other.cues:
            return True
    for other in items[at + 1 : at + 1 + BEHIND]:
        if other.sentence != here.sentence or other.kind == here.kind or other.raw == "(":
            break
        if "last_day" in other.cues:
            return True
    return False


def _within_bounds(kind: str, told: str | None, meant: str | None, place: Place) -> bool:
    if told == meant:
        return True
    if kind == "date":
        return told is None or (meant is None and told in ("by", "on"))
    if kind == "period":
        last_day = _last_day(place.passage.items, place.at)
        relation = _relation(place.passage, place.at)
        if told == "at_least":
            return meant is None and last_day and relation == "before"
        if told == "within":
            return meant is None and last_day and relation in ("after", "from")
        return told not in _STRONG
    return not (meant in _STRONG or told in _STRONG)


def _relation(passage: Passage, at: int) -> str | None:
    """Of a period: whether it is before or after what follows."""
    for after in passage.items[at + 1 : at + 4]:
        if after.kind == "stop":
            break
        if after.cues.get("bound") in ("before", "after", "from"):
            return after.cues["bound"]
    return None


def _related(passage: Passage, at: int, place: Place) -> bool:
    told, meant = _relation(passage, at), _relation(place.passage, place.at)
    if told is None or told == meant:
        return True
    return "before" not in (told, meant) and (meant is not None or bound(place.passage, place.at) == "within")
