"""What a text says of meetings and of their dates: each date to its meeting, a corrected one to the one it replaces."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.binding import LONGEST_LINK, Bond, Marks, bind
from assistant.understanding.cues import REACH, Stance
from assistant.understanding.date_choice import FAR_OFF, LONG_PAST
from assistant.understanding.date_forms import tense
from assistant.understanding.dates import DateMention, in_month_of
from assistant.understanding.english import english
from assistant.understanding.findings import LooseDate, Problem, Unsure, short
from assistant.understanding.intent import supposes
from assistant.understanding.moved_dates import replaced
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import BIRTHDAY, Room, Scene
from assistant.understanding.tokens import COMMA, covered
from assistant.understanding.vocabulary import Match

_TODAY = frozenset(("today", "tonight", "this"))
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_GONE_BY = frozenset(("last", "ago"))
_BEFORE_A_TEAM = frozenset(("by", "to", "with", "in", "at", "from", "into"))


class MeetingDates:
    """The meetings of one text and their dates, added to its sayings."""

    def __init__(
        self, scene: Scene, room: Room, sayings: Sayings, held: Mapping[str, Value], asked: str | None
    ) -> None:
        self._scene, self._room, self._sayings, self._held, self._asked = scene, room, sayings, held, asked
        self._events = [event for event in scene.of("event") if not self._siblings(event)]
        shared_name = any(event.others for event in self._events)
        self._facts = _settled(held, sayings, room.pack) if shared_name else {}
        own_names = {match.id for match in self._events if not match.others}
        self._named = frozenset(own_names | {name for name in held if name in room.pack.events})
        self._onto = english().going_onto.find(scene.words) is not None

    def read(self) -> None:
        gone = replaced(self._scene.tokens, self._scene.dates, self._events)
        stances = [self._stance(each) for each in self._scene.dates]
        denied = [each for at, each in enumerate(self._scene.dates) if stances[at] == "denied" or at in gone]
        dates = [each for each in self._scene.dates if each not in denied]
        # "Came in", "escalated": what is done on a day, and no meeting that a date further off may be of.
        close = [all(self._room.pack.events[each].any_day for each in event.ids) for event in self._events]
        marks = Marks(self._scene.named, self._aside(), self._gone(denied), close)
        bonds, loose = bind(self._scene.tokens, self._events, dates, marks)
        self._begin(dates, loose, {bond.date for bond in bonds})
        bonds += self._taken_back(bonds, dates)
        loose = [at for at in loose if at not in {bond.date for bond in bonds}]
        for bond in bonds:
            self._bond(bond, dates[bond.date])
        with_date = {event for bond in bonds for event in bond.events}
        for at, event in enumerate(self._events):
            self._name(event, dated=at in with_date)
        for at in loose:
            self._loose(dates[at], denied)

    def _begin(self, dates: Sequence[DateMention], loose: list[int], bound: Collection[int]) -> None:
        """ "S20 on Monday", "ICO since 3 March": the day on which what a term tells of the child began."""
        begun = {term: event.id for event in self._room.pack.events.values() for term in event.begun_by}
        ends = {match.stop - 1: match for match in self._scene.of("term") if match.id in begun}
        for at, mention in enumerate(dates) if ends else ():
            match = self._before(mention, ends)
            if at in bound or match is None or self._stance(mention) != "said":
                continue
            stance = self._scene.cues.stance(match.first, match.stop, denied=match.denied, after=False)
            been = mention.day is not None and mention.day <= self._scene.today
            gone_by = replace(mention, bounded=False) if been else mention.gone_by
            if stance == "said" and gone_by.day and not self._scene.cues.wanted(match.first, match.stop):
                self._date_of(begun[match.id], gone_by)
            loose[:] = [each for each in loose if each != at]

    def _before(self, mention: DateMention, ends: Mapping[int, Match]) -> Match | None:
        """The name that a date stands right after."""
        links, at = english().state_then_date, mention.first - 1
        while at >= 0 and self._scene.tokens[at + 1].gap < COMMA and mention.first - at <= LONGEST_LINK:
            if at in ends:
                return ends[at]
            if self._scene.words[at] not in links:
                return None
            at -= 1
        return None

    def _gone(self, gone: Sequence[DateMention]) -> list[bool]:
        """The tokens of dates that hold no more, each with its "was" or "from"."""
        marks = [False] * len(self._scene.tokens)
        for each in gone:
            first = each.first - (each.first > 0 and self._scene.words[each.first - 1] == "the")
            first -= english().date_before.ending(self._scene.words, first - 1) if first else 0
            marks[first : each.stop] = [True] * (each.stop - first)
        return marks

    def _aside(self) -> list[bool]:
        """The tokens that say by whom, to whom or where ("closed by EmPower on 2 December"), or are put in brackets."""
        aside = [False] * len(self._scene.tokens)
        for found in _IN_BRACKETS.finditer(self._scene.text):
            first, stop = covered(self._scene.tokens, *found.span())
            told = {each.first for each in self._scene.dates} | {each.first for each in self._events}
            if stop - first <= LONGEST_LINK and told.isdisjoint(range(first, stop)):
                aside[first:stop] = [True] * (stop - first)
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

    def _siblings(self, event: Match) -> bool:
        """ "His sister turned 18 on 12 February"."""
        before = event.first - 1
        return event.id == BIRTHDAY and before >= 0 and english().sibling_words.ending(self._scene.words, before) > 0

    def _of_event(self, event: Match, *, after: bool = True) -> Stance:
        if self._scene.cues.of_an_adult(event.first, event.stop, linked=False):
            return "doubted"
        reach = min(REACH, event.first - self._bracket(event.first))
        return self._scene.cues.stance(event.first, event.stop, denied=event.denied, after=after, reach=reach)

    def _bracket(self, at: int) -> int:
        """Where the brackets around a word begin: what stands before them denies nothing in them."""
        start = self._scene.tokens[at].start
        opened = self._scene.text.rfind("(", 0, start)
        if opened < 0 or ")" in self._scene.text[opened:start]:
            return 0
        return covered(self._scene.tokens, opened, start)[0]

    def _meeting(self, event: Match) -> tuple[str | None, bool]:
        return self._room.meetings.settle(event, self._facts, self._named, onto=self._onto)

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
        mention = self._likely(fact, mention)
        sure = mention.certain and not mention.bounded and not doubted and self._stance(mention) == "said"
        if mention.problem:
            self._sayings.problems.append(Problem(mention.problem, fact))
        if mention.day is not None and sure:
            self._sayings.told.append(Saying(fact, mention.day, mention.text, mention.first, certain=certain))
        elif mention.problem != "impossible_date" and not self._long_done(fact, mention):
            self._sayings.unsure.append(Unsure(fact, short(mention.text), mention.readings))

    def _likely(self, fact: str, mention: DateMention) -> DateMention:
        """Of the readings of a date, the one that is not most of a year off: nobody leaves out the year then."""
        if fact == BIRTHDAY or mention.problem or not mention.others:
            return mention
        if tense(self._scene.words, self._scene.tokens, mention.first, mention.stop) == "planned":
            # "The ICPC is 12 February", said in March: a slip, maybe.
            return mention
        any_day = fact in self._room.pack.events and self._room.pack.events[fact].any_day
        oldest = self._scene.today - (FAR_OFF if any_day else LONG_PAST)
        near = [day for day in mention.readings if oldest <= day <= self._scene.today + FAR_OFF]
        return replace(mention, day=near[0], others=(), certain=True) if len(near) == 1 else mention

    def _long_done(self, fact: str, mention: DateMention) -> bool:
        """ "Proceedings were issued last week": an inexact time gone by, which nobody asked for."""
        past = any(word in _GONE_BY for word in self._scene.words[mention.first : mention.stop])
        return mention.day is None and past and fact != self._asked

    def _loose(self, mention: DateMention, denied: Sequence[DateMention]) -> None:
        spec = self._room.pack.facts.get(self._asked) if self._asked else None
        if spec is not None and spec.kind == "date" and self._asked is not None and not self._events:
            self._date_of(self._asked, mention)
        elif (corrected := self._corrected(denied)) is not None:
            before = self._held.get(corrected)
            if mention.day_of_month and isinstance(before, date):
                moved = in_month_of(before, mention.day_of_month)
                mention = replace(mention, day=moved, others=(), certain=moved is not None)
            self._date_of(corrected, mention)
        elif mention.problem == "impossible_date":
            self._sayings.problems.append(Problem("impossible_date"))
        else:
            self._keep_loose(mention, ())

    def _corrected(self, denied: Sequence[DateMention]) -> str | None:
        """The date that another takes the place of: of the meeting named, the one that is denied, or the only one."""
        moved = english().rescheduled.find(self._scene.words) or supposes(self._scene.tokens)
        if not self._sayings.corrected and not moved:
            return None
        named = {meeting for event in self._events for meeting, _ in [self._meeting(event)]}
        if named:
            (meeting, *others) = named
            return meeting if meeting in self._held and not others else None
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


def _settled(held: Mapping[str, Value], sayings: Sayings, pack: Pack) -> dict[str, Value]:
    """What is held or said of the case so far, but for what is said two ways; and what follows by definition."""
    said: dict[str, set[Value]] = {}
    for saying in sayings.told:
        if saying.stance == "said":
            said.setdefault(saying.fact, set()).add(saying.value)
    kept = {fact: value for fact, value in held.items() if fact not in said}
    kept |= {fact: next(iter(values)) for fact, values in said.items() if len(values) == 1}
    implied = {
        name: each.value
        for name, spec in pack.facts.items()
        if name not in kept and name not in said
        for each in spec.implied
        if each.when.test(kept).truth
    }
    return implied | kept
