"""What a text says of meetings and of their dates: each date to its meeting, a corrected one to the one it replaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.facts import Value
from assistant.understanding.binding import Bond, bind
from assistant.understanding.cues import Stance
from assistant.understanding.dates import DateMention, in_month_of
from assistant.understanding.english import english
from assistant.understanding.findings import LooseDate, Problem, Unsure, short
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Room, Scene
from assistant.understanding.vocabulary import Match

_TODAY = frozenset(("today", "tonight", "this"))
_GONE_BY = frozenset(("last", "ago"))
_BEFORE_A_TEAM = frozenset(("by", "to", "with", "in", "at", "from", "into"))


class MeetingDates:
    """The meetings of one text and their dates, added to its sayings."""

    def __init__(
        self, scene: Scene, room: Room, sayings: Sayings, held: Mapping[str, Value], asked: str | None
    ) -> None:
        self._scene, self._room, self._sayings, self._held, self._asked = scene, room, sayings, held, asked
        self._facts = _settled(held, sayings)
        self._events = scene.of("event")
        own_names = {match.id for match in self._events if not match.others}
        self._named = frozenset(own_names | {name for name in held if name in room.pack.events})

    def read(self) -> None:
        stances = [self._stance(each) for each in self._scene.dates]
        dates = [each for each, stance in zip(self._scene.dates, stances, strict=True) if stance != "denied"]
        denied = [each for each, stance in zip(self._scene.dates, stances, strict=True) if stance == "denied"]
        bonds, loose = bind(self._scene.tokens, self._events, dates, self._scene.named, self._aside())
        bonds += self._taken_back(bonds, dates)
        loose = [at for at in loose if at not in {bond.date for bond in bonds}]
        for bond in bonds:
            self._bond(bond, dates[bond.date])
        with_date = {event for bond in bonds for event in bond.events}
        for at, event in enumerate(self._events):
            self._name(event, dated=at in with_date)
        for at in loose:
            self._loose(dates[at], denied)

    def _aside(self) -> list[bool]:
        """The tokens that say by whom, to whom or where: "closed by EmPower on 2 December"."""
        aside = [False] * len(self._scene.tokens)
        for role in self._scene.roles:
            first = role.match.first - 1
            while first > 0 and self._scene.words[first] in english().articles and self._scene.words[first] != "to":
                first -= 1
            if first >= 0 and self._scene.words[first] in _BEFORE_A_TEAM:
                aside[first : role.match.stop] = [True] * (role.match.stop - first)
        return aside

    def _taken_back(self, bonds: Sequence[Bond], dates: Sequence[DateMention]) -> list[Bond]:
        """ "ICPC 8 April, no sorry 9 April": the second date is of the meeting of the first."""
        events = {bond.date: bond.events for bond in bonds}
        return [
            Bond(at, events[at - 1])
            for at in range(1, len(dates))
            if at not in events
            and at - 1 in events
            and english().corrections.find(self._scene.words, dates[at - 1].stop, dates[at].first)
        ]

    def _stance(self, mention: DateMention) -> Stance:
        stance = self._scene.cues.stance(mention.first, mention.stop)
        return "said" if stance == "pending" else stance

    def _of_event(self, event: Match, *, after: bool = True) -> Stance:
        if self._scene.cues.of_an_adult(event.first, event.stop, linked=False):
            return "doubted"
        return self._scene.cues.stance(event.first, event.stop, denied=event.denied, after=after)

    def _meeting(self, event: Match) -> tuple[str | None, bool]:
        return self._room.meetings.settle(event, self._facts, self._named)

    def _name(self, event: Match, *, dated: bool) -> None:
        """What a meeting's name tells, dated or not."""
        meeting, _ = self._meeting(event)
        shared = [set(self._room.pack.events[each].facts.items()) for each in event.ids]
        facts = self._room.pack.events[meeting].facts if meeting else dict(set.intersection(*shared))
        # "ICPC provisionally on 8 April": of a meeting with a date, the doubt after it is about the date.
        stance = self._of_event(event, after=not dated)
        if stance == "denied":
            return
        for fact, value in sorted(facts.items()):
            said = self._scene.said(event.first, event.stop)
            stands: Stance = "said" if stance == "pending" else stance
            self._sayings.told.append(Saying(fact, value, said, event.first, stands, by_meeting=True))

    def _bond(self, bond: Bond, mention: DateMention) -> None:
        settled = [self._meeting(self._events[at]) for at in bond.events]
        if len(settled) == 1 and settled[0][0] is None:
            self._keep_loose(mention, self._events[bond.events[0]].ids)
            return
        events = [self._events[at] for at in bond.events]
        stances = [self._of_event(event) for event in events]
        for (meeting, certain), stance in zip(settled, stances, strict=True):
            if meeting is not None and meeting in self._room.pack.facts:
                doubted = len(settled) > 1 or stance in ("denied", "doubted")
                self._date_of(meeting, mention, doubted=doubted, certain=certain)

    def _date_of(self, fact: str, mention: DateMention, *, doubted: bool = False, certain: bool = True) -> None:
        sure = mention.certain and not mention.bounded and not doubted and self._stance(mention) == "said"
        if mention.problem:
            self._sayings.problems.append(Problem(mention.problem, fact))
        if mention.day is not None and sure:
            self._sayings.told.append(Saying(fact, mention.day, mention.text, mention.first, certain=certain))
        elif mention.problem != "impossible_date" and not self._long_done(fact, mention):
            self._sayings.unsure.append(Unsure(fact, short(mention.text), mention.readings))

    def _long_done(self, fact: str, mention: DateMention) -> bool:
        """ "Proceedings were issued last week": an inexact time gone by, which nobody asked for."""
        past = any(word in _GONE_BY for word in self._scene.words[mention.first : mention.stop])
        return mention.day is None and past and fact != self._asked

    def _loose(self, mention: DateMention, denied: Sequence[DateMention]) -> None:
        spec = self._room.pack.facts.get(self._asked) if self._asked else None
        if spec is not None and spec.kind == "date" and self._asked is not None and not self._events:
            self._date_of(self._asked, mention)
        elif (corrected := self._corrected(denied)) is not None:
            before = self._held[corrected]
            if mention.day_of_month and isinstance(before, date):
                moved = in_month_of(before, mention.day_of_month)
                mention = replace(mention, day=moved, others=(), certain=moved is not None)
            self._date_of(corrected, mention)
        elif mention.problem == "impossible_date":
            self._sayings.problems.append(Problem("impossible_date"))
        else:
            self._keep_loose(mention, ())

    def _corrected(self, denied: Sequence[DateMention]) -> str | None:
        """The held date that is taken back: the one that is denied, or the only one."""
        if not self._sayings.corrected:
            return None
        held = {name: day for name, day in self._held.items() if isinstance(day, date)}
        if denied:
            held = {
                name: day
                for name, day in held.items()
                if any(day in each.readings or day.day == each.day_of_month for each in denied)
            }
        return next(iter(held)) if len(held) == 1 else None

    def _keep_loose(self, mention: DateMention, events: tuple[str, ...]) -> None:
        if mention.problem:
            self._sayings.problems.append(Problem(mention.problem))
        if mention.day is not None and (events or self._scene.words[mention.first] not in _TODAY):
            loose = LooseDate(mention.day, short(mention.text), mention.others, events, mention.certain)
            self._sayings.loose.append(loose)


def _settled(held: Mapping[str, Value], sayings: Sayings) -> dict[str, Value]:
    """What is held or said of the case so far, but for what is said two ways."""
    said: dict[str, set[Value]] = {}
    for saying in sayings.told:
        if saying.stance == "said":
            said.setdefault(saying.fact, set()).add(saying.value)
    kept = {fact: value for fact, value in held.items() if fact not in said}
    return kept | {fact: next(iter(values)) for fact, values in said.items() if len(values) == 1}
