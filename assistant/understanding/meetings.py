"""Which meeting a name means that several go by: "the hearing", "the conference", "the review"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.vocabulary import Match


class Meetings:
    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._told = {event: _told(pack, event) for event in pack.events}

    def settle(self, match: Match, facts: Mapping[str, Value], named: frozenset[str]) -> tuple[str | None, bool]:
        """The meeting meant, and whether that is certain; None when it must be asked for.

        `named` are the meetings that the text or the conversation names by a name of their own.
        """
        if not match.others:
            return match.id, True
        if len(own := [event for event in match.ids if event in named]) == 1:
            return own[0], True
        agreeing = [event for event in match.ids if self._agrees(event, facts)]
        if len(agreeing) == 1:
            return agreeing[0], True
        # The first that has the name has it by right, where it alone can move a case of this team.
        possible = self._possible(facts) if "current_team" in facts else frozenset()
        if possible.intersection(match.ids) == {match.id}:
            return match.id, False
        return None, False

    def _agrees(self, event: str, facts: Mapping[str, Value]) -> bool:
        """Whether the facts say what the meeting tells of a case, and nothing against it."""
        shared = [facts[name] == value for name, value in self._told[event].items() if name in facts]
        return bool(shared) and all(shared)

    def _possible(self, facts: Mapping[str, Value]) -> frozenset[str]:
        return frozenset(self._points(facts))

    def _points(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """Every event that a case of these facts may still transfer at."""
        for route in self._pack.routes.values():
            if route.transfer_point and route.when.test(facts).truth is not False:
                for point in self._pack.points.get(route.transfer_point, ()):
                    if point.when.test(facts).truth is not False:
                        yield point.event


def _told(pack: Pack, event: str) -> dict[str, Value]:
    """What a meeting tells of a case: its own facts, and those that follow from its having a date."""
    told: dict[str, Value] = dict(pack.events[event].facts)
    for name, spec in pack.facts.items():
        for implication in spec.implied:
            tests = list(implication.when.tests())
            if len(tests) == 1 and tests[0].fact == event and tests[0].wants == "given":
                told.setdefault(name, implication.value)
    return told
