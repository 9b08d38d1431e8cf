"""The facts that were read beside those that were meant, fact by fact and child by child."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Literal

from assistant.conditions import TODAY
from assistant.facts import Facts, FactSpecs, Value, imply


@dataclass(frozen=True)
class Compared:
    """One fact of one child."""

    fact: str
    meant: Value | None
    read: Value | None
    result: Literal["right", "follows", "missed", "otherwise", "beyond"]
    """`follows`: it is meant or read alone, and follows by definition from what is on the other side."""

    @property
    def missed(self) -> bool:
        return self.result in ("missed", "otherwise")

    @property
    def wrong(self) -> bool:
        return self.result in ("beyond", "otherwise")

    def __str__(self) -> str:
        return f"{self.fact}: {_said(self.meant)} is meant, {_said(self.read)} was read"


def compare(
    specs: FactSpecs, meant: Facts, read: Facts, today: date, leave_out: Collection[str] = ()
) -> list[Compared]:
    """Every fact meant or read but those to `leave_out`. What is presumed follows from nothing."""
    by_meaning = _followed(specs, {**{name: read[name] for name in leave_out if name in read}, **meant}, today)
    by_reading = _followed(specs, read, today)
    found = []
    for name in dict.fromkeys((*meant, *read)):
        if name in leave_out:
            continue
        if name in meant and name in read:
            result = "right" if meant[name] == read[name] else "otherwise"
        elif name in meant:
            result = "follows" if by_reading.get(name) == meant[name] else "missed"
        else:
            result = "follows" if by_meaning.get(name) == read[name] else "beyond"
        found.append(Compared(name, meant.get(name), read.get(name), result))  # type: ignore[arg-type]
    return found


def paired(meant: Sequence[Facts], read: Sequence[Facts], specs: FactSpecs, today: date) -> tuple[int, ...]:
    """Which of the children read each of those meant is, by place, so that most agrees; further ones behind.

    Places beyond those read stand for children that were not seen.
    """
    count = max(len(meant), len(read))
    wanted, got = _padded(meant, count), _padded(read, count)
    apart = [
        [sum(each.missed or each.wrong for each in compare(specs, one, other, today)) for other in got]
        for one in wanted
    ]
    return min(permutations(range(count)), key=lambda places: sum(apart[at][to] for at, to in enumerate(places)))


def _padded(children: Sequence[Facts], count: int) -> list[Facts]:
    return [*children, *({} for _ in range(count - len(children)))]


def _followed(specs: FactSpecs, facts: Facts, today: date) -> Mapping[str, Value]:
    values = {**facts, TODAY: today}
    imply(specs, values)
    return values


def _said(value: Value | None) -> str:
    return "nothing" if value is None else str(value)
