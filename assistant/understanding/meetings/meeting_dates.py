"""What a text says of meetings and of their dates: each date to its meeting, a corrected one to the one it replaces."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from assistant.facts import Value
from assistant.understanding.dates.date_choice import FAR_OFF, LONG_PAST, WEEK
from assistant.understanding.dates.date_forms import tense
from assistant.understanding.dates.dates import DateMention, in_month_of
from assistant.understanding.dates.second_thoughts import surrounds, takes_back
from assistant.understanding.dates.spans import week_of, weekday_in
from assistant.understanding.findings import LooseDate, Problem, Unsure, short
from assistant.understanding.intent import supposes
from assistant.understanding.language.cues import Stance
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, covered
from assistant.understanding.meetings.binding import LONGEST_LINK, Bond, Marks, bind
from assistant.understanding.meetings.changed_meetings import ChangedMeetings
from assistant.understanding.meetings.moved_dates import moved_to, replaced
from assistant.understanding.meetings.put_off import find_put_off
from assistant.understanding.sayings import Saying
from assistant.understanding.scene import BIRTHDAY
from assistant.understanding.vocabulary import Match

JUST_BEEN = 28
"""Days."""
_SINCE = frozenset(("since", "from"))
_ON = frozenset(("on", "the", "back", "in"))
_IT_IS = frozenset(("its", "thats"))


_TODAY = frozenset(("today", "tonight", "this"))
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_GONE_BY = frozenset(("last", "ago"))
_BEFORE_A_TEAM = frozenset(("by", "to", "with", "in", "at", "from", "into"))


class MeetingDates(ChangedMeetings):
    """The meetings of one text and their dates, added to its sayings."""

    def read(self) -> None:
        gone = replaced(self._scene.tokens, self._scene.dates, self._events)
        gone |= {at - 1 for at, each in enumerate(self._scene.dates) if each.instead}
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
        bonds = self._said_instead(bonds, dates)
        loose = [at for at in loose if at not in {bond.date for bond in bonds}]
        for bond in bonds:
            self._bond(bond, self._or_moved(bond.date, dates, loose))
        with_date = {event for bond in bonds for event in bond.events}
        for at, event in enumerate(self._events):
            self._name(event, dated=at in with_date, left=at in self._left)
        named = [meeting for event in self._events if not self._is_done(event) for meeting, _ in [self._meeting(event)]]
        self._sayings.meetings += dict.fromkeys(meeting for meeting in named if meeting is not None)
        if not self._put_right():
            for at in loose:
                self._loose(dates[at], denied)
            bound = {bond.date for bond in bonds}
            for at, each in enumerate(dates):
                if each.bounded and at not in bound:  # "it's w/c 13 April now", "the week after Easter"
                    self._in_a_week_awaited(each)
        self._renamed(with_date)
        self._put_off()

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
            ahead = any(day > self._scene.today for day in mention.others)  # "s20 from Pancake Day" began on the last
            gone_by = replace(mention, bounded=False) if been and not ahead else mention.gone_by
            # "Dad signs s20 on 4 March", said on the 2nd, is of no year ago.
            near = gone_by.day is not None and self._scene.today - gone_by.day <= LONG_PAST
            if stance == "said" and near and not self._scene.cues.wanted(match.first, match.stop):
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
        for before, each in pairwise(self._scene.dates):
            if each.instead:
                marks[before.stop : each.first] = [True] * (each.first - before.stop)
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

    def _said_instead(self, bonds: Sequence[Bond], dates: Sequence[DateMention]) -> list[Bond]:
        """ "Core group 27 March, sorry, I mean ICPC 27 March": without the date of the meeting that was not meant."""
        words, kept = self._scene.words, list[Bond]()
        starts = {event.first: at for at, event in enumerate(self._events)}
        for bond in bonds:
            first = next((at for at in sorted(starts) if at >= dates[bond.date].stop), None)
            other = None if first is None else starts[first]
            another = other is not None and self._events[other].ids != self._events[bond.events[0]].ids
            if another and first is not None and takes_back(words, dates[bond.date].stop, first):
                self._left |= {*bond.events}
            else:
                kept.append(bond)
        return kept

    def _or_moved(self, at: int, dates: Sequence[DateMention], loose: list[int]) -> DateMention:
        """ "Booked for the 11th but the chair's poorly so it's the 18th instead": either of the two.

        Such a day is taken out of the `loose` ones.
        """
        one, words, lists = dates[at], self._scene.words, english()
        if at + 1 not in loose or one.day is None or dates[at + 1].day is None:
            return one
        start, stop = one.stop, dates[at + 1].first
        last = stop - 1
        while last > start and words[last] in _ON:
            last -= 1
        named = any(start <= event.first < stop for event in self._events)
        changes = any(each.find(words, start, stop) for each in (lists.meeting_moved, lists.put_off, lists.rescheduled))
        changes = changes or words[last] in _IT_IS or words[dates[at + 1].stop : dates[at + 1].stop + 1] == ["instead"]
        tokens = self._scene.tokens
        apart = tokens[stop].sentence - tokens[one.first].sentence > 1 or stop - start > LONGEST_LINK
        if named or not changes or apart:
            return one
        loose.remove(at + 1)
        return replace(one, others=(*one.others, *dates[at + 1].readings), certain=False)

    def _is_arranging(self, event: Match, mention: DateMention) -> bool:
        """ "Booked the ICPC yesterday", "wants the ICPC on 25 March": no more than that was done, or is to be."""
        lists, words = english(), self._scene.words
        before, after = event.first - 1, mention.first
        while before > 0 and words[before] in lists.articles:
            before -= 1
        ends = [at for at in (before, mention.first - 1) if at >= 0]
        if any(lists.offered.ending(words, at) for at in ends) and not self._is_done(event):
            return True
        if mention.day is None or mention.day > self._scene.today or self._is_done(event):
            return False
        while after > event.stop and words[after - 1] in _ON:
            after -= 1
        if after == event.stop:
            return before >= 0 and lists.arranging.ending(words, before) > 0
        return after > event.stop and lists.arranging.ending(words, after - 1, event.stop) > 0

    def _left_unsaid(self, bonds: Sequence[Bond], dates: Sequence[DateMention]) -> list[Bond]:
        """ "The 7 year old's ICPC is on 29 October, the 13 year old's on 5 November": another child's, of one name."""
        events, found = {bond.date: bond.events for bond in bonds}, list[Bond]()
        for at in range(1, len(dates)) if self._children else ():
            start, stop = dates[at - 1].stop, dates[at].first
            named = any(start <= event.first < stop or event.first >= dates[at].stop for event in self._events)
            same = self._scene.tokens[start - 1].sentence == self._scene.tokens[stop].sentence
            follows = at not in events and at - 1 in events and same and not named
            children = self._children
            if follows and children and (children.of_another(start, stop) or children.of_each(start, dates[at].stop)):
                events[at] = events[at - 1]
                found.append(Bond(at, events[at]))
        return found

    def _name(self, event: Match, *, dated: bool, left: bool) -> None:
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
            self._sayings.told.append(Saying(fact, value, said, event.first, stands, left=left, by_meeting=True))

    def _bond(self, bond: Bond, mention: DateMention) -> None:
        settled = [self._meeting(self._events[at]) for at in bond.events]
        if len(settled) == 1 and settled[0][0] is None:
            self._keep_loose(mention, self._events[bond.events[0]].ids)
            return
        events = [self._events[at] for at in bond.events]
        stances = [self._of_event(event) for event in events]
        for (meeting, certain), stance in zip(settled, stances, strict=True):
            if meeting is not None and meeting in self._room.pack.facts:
                doubted = len(settled) > 1 or stance in ("denied", "doubted") or self._is_arranging(events[0], mention)
                self._date_of(meeting, mention, doubted=doubted, certain=certain)

    def _date_of(self, fact: str, mention: DateMention, *, doubted: bool = False, certain: bool = True) -> None:
        mention = self._beside_held(fact, self._one_of_those_open(fact, mention))
        mention = self._past_or_next(fact, self._likely(fact, self._begun_on(fact, mention)))
        mention = self._after_what_it_follows(fact, mention)
        sure = mention.certain and not mention.bounded and not doubted and self._stance(mention) == "said"
        if mention.problem:
            self._sayings.problems.append(Problem(mention.problem, fact))
        if mention.day is not None and sure:
            self._sayings.told.append(Saying(fact, mention.day, mention.text, mention.first, certain=certain))
        elif mention.problem != "impossible_date" and not self._long_done(fact, mention):
            self._sayings.unsure.append(Unsure(fact, short(mention.text), mention.readings, mention.within))

    def _one_of_those_open(self, fact: str, mention: DateMention) -> DateMention:
        """ "26 November or 3 December", and then "the 3rd": no other month's."""
        day = self._before_this.day_of(fact, mention, self._scene.words)
        return mention if day is None else replace(mention, day=day, others=(), certain=True, problem=None)

    def _beside_held(self, fact: str, mention: DateMention) -> DateMention:
        """ "It's the 14th now", "the Thursday": of the month or week of the day that is held, or the next to come."""
        held = next((each[fact] for each in self._each_held() if isinstance(each.get(fact), date)), None)
        if not isinstance(held, date) or mention.day is None or mention.problem or not self._is_meeting(fact):
            return mention
        words = self._scene.words
        if mention.day_of_month:
            near = in_month_of(held, mention.day_of_month)
            if near is None or near == mention.day:
                return mention
            if near in mention.readings:
                return replace(mention, day=near, others=(), certain=True)
            ahead = near >= self._scene.today
            return replace(mention, day=near, others=mention.readings, certain=False) if ahead else mention
        weekday = weekday_in(words[mention.first : mention.stop], week_of(held))
        if weekday is None or weekday in mention.readings or weekday < self._scene.today:
            return mention
        if english().same_week.find(words):
            return replace(mention, day=weekday, others=(), certain=True)
        return replace(mention, day=weekday, others=mention.readings, certain=False)

    def _each_held(self) -> Sequence[Mapping[str, Value]]:
        return [self._held, *(self._children.each_held() if self._children else ())]

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
        said = tense(self._scene.words, self._scene.tokens, mention.first, mention.stop)
        any_day = fact in self._room.pack.events and self._room.pack.events[fact].any_day
        been = [day for day in mention.readings if day <= self._scene.today]
        if said == "past" and any_day and len(been) == 1:  # "closed 30 January", said in November
            return replace(mention, day=been[0], others=(), certain=True)
        if said == "planned":
            # "The ICPC is 12 February", said in March: a slip, maybe.
            return mention
        oldest = self._scene.today - (FAR_OFF if any_day else LONG_PAST)
        near = [day for day in mention.readings if oldest <= day <= self._scene.today + FAR_OFF]
        # "FH was 30 January", said in November; "was 6 May but it's been put back" is of the one to come.
        ahead = said == "past" and not set(near) & set(been) and find_put_off(self._scene.tokens) is None
        return replace(mention, day=near[0], others=(), certain=True) if len(near) == 1 and not ahead else mention

    def _long_done(self, fact: str, mention: DateMention) -> bool:
        """ "Proceedings were issued last week": an inexact time gone by, which nobody asked for."""
        past = any(word in _GONE_BY for word in self._scene.words[mention.first : mention.stop])
        return mention.day is None and past and fact != self._asked

    def _loose(self, mention: DateMention, denied: Sequence[DateMention]) -> None:
        spec = self._room.pack.facts.get(self._asked) if self._asked else None
        if self._of_an_age(mention):
            return
        if spec is not None and spec.kind == "date" and self._asked is not None and not self._events:
            # "My leave starts the 16th": whatever was asked for, that may be told of something else.
            self._date_of(self._asked, mention, doubted=not self._by_itself(mention, answers=True))
        elif (open_ := self._open(mention)) is not None:
            self._date_of(open_, mention)
        elif (corrected := self._corrected(mention, denied)) is not None:
            before = self._held.get(corrected)
            if mention.day_of_month and isinstance(before, date):
                moved = in_month_of(before, mention.day_of_month)
                mention = replace(mention, day=moved, others=(), certain=moved is not None)
            # "But the invite says the 2nd, not sure who's right", "mum wants it moved to the 9th".
            self._date_of(corrected, mention, doubted=self._is_doubted() or self._is_wanted())
        elif mention.problem == "impossible_date":
            self._sayings.problems.append(Problem("impossible_date"))
        elif self._of_a_birth(mention) or self._in_a_week_awaited(mention) or self._of_the_meeting_before(mention):
            return
        else:
            self._keep_loose(mention, ())

    def _open(self, mention: DateMention) -> str | None:
        """The one meeting of which this is one of the days that were left open."""
        if self._events:
            return None
        before, words = self._before_this, self._scene.words
        meant = [name for name in {**before.days, **before.spans} if before.day_of(name, mention, words)]
        return meant[0] if len(meant) == 1 else None

    def _in_a_week_awaited(self, mention: DateMention) -> bool:
        """ "They said end of April": of the meeting whose date was asked for, or of the one day held, which is over."""
        days = [name for name, day in self._held.items() if self._is_ahead(name, day)]
        fact = self._before_this.awaits or (days[0] if len(days) == 1 and not self._children else None)
        asked_alone = not self._events and len(self._scene.dates) == 1
        if fact is None or not (mention.within or mention.bounded) or not asked_alone:
            return False
        if not self._by_itself(mention, answers=mention.bounded):
            return False
        self._sayings.unsure.append(Unsure(fact, short(mention.text), (), mention.within))
        self._sayings.forgotten.append(fact)
        return True

    def _is_ahead(self, name: str, day: object) -> bool:
        return self._is_meeting(name) and isinstance(day, date) and day >= self._scene.today

    def _of_the_meeting_before(self, mention: DateMention) -> bool:
        """ "It's on the 20th", "they've given us 30 November": of the meeting spoken of last, where it has no date.

        Where it has one, or where one meeting of the case has, it may be moved or not: that is asked.
        """
        days = {name: day for name, day in self._held.items() if self._is_meeting(name) and isinstance(day, date)}
        if self._events or mention.day is None or mention.problem or len(self._scene.dates) > 1:
            return False
        doubted = self._is_doubted()  # "the chair can't do it, might be the 9th"
        if not (self._by_itself(mention) or doubted):
            return False
        meeting = self._before_this.meeting
        if meeting is not None and meeting not in days:
            held = self._children.each_held() if self._children else ()
            if any(meeting in each for each in held):
                return False
            self._date_of(meeting, mention, doubted=doubted)
            return True
        ahead = [name for name, day in days.items() if day >= self._scene.today]
        fact = meeting or (ahead[0] if len(ahead) == 1 and self._before_this.awaits is None else None)
        if fact is None or days[fact] in mention.readings or self._children:
            return False
        near = in_month_of(days[fact], mention.day_of_month) if mention.day_of_month else None
        readings = (near,) if near is not None else mention.readings
        self._sayings.unsure.append(Unsure(fact, short(mention.text), tuple(sorted((*readings, days[fact])))))
        return True

    def _is_doubted(self) -> bool:
        return english().doubts.find(self._scene.words) is not None

    def _is_wanted(self) -> bool:
        return english().offered.find(self._scene.words) is not None

    def _by_itself(self, mention: DateMention, *, answers: bool = False) -> bool:
        """Whether nothing else is said: "its the 20th now", "they've given us 20 March".

        In what answers a question no more than its own part of the sentence counts, and where a meeting is held may
        be told beside it.
        """
        lists, words = english(), self._scene.words
        rest = [*words[: mention.first], *words[mention.stop :]]
        if answers:
            own, tokens = self._scene.tokens[mention.first].segment, self._scene.tokens
            other = [at for at in range(len(words)) if not mention.first <= at < mention.stop]
            other = [at for at in other if tokens[at].segment == own and not self._named_other_than_age(at)]
            more = (lists.about_a_meeting, lists.date_then_event, lists.meeting_moved)
            said = (lists.planned, lists.second_thoughts, lists.corrections, lists.bounds, lists.doubts)
            about = lists.parts_of_day.union(*(each.words for each in said))
            rest = [words[at] for at in other if words[at] not in about and not any(words[at] in each for each in more)]
        small = (lists.event_then_date, lists.booked_for.words, lists.answer_fillers, lists.pronouns, lists.small_talk)
        return all(word in lists.told_by or any(word in each for each in small) for word in rest)

    def _of_an_age(self, mention: DateMention) -> bool:
        """ "Turned 16 on the Saturday"."""
        at = mention.first - 1
        while at > 0 and self._scene.words[at] in ("on", "the", "last", "this", "just"):
            at -= 1
        turned = any(word.startswith("turn") for word in self._scene.words[max(at - 2, 0) : at])
        return turned and any(age.stop - 1 == at for age in self._scene.ages)

    def _named_other_than_age(self, at: int) -> bool:
        """Whether a word is of a name or of another day."""
        ages = any(age.first <= at < age.stop for age in self._scene.ages)
        return self._scene.named[at] and not ages

    def _of_a_birth(self, mention: DateMention) -> bool:
        """ "Unborn, due 20 September", "born on Saturday"."""
        lists, words, at = english(), self._scene.words, mention.first - 1
        while at > 0 and words[at] in ("on", "the", "is", "was", "in", "around", "about", "last"):
            at -= 1
        about = any(word in lists.of_a_birth for word in words)
        return about and at >= 0 and lists.birth_then_date.ending(words, at) > 0

    def _corrected(self, mention: DateMention, denied: Sequence[DateMention]) -> str | None:
        """The date that another takes the place of: of the meeting named, the one that is denied, or the only one."""
        lists, words = english(), self._scene.words
        moved = lists.rescheduled.find(words) or lists.same_week.find(words) or supposes(self._scene.tokens)
        moved = moved or moved_to(words, mention.first)
        again = any(surrounds(self._scene.words, each.first, each.stop) for each in self._scene.dates if each.day)
        if not (self._sayings.corrected or moved or again):
            return None
        named = {meeting for event in self._events for meeting, _ in [self._meeting(event)]}
        if named:
            (meeting, *others) = named
            return meeting if meeting in self._held and not others else None
        held = {name: day for name, day in self._held.items() if isinstance(day, date)}
        if any(each.readings or each.day_of_month for each in denied):
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
            alone = self._by_itself(mention)
            # "My leave starts the 16th": of no meeting that is waited for.
            sure = mention.certain and (bool(events) or self._by_itself(mention, answers=True))
            loose = LooseDate(mention.day, short(mention.text), mention.others, events, sure, alone, mention.first)
            self._sayings.loose.append(loose)
