"""At which event a case transfers: of the points that hold, the first in time governs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.pack import Pack
from assistant.resolution import Latest, TransferPoint
from assistant.rules import Point, Route


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one list on these facts: the one that governs, others that hold too, others that may."""

    governs: Point | None
    beside: tuple[Point, ...]
    open: tuple[Point, ...]
    lacks: frozenset[str]

    @property
    def events(self) -> tuple[str, ...]:
        """What the transfer may come at, as far as these facts settle it."""
        if self.governs:
            return (self.governs.event,)
        return tuple(dict.fromkeys(point.event for point in self.open))


NOWHERE = Points(None, (), (), frozenset())


def points(pack: Pack, route: Route, values: Mapping[str, Any]) -> Points:
    """The points of a route. A list's order decides between points whose dates are not known."""
    if route.transfer_point is None:
        return NOWHERE
    holding: list[Point] = []
    maybe: list[Point] = []
    lacks: frozenset[str] = frozenset()
    for point in pack.points[route.transfer_point]:
        truth = point.when.truth(values)
        if truth:
            holding.append(point)
        elif truth is None:
            maybe.append(point)
            lacks |= point.when.test(values).lacks
    if not holding:
        return Points(None, (), tuple(maybe), lacks)
    dated = [point for point in holding if point.event in values]
    governs = min(dated, key=lambda point: values[point.event]) if dated else holding[0]
    return Points(governs, tuple(point for point in holding if point is not governs), (), frozenset())


def transfer_point(pack: Pack, point: Point, values: Mapping[str, Any], latest_from: Latest | None) -> TransferPoint:
    """The point with the date of its event and the latest date that its limit allows.

    Where the event has no date yet, the latest date that a timescale allows stands in for it.
    """
    day: date | None = values.get(point.event)
    last = day or (latest_from.date if latest_from else None)
    if last and point.limit:
        last = point.limit.within.after(last, pack.calendar).end
    latest = last if point.limit or not day else None
    return TransferPoint(
        event=point.event,
        label=pack.events[point.event].label,
        limit=f"within {point.limit.within}" if point.limit else None,
        date=day,
        latest_date=latest,
        latest_from=latest_from if latest_from and (not day or day > latest_from.date) else None,
        precondition=point.precondition,
        by_agreement=point.by_agreement,
        clauses=point.clauses,
        layer=pack.layer(point.clauses),
    )
