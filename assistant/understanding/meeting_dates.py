"""What a text says of meetings and of their dates: each date to its meeting, a corrected one to the one it replaces."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.binding import LONGEST_LINK, Bond, Marks, bind
from assistant.understanding.cues import REACH, Stance
from assistant.understanding.date_choice import FAR_OFF, LONG_PAST, WEEK
from assistant.understanding.date_forms import tense
from assistant.understanding.dates import DateMention, in_month_of
from assistant.understanding.english import english
from assistant.understanding.findings import LooseDate, Problem, Unsure, short
from assistant.understanding.intent import supposes
from assistant.understanding.moved_dates import replaced
from assistant.understanding.put_off import PutOff, find_put_off
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import BIRTHDAY, Room, Scene
from assistant.understanding.tokens import COMMA, covered
from assistant.understanding.vocabulary import Match

JUST_BEEN = 28
"""Days."""
_SINCE = frozenset(("since", "from"))


class OfChildren(Protocol):
    """What tells the meetings of several children apart."""

    def told_of(self, event: Match) -> tuple[Mapping[str, Value], Sequence[Saying], Sequence[Match]]:
        """What is held and said of those whose meeting it is, and the meetings that are not another child's."""

    def each_held(self) -> Sequence[Mapping[str, Value]]:
        """What is held of each by itself, of those who are spoken of."""

    def asides(self) -> Sequence[tuple[int, int]]:
        """Where it is said whose a meeting is."""

    def of_another(self, start: int, stop: int) -> bool:
        """Whether a stretch names one child, and what stands before it another."""


_TODAY = frozenset(("today", "tonight", "this"))
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_GONE_BY = frozenset(("last", "ago"))
_BEFORE_A_TEAM = frozenset(("by", "to", "with", "in", "at", "from", "into"))


