"""A decision as the person who asked sees it, so that an answer can be held against what is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answering import each_child
from assistant.answering.answer import Answer
from assistant.answering.asking import missing_date
from assistant.answering.each_child import DecidedChild
from assistant.pack import Pack
from assistant.resolution import Decision, Resolution

Verdict = Literal["right", "asked", "wrong"]
HEADS = ("route", "outcome", "team", "event")
MOVES, MOVES_BY = "the move", "the move at the latest"
"""The names of the transfer point's days, beside those of the deadlines."""


@dataclass(frozen=True)
class Told:
    """What is told of one child."""

    route: str | None
    outcome: str | None
    team: str | None
    candidates: frozenset[str]
    event: str | None
    days: Mapping[str, frozenset[date | None]]
    """Name -> its days; None where it has no date yet."""
    current_team: str | None

    @classmethod
    def of(cls, resolution: Resolution) -> Told:
        point = resolution.transfer_point
        named = [(each.name, each.due) for each in resolution.deadlines]
        if point:
            named += [(MOVES, point.date), (MOVES_BY, point.latest_date)]
        return cls(
            route=resolution.route,
            outcome=resolution.outcome,
            team=resolution.receiving_team,
            candidates=frozenset(resolution.candidates),
            event=point.event if point else None,
            days={name: frozenset(day for other, day in named if other == name) for name, _ in named},
            current_team=resolution.current_team,
        )

    def differences(self, true: Told) -> Iterator[str]:
        for name in HEADS:
            meant, got = getattr(true, name), getattr(self, name)
            if got != meant:
                yield f"{name}: {meant} is right, the answer has {got}"
        if self.candidates != true.candidates:
            yield f"candidates: {_list(true.candidates)} are right, the answer has {_list(self.candidates)}"
        for name in dict.fromkeys((*true.days, *self.days)):
            meant, got = true.days.get(name), self.days.get(name)
            if got != meant:
                yield f"{name}: {_days(meant)} is right, the answer has {_days(got)}"

    def agrees(self, true: Told) -> bool:
        """Whether all that is told is true, though not all that is true be told."""
        heads = all(getattr(self, name) in (None, getattr(true, name)) for name in HEADS)
        possible = true.candidates | ({true.team} if true.team else set())
        days = all(name in true.days and days - {None} <= true.days[name] for name, days in self.days.items())
        return heads and days and (self.route is not None or possible <= self.candidates)

    def wrong_days(self, true: Sequence[Told]) -> list[str]:
        """The days told that are not of the same name in any of what is true."""
        return [
            f"{name} on {day}"
            for name, days in self.days.items()
            for day in sorted(day for day in days if day)
            if not any(day in each.days.get(name, ()) for each in true)
        ]


@dataclass(frozen=True)
class Seen:
    """What is told of every child, and what is asked."""

    kind: str
    asks: frozenset[str]
    """The fact asked for; of what is true, any that may be: several children may each want another."""
    awaits: frozenset[str]
    """The meeting whose date is asked for beside the answer."""
    told: tuple[Told, ...]
    """None where nothing was decided."""

    @classmethod
    def of_answer(cls, answer: Answer) -> Seen:
        decided = answer.kind in ("resolved", "needs_facts") or (answer.kind == "guidance" and not answer.about)
        one = [answer.resolution] if answer.resolution and decided else []
        awaits = answer.state.get("awaits")
        return cls(
            kind=answer.kind,
            asks=frozenset(question.fact for question in answer.questions),
            awaits=frozenset([awaits] if awaits else ()),
            told=tuple(Told.of(each) for each in [child.resolution for child in answer.resolutions] or one),
        )

    @classmethod
    def of_decisions(cls, pack: Pack, decisions: Sequence[Decision]) -> Seen:
        """What is true of each child."""
        asked = (decision.question for decision in decisions)
        awaited = (missing_date(pack, decision) for decision in decisions)
        return cls(
            kind=each_child.kind([DecidedChild("", {}, {}, decision) for decision in decisions]),
            asks=frozenset(question.fact for question in asked if question),
            awaits=frozenset(event for event in awaited if event),
            told=tuple(Told.of(decision.resolution) for decision in decisions),
        )

    def differences(self, true: Seen) -> list[str]:
        """Where the answer and what is true differ to the eye, a line for each."""
        if len(self.told) != len(true.told):
            decided = f"decides for {len(self.told)} children" if self.told else "decides nothing"
            return [f"kind: {true.kind} for {len(true.told)} is right, the answer is {self.kind} and {decided}"]
        lines = [] if self.kind == true.kind else [f"kind: {true.kind} is right, the answer is {self.kind}"]
        if not self.asks <= true.asks or (true.asks and not self.asks):
            lines.append(f"asks: {_list(true.asks)} is right, the answer asks {_list(self.asks)}")
        for told, truth in zip(self.told, true.told, strict=True):
            lines += told.differences(truth)
        return lines

    def agrees(self, true: Seen) -> bool:
        """Whether all that is told is true."""
        if len(self.told) != len(true.told) or self.kind not in (true.kind, "needs_facts"):
            return False
        return all(told.agrees(truth) for told, truth in zip(self.told, true.told, strict=True))

    def verdict(self, true: Seen) -> Verdict:
        """`asked`: it tells nothing wrong and asks for what would let it tell all. What it silently omits is wrong."""
        if not self.differences(true):
            return "right"
        asks = self.asks or self.awaits - true.awaits
        return "asked" if asks and self.agrees(true) else "wrong"

    def wrong_days(self, true: Seen) -> list[str]:
        """Where there are more children, or fewer, than were seen, a day is wrong that is none of them's."""
        same = len(self.told) == len(true.told)
        return [
            day
            for at, told in enumerate(self.told)
            for day in told.wrong_days(true.told[at : at + 1] if same else true.told)
        ]


def _list(names: frozenset[str]) -> str:
    return " or ".join(sorted(names)) or "nothing"


def _days(days: frozenset[date | None] | None) -> str:
    if days is None:
        return "nothing"
    return " and ".join(sorted(str(day) if day else "no date yet" for day in days))
