"""Two things told of each other's: "got those the wrong way round", "swap them"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.children.scopes import Whose
from assistant.understanding.children.standings import Told
from assistant.understanding.findings import Problem, short
from assistant.understanding.language.english import english
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Scene

LONGEST = 14
"""Words of a message that changes things over and says nothing else."""
PAIR = 2
AGE = "age"


def says_swapped(scene: Scene) -> bool:
    return len(scene.words) <= LONGEST and english().changed_over.find(scene.words) is not None and not scene.dates


def swap_meetings(scene: Scene, sayings: Sayings, held: Mapping[str, Value], pack: Pack) -> None:
    """Of one child: the days of the two meetings held; where they cannot be so, neither stands."""
    days = {name: day for name, day in held.items() if name in pack.events and not pack.events[name].any_day}
    if not days or sayings.told or not says_swapped(scene):
        return
    sayings.forgotten += days
    if len(days) != PAIR:
        return
    (one, first), (other, second) = days.items()
    changed = {one: second, other: first}
    for name, day in changed.items():
        for before in pack.events[name].follows:
            earlier = changed.get(before)
            if isinstance(day, date) and isinstance(earlier, date) and day < earlier:
                sayings.problems.append(Problem("impossible_order", name))
                return
    said = short(scene.said(0, len(scene.words)))
    sayings.told += [Saying(name, day, said, 0) for name, day in changed.items()]


def swapped_between(sayings: Sayings, text: Told) -> list[tuple[Saying, Whose]]:
    """Of two children: what differs between them goes to the other; the days alone where they are spoken of."""
    scene, children = text.scene, text.family.children
    if len(children) != PAIR or sayings.told or not says_swapped(scene):
        return []
    one, other = children[0].held, children[1].held
    differ = [name for name in {**one, **other} if name != AGE and one.get(name) != other.get(name)]
    days = [name for name in differ if text.pack.facts[name].kind == "date"]
    of_days = not _DAYS.isdisjoint(scene.words)
    if len(days) > 1 and any(name not in one or name not in other for name in days):
        return []  # one has a conference, the other a core group: which of it is the other's?
    meant = days if of_days or len(days) == len(differ) else [name for name in differ if name in one and name in other]
    said = short(scene.said(0, len(scene.words)))
    found: list[tuple[Saying, Whose]] = []
    for at, theirs in enumerate((other, one)):
        found += [
            (Saying(name, theirs[name], said, 0), Whose("these", frozenset((at,)), "close"))
            for name in meant
            if name in theirs
        ]
    return found


_DAYS = frozenset(("date", "dates", "day", "days", "meetings", "conferences", "reviews"))