class MeetingDates:
    """The meetings of one text and their dates, added to its sayings."""

    def __init__(
        self,
        scene: Scene,
        room: Room,
        sayings: Sayings,
        held: Mapping[str, Value],
        asked: str | None,
        *,
        children: OfChildren | None = None,
    ) -> None:
        self._scene, self._room, self._sayings, self._held, self._asked = scene, room, sayings, held, asked
        self._events = [event for event in scene.of("event") if not self._siblings(event)]
        self._children = children
        shared_name = any(event.others for event in self._events)
        self._facts = _settled(held, sayings.told, room.pack) if shared_name else {}
        self._named = self._named_among(self._events, held)
        self._onto = _is_going_onto(scene)

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
        bonds += self._taken_over(gone, dates, loose, marks)
        bonds += self._taken_back(bonds, dates)
        bonds += self._left_unsaid(bonds, dates)
        loose = [at for at in loose if at not in {bond.date for bond in bonds}]
        for bond in bonds:
            self._bond(bond, dates[bond.date])
        with_date = {event for bond in bonds for event in bond.events}
        for at, event in enumerate(self._events):
            self._name(event, dated=at in with_date)
        for at in loose:
            self._loose(dates[at], denied)
        self._renamed(with_date)
        self._put_off()

    def _put_off(self) -> None:
        """ "It's been put back a week", "ICPC cancelled": what was held of its day holds no more."""
        found = find_put_off(self._scene.tokens)
        told = {saying.fact for saying in self._sayings.told} | {each.fact for each in self._sayings.unsure}
        if found is None or self._of_something_else(found) or self._put_off_here(found):
            return
        if any(each in told for each in self._room.pack.events):
            return
        holders = [self._held, *(self._children.each_held() if self._children else ())]
        named = {meeting for event in self._events for meeting, _ in [self._meeting(event)] if meeting}
        days = {
            (name, day)
            for held in holders
            for name, day in held.items()
            if isinstance(day, date) and self._may_be_put_off(name, day, named)
        }
        said = self._scene.said(found.first, found.stop)
        self._sayings.forgotten += [name for name, _ in sorted(days)]
        for name, day in sorted(days) if found.ways else ():
            moved = found.days(day, self._room.pack.calendar)
            if len(days) == len(moved) == 1:
                self._sayings.told.append(Saying(name, moved[0], said, found.first))
            else:
                before = () if len(days) == 1 else (day,)
                self._sayings.unsure.append(Unsure(name, short(said), (*moved, *before)))

    def _of_something_else(self, found: PutOff) -> bool:
        """ "The visit was postponed"."""
        start = found.first
        while start > 0 and self._scene.tokens[start].gap < COMMA:
            start -= 1
        named = any(start <= event.first < found.first for event in self._events)
        return not named and english().put_off_beside.find(self._scene.words, start, found.first) is not None

    def _put_off_here(self, found: PutOff) -> bool:
        """ "ICPC was 6 May but it's been put back a week": of the meeting named last whose day the same text tells."""
        events = self._room.pack.events
        days = [
            saying
            for saying in self._sayings.told
            if saying.fact in events and not events[saying.fact].any_day and isinstance(saying.value, date)
        ]
        if not days or any(each.first >= found.first for each in self._scene.dates):
            return False
        named = [each for each in self._events if each.stop <= found.first and not self._is_done(each)]
        meant = {meeting for meeting, _ in [self._meeting(named[-1])]} if named else set()
        of_it = [saying for saying in days if saying.fact in meant]
        for saying in of_it:
            value = saying.value
            moved = found.days(value, self._room.pack.calendar) if isinstance(value, date) else ()
            self._sayings.told.remove(saying)
            if len(moved) == 1:
                self._sayings.told.append(replace(saying, value=moved[0]))
            else:
                self._sayings.unsure.append(Unsure(saying.fact, short(saying.said), moved))
        return bool(of_it)

    def _is_done(self, event: Match) -> bool:
        return all(self._room.pack.events[each].any_day for each in event.ids)

    def _may_be_put_off(self, name: str, day: date, named: Collection[str]) -> bool:
        """Whether it is the meeting that is named; where none is, one that is still to come."""
        if named:
            return name in named
        event = self._room.pack.events.get(name)
        return event is not None and not event.any_day and day >= self._scene.today

    def _renamed(self, with_date: Collection[int]) -> None:
        """ "It's not an ICPC, it's an initial CIN meeting", "PLO now, same day": a held date is another meeting's."""
        same = english().same_date.find(self._scene.words)
        if not (self._sayings.corrected or same):
            return
        stances = [self._of_event(event) for event in self._events]
        refused = [event for event, stance in zip(self._events, stances, strict=True) if stance == "denied"]
        denied = {id_ for event in refused for id_ in event.ids}
        meant = {
            meeting
            for at, event in enumerate(self._events)
            if at not in with_date and stances[at] == "said" and not set(event.ids) & denied
            for meeting, _ in [self._meeting(event)]
        }
        days = {self._held[name] for name in self._held if name in self._room.pack.events and (same or name in denied)}
        told = {saying.fact for saying in self._sayings.told}
        if len(meant) != 1 or len(days) != 1:
            return
        (meeting,), (day,) = meant, days
        if meeting is not None and meeting not in told and meeting in self._room.pack.facts:
            at = next(event.first for event in self._events if meeting in event.ids)
            said = same or (at, at + 1)
            self._sayings.told.append(Saying(meeting, day, self._scene.said(*said), at))

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
        for first, stop in self._children.asides() if self._children else ():
            aside[first:stop] = [True] * (stop - first)
        for role in self._scene.roles:
            first = role.match.first - 1
            while first > 0 and self._scene.words[first] in english().articles and self._scene.words[first] != "to":
                first -= 1
            if first >= 0 and self._scene.words[first] in _BEFORE_A_TEAM:
                stop = role.match.stop + english().team_people.starting(self._scene.words, role.match.stop)
                aside[first:stop] = [True] * (stop - first)
        return aside

    def _taken_over(
        self, gone: Collection[int], dates: Sequence[DateMention], loose: Sequence[int], marks: Marks
    ) -> list[Bond]:
        """ "ICPC was 6 May, postponed to 13 May": the date that comes instead is of the same meeting."""
        if not (gone and loose):
            return []
        every = self._scene.dates
        said, _ = bind(self._scene.tokens, self._events, every, replace(marks, gone=[False] * len(marks.gone)))
        of_gone = {bond.date: bond.events for bond in said if bond.date in gone}
        return [
            Bond(at, of_gone[before])
            for at in loose
            if (before := every.index(dates[at]) - 1) in of_gone and len(of_gone[before]) == 1
        ]

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

    def _left_unsaid(self, bonds: Sequence[Bond], dates: Sequence[DateMention]) -> list[Bond]:
        """ "The 7 year old's ICPC is on 29 October, the 13 year old's on 5 November": another child's, of one name."""
        events, found = {bond.date: bond.events for bond in bonds}, list[Bond]()
        for at in range(1, len(dates)) if self._children else ():
            start, stop = dates[at - 1].stop, dates[at].first
            named = any(start <= event.first < stop or event.first >= dates[at].stop for event in self._events)
            same = self._scene.tokens[start - 1].sentence == self._scene.tokens[stop].sentence
            follows = at not in events and at - 1 in events and same and not named
            if follows and self._children and self._children.of_another(start, stop):
                events[at] = events[at - 1]
                found.append(Bond(at, events[at]))
        return found

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
        facts, named = self._facts, self._named
        if self._children is not None and event.others:
            held, told, events = self._children.told_of(event)
            facts, named = _settled(held, told, self._room.pack), self._named_among(events, held)
        if event.ids == self._room.any_meeting and (same := self._named_before(event)) is not None:
            tells = self._room.meetings.told[same]
            if all(facts.get(name, value) == value for name, value in tells.items()):
                return same, True  # "Her ICPC is on 29 October, the boy's is on 5 November"
        return self._room.meetings.settle(event, facts, named, onto=self._onto)

    def _named_before(self, event: Match) -> str | None:
        """The meeting that the same sentence names last before one that is not named again."""
        tokens, any_meeting = self._scene.tokens, self._room.any_meeting
        sentence = tokens[event.first].sentence
        before = [
            each
            for each in self._events
            if each.stop <= event.first and tokens[each.first].sentence == sentence and each.ids != any_meeting
        ]
        return self._meeting(before[-1])[0] if before else None

    def _named_among(self, events: Sequence[Match], held: Mapping[str, Value]) -> frozenset[str]:
        """The meetings that go by a name of their own."""
        own_names = {match.id for match in events if not match.others}
        return frozenset(own_names | {name for name in held if name in self._room.pack.events})

    def _name(self, event: Match, *, dated: bool) -> None:
        """What a meeting's name tells, dated or not."""
        if event.ids == self._room.any_meeting:
            return  # "Hers is on 2 June" names none
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
        mention = self._past_or_next(fact, self._likely(fact, self._begun_on(fact, mention)))
        mention = self._after_what_it_follows(fact, mention)
        sure = mention.certain and not mention.bounded and not doubted and self._stance(mention) == "said"
        if mention.problem:
            self._sayings.problems.append(Problem(mention.problem, fact))
        if mention.day is not None and sure:
            self._sayings.told.append(Saying(fact, mention.day, mention.text, mention.first, certain=certain))
        elif mention.problem != "impossible_date" and not self._long_done(fact, mention):
            self._sayings.unsure.append(Unsure(fact, short(mention.text), mention.readings))

    def _begun_on(self, fact: str, mention: DateMention) -> DateMention:
        """ "Accommodated since 10 March": of what is done on a day, since that day."""
        event = self._room.pack.events.get(fact)
        since = mention.first > 0 and self._scene.words[mention.first - 1] in _SINCE
        begins = event is not None and event.any_day and (bool(event.begun_by) or fact == BIRTHDAY)
        return replace(mention, bounded=False) if begins and since else mention

    def _after_what_it_follows(self, fact: str, mention: DateMention) -> DateMention:
        """ "ICPC on the 17th, core group the 28th": of two readings the one that is after the meeting it follows."""
        event = self._room.pack.events.get(fact)
        if event is None or mention.certain or mention.problem or len(mention.readings) < 2:  # noqa: PLR2004
            return mention
        told = {saying.fact: saying.value for saying in self._sayings.told if saying.stance == "said"}
        days = [{**self._held, **told}.get(name) for name in event.follows]
        known = [day for day in days if isinstance(day, date)]
        able = [day for day in mention.readings if known and day >= max(known)]
        return replace(mention, day=able[0], others=(), certain=True) if len(able) == 1 else mention

    def _past_or_next(self, fact: str, mention: DateMention) -> DateMention:
        """ "Strat on Tuesday": of what is done on any day, the Tuesday before or the one to come."""
        event, behind = self._room.pack.events.get(fact), mention.behind
        if event is None or not event.any_day or fact == BIRTHDAY or behind is None or not mention.certain:
            return mention
        near = behind != mention.day and self._scene.today - behind < WEEK
        said = tense(self._scene.words, self._scene.tokens, mention.first, mention.stop)
        return replace(mention, others=(behind,), certain=False) if near and said != "planned" else mention

    def _likely(self, fact: str, mention: DateMention) -> DateMention:
        """Of the readings of a date, the one that is not most of a year off: nobody leaves out the year then."""
        if mention.problem or len({(day.month, day.day) for day in mention.readings}) != 1 or not mention.others:
            return mention
        if fact == BIRTHDAY:
            # "18 on 10 March", said a week later: nobody speaks so of a day almost a year off.
            just = [day for day in mention.readings if JUST_BEEN >= (self._scene.today - day).days >= 0]
            return replace(mention, day=just[0], others=(), certain=True) if len(just) == 1 else mention
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
        elif self._of_a_birth(mention):
            return
        else:
            self._keep_loose(mention, ())

    def _of_a_birth(self, mention: DateMention) -> bool:
        """ "Unborn, due 20 September", "born on Saturday"."""
        lists, words, at = english(), self._scene.words, mention.first - 1
        while at > 0 and words[at] in ("on", "the", "is", "was", "in", "around", "about", "last"):
            at -= 1
        about = any(word in lists.of_a_birth for word in words)
        return about and at >= 0 and lists.birth_then_date.ending(words, at) > 0

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
        if len(held) > 1:  # what has been is not put on another day
            held = {name: day for name, day in held.items() if day >= self._scene.today}
        return next(iter(held)) if len(held) == 1 else None

    def _keep_loose(self, mention: DateMention, events: tuple[str, ...]) -> None:
        if mention.problem:
            self._sayings.problems.append(Problem(mention.problem))
        if mention.day is not None and (events or self._scene.words[mention.first] not in _TODAY):
            loose = LooseDate(mention.day, short(mention.text), mention.others, events, mention.certain)
            self._sayings.loose.append(loose)


def _is_going_onto(scene: Scene) -> bool:
    """ "Going onto CP", "threshold for ICPC"; "signed up to CFW" is of no plan."""
    names = [match.first for match in scene.matches if match.kind != "team"]
    teams = [role.match.first for role in scene.roles]
    place = english().going_onto.find(scene.words)
    while place is not None:
        first, stop = place
        near_team = any(stop <= each <= stop + 1 for each in teams)
        if not near_team or any(first <= each <= stop + 1 for each in names if each not in teams):
            return True
        place = english().going_onto.find(scene.words, stop)
    return False


def _settled(held: Mapping[str, Value], told: Sequence[Saying], pack: Pack) -> dict[str, Value]:
    """What is held or said of the case so far, but for what is said two ways; and what follows by definition."""
    said: dict[str, set[Value]] = {}
    for saying in told:
        if saying.stance == "said" and not saying.left:
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
