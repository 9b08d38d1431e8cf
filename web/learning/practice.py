"""Cases to practise on: the pack's worked cases moved to other days, at three levels, marked by the resolver.

An exercise is told by the worked case it is made of and by how many weeks its days are moved, so the server keeps
nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from assistant.cases import Case, read_cases
from assistant.cases import decide as decide_case
from assistant.facts import read_facts, say_date
from assistant.pack import Pack
from assistant.resolution import Deadline, Decision, Resolution
from assistant.resolver import resolve

Level = Literal[1, 2, 3]
LEVELS: Mapping[Level, str] = {
    1: "Which team, and at which meeting",
    2: "Also by when the next team must have notice",
    3: "Where the policy is unclear, or more than one team is at work",
}
MOST_FACTS = 6
WEEKS = 40
"""As many weeks as an exercise's days are moved at most."""
_SORTED: dict[str, Mapping[Level, Sequence[Case]]] = {}


@dataclass(frozen=True, slots=True)
class Exercise:
    """A case to be decided by a learner."""

    id: str
    """Id of the worked case, and the weeks that it is moved by: `duty-icpc-after-easter+3`."""
    level: Level
    today: date
    facts: Mapping[str, Any]
    told: tuple[tuple[str, str], ...]
    """What the learner is told: a fact's name in words, and its value."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing asked, what was given, and what is right, all in words."""

    asked: str
    given: str
    right: str

    @property
    def is_right(self) -> bool:
        return self.given == self.right


def exercise(pack: Pack, level: Level, place: int) -> Exercise | None:
    """The exercise at this place, counting round the level's cases and then the weeks; None where there are none."""
    cases = _cases(pack)[level]
    if not cases:
        return None
    round_, at = divmod(place, len(cases))
    return _moved(pack, level, cases[at], round_ % (WEEKS + 1))


def named(pack: Pack, name: str) -> Exercise | None:
    """The exercise of this id; None where there is none."""
    case_id, _, weeks = name.rpartition("+")
    if not weeks.isascii() or not weeks.isdecimal() or int(weeks) > WEEKS:
        return None
    found = ((level, case) for level, cases in _cases(pack).items() for case in cases if case.id == case_id)
    return next((_moved(pack, level, case, int(weeks)) for level, case in found), None)


def decide(pack: Pack, exercise: Exercise) -> Decision:
    return resolve(pack, read_facts(pack.facts, exercise.facts), exercise.today)


def notice(resolution: Resolution) -> Deadline | None:
    """The first day to be kept before the move."""
    dated = [each for each in resolution.deadlines if each.relation == "before" and each.due]
    return min(dated, key=lambda each: each.due or date.max, default=None)


def mark(pack: Pack, exercise: Exercise, resolution: Resolution, given: Mapping[str, str]) -> tuple[Mark, ...]:
    """How what was `given` for `team`, `event` and `day` compares. What is not of the pack is simply not right."""
    marks = [Mark("Team", _team(pack, given.get("team")), _team(pack, resolution.receiving_team))]
    if point := resolution.transfer_point:
        marks.append(Mark("Transfer point", _event(pack, given.get("event")), _event(pack, point.event)))
    last = notice(resolution) if exercise.level > 1 else None
    if last and last.due:
        marks.append(Mark(last.label, _day(given.get("day")), say_date(last.due)))
    return tuple(marks)


def _cases(pack: Pack) -> Mapping[Level, Sequence[Case]]:
    """The cases of each level, in the pack's order; sorted out once for a pack's revision."""
    if pack.revision not in _SORTED:
        fit = [(_level(pack, case), case) for case in read_cases(pack.folder)[0] if _is_fit(case)]
        _SORTED.clear()
        _SORTED[pack.revision] = {level: tuple(case for of, case in fit if of == level) for level in LEVELS}
    return _SORTED[pack.revision]


def _is_fit(case: Case) -> bool:
    """A move that is decided, of few facts, with a day to come and none that is over."""
    expect = case.expect
    days = [value for value in case.facts.values() if isinstance(value, date)]
    decided = expect.kind == "resolved" and expect.receiving_team and expect.transfer_point and not expect.passed
    return bool(decided and days and len(case.facts) <= MOST_FACTS and min(days) >= case.today)


def _level(pack: Pack, case: Case) -> Level:
    expect = case.expect
    if expect.co_allocated or expect.ambiguities or "ambiguity" in expect.notes:
        return 3
    return 2 if notice(decide_case(pack, case).resolution) else 1


def _moved(pack: Pack, level: Level, case: Case, weeks: int) -> Exercise:
    by = timedelta(weeks=weeks)
    facts = {name: value + by if isinstance(value, date) else value for name, value in case.facts.items()}
    specs = [(pack.facts[name], value) for name, value in facts.items()]
    told = [(spec.label, spec.say(spec.read(value))) for spec, value in specs]
    return Exercise(f"{case.id}+{weeks}", level, case.today + by, facts, tuple(told))


def _team(pack: Pack, team: str | None) -> str:
    return pack.teams[team].short if team and team in pack.teams else "none chosen"


def _event(pack: Pack, event: str | None) -> str:
    return pack.events[event].label if event and event in pack.events else "none chosen"


def _day(day: str | None) -> str:
    try:
        return say_date(date.fromisoformat(day or ""))
    except ValueError:
        return "no day given"
