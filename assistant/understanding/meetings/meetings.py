"""Which meeting a name means that several go by: "the hearing", "the conference", "the review"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.vocabulary import Match

PLAN = "plan"
"""The fact that the first meeting of a plan begins, and a later one finds in place."""


class Meetings:
    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.told = {event: _told(pack, event) for event in pack.events}
        """What each meeting tells of a case."""

    def settle(
        self, match: Match, facts: Mapping[str, Value], named: frozenset[str], *, onto: bool = False
    ) -> tuple[str | None, bool]:
        """The meeting meant, and whether that is certain; None when it must be asked for.

        `named` are the meetings that the text or the conversation names by a name of their own; `onto` tells that
        the plan is still to come, and its first meeting with it.
        """
        if not match.others:
            return match.id, True
        own = [event for event in match.ids if event in named]
        if len(own) == 1 and not self._contradicts(own[0], facts):
            return own[0], True
        agreeing = [event for event in match.ids if self._agrees(event, facts)]
        if len(agreeing) == 1:
            return self._first_of_its_kind(agreeing[0], facts), True
        fitting = agreeing or [event for event in match.ids if not self._contradicts(event, facts)]
        possible = self.possible(facts) if "current_team" in facts else frozenset()
        able = [event for event in fitting if event in possible]
        if len(able) != 1:
            return None, False
        meeting = able[0]
        # A team that cases leave at their first meeting holds none at the later ones.
        planned = meeting in agreeing and PLAN in self.told[meeting] and not onto
        certain = planned or self._holds_at_first(facts) or (not onto and self._leads_to(meeting, facts))
        # The first that has the name has it by right; a later one needs more that tells it.
        return (meeting, certain) if certain or meeting == match.id else (None, False)

    def _first_of_its_kind(self, meeting: str, facts: Mapping[str, Value]) -> str:
        """ "Review" of a looked-after child: the first one, where the team holds such cases no longer than to it."""
        if self._pack.events[meeting].follows or "current_team" not in facts:
            return meeting
        events = self._pack.events
        alike = [event for event, told in self.told.items() if told == self.told[meeting]]
        alike = [event for event in alike if not events[event].any_day]
        possible = self.possible(facts).intersection(alike)
        if meeting in possible or len(possible) != 1 or not self._holds_at_first(facts):
            return meeting
        return next(iter(possible))

    def _holds_at_first(self, facts: Mapping[str, Value]) -> bool:
        """Whether none of the team's cases ever moves at a meeting that follows another."""
        team, events = {"current_team": facts["current_team"]}, self._pack.events
        follows = {before for event in self.possible(team) for before in events[event].follows}
        return all(events[before].any_day for before in follows)

    def _leads_to(self, meeting: str, facts: Mapping[str, Value]) -> bool:
        """Whether something that is said beside the team and the meeting itself makes it the one to move at."""
        told = {"current_team", *self.told[meeting]}
        for route in self._pack.routes.values():
            points = self._pack.points.get(route.transfer_point, ()) if route.transfer_point else ()
            if any(point.event == meeting for point in points) and route.when.test(facts).truth is not False:
                tests = (test for test in route.when.tests() if test.fact not in told and test.fact in facts)
                if any(test.truth(facts) for test in tests):
                    return True
        return False

    def _contradicts(self, event: str, facts: Mapping[str, Value]) -> bool:
        return any(facts.get(name, value) != value for name, value in self.told[event].items())

    def _agrees(self, event: str, facts: Mapping[str, Value]) -> bool:
        """Whether the facts say what the meeting tells of a case, and nothing against it."""
        shared = [facts[name] == value for name, value in self.told[event].items() if name in facts]
        return bool(shared) and all(shared)

    def possible(self, facts: Mapping[str, Value]) -> frozenset[str]:
        """Every event that a case of these facts may still transfer at."""
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
