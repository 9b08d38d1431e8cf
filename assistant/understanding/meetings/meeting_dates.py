"""What a text says of meetings and of their dates: each date to its meeting, a corrected one to the one it replaces."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from assistant.understanding.dates.date_choice import LONG_PAST
from assistant.understanding.dates.dates import DateMention, in_month_of
from assistant.understanding.dates.second_thoughts import surrounds
from assistant.understanding.findings import LooseDate, Problem, Unsure, short
from assistant.understanding.intent import supposes
from assistant.understanding.language.cues import Stance
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, covered
from assistant.understanding.meetings.binding import LONGEST_LINK, Bond, Marks, bind
from assistant.understanding.meetings.meant_days import MeantDays
from assistant.understanding.meetings.moved_dates import moved_to, replaced
from assistant.understanding.sayings import Saying
from assistant.understanding.scene import BIRTHDAY
from assistant.understanding.vocabulary import Match

_ON = frozenset(("on", "the", "back", "in"))


_TODAY = frozenset(("today", "tonight", "this"))
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_GONE_BY = frozenset(("last", "ago"))
_STARTS = frozenset(("starts", "starting", "begins", "beginning", "from", "commencing", "commences", "listing", "over"))
NEAR = 4
"""Words between an age and the day on which it is reached."""
_UNTIL = frozenset(("until", "till", "til"))
_BEFORE_A_TEAM = frozenset(("by", "to", "with", "in", "at", "from", "into"))


class MeetingDates(MeantDays):
    """The meetings of one text and their dates, added to its sayings."""

    def read(self) -> None:
        own = [event for event in self._events if event.ids != self._room.any_meeting and not self._is_done(event)]
        gone = replaced(self._scene.tokens, self._scene.dates, own)
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
        bonds = self._of_another_one(self._arranged_for(self._said_instead(bonds, dates), dates), dates)
        loose = [at for at in loose if at not in {bond.date for bond in bonds} | self._of_none]
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
        done = {event.stop for event in self._events if self._is_done(event)}
        for event in self._events:
            if any(self._room.pack.events[each].lasts_days for each in event.ids):
                first, stop = self._how_long(event.stop)
                aside[first:stop] = [True] * (stop - first)
        plans = {match.first: match.stop for match in self._scene.of("term")}
        for at in done:  # "closed to CIN 9 January"
            if at < len(aside) and self._scene.words[at] in _BEFORE_A_TEAM and at + 1 in plans:
                aside[at : plans[at + 1]] = [True] * (plans[at + 1] - at)
        for role in self._scene.roles:
            first = role.match.first - 1
            if role.match.first in done:  # "the referral hit MASH this morning"
                aside[role.match.first : role.match.stop] = [True] * (role.match.stop - role.match.first)
            while first > 0 and self._scene.words[first] in english().articles and self._scene.words[first] != "to":
                first -= 1
            if first >= 0 and self._scene.words[first] in _BEFORE_A_TEAM:
                stop = role.match.stop + english().team_people.starting(self._scene.words, role.match.stop)
                aside[first:stop] = [True] * (stop - first)
        return aside

    def _how_long(self, at: int) -> tuple[int, int]:
        """Where it is said for how long, or from when, a meeting is held: "listed for 3 days from 20 April"."""
        words, first = self._scene.words, at
        while at < len(words) and at - first < LONGEST_LINK and self._scene.tokens[at].gap < COMMA:
            number = words[at].isdigit() or words[at] in english().numbers
            if number and words[at + 1 : at + 2] in (["day"], ["days"]):
                at += 2
            elif words[at] in english().event_then_date or words[at] in _STARTS:
                at += 1
            else:
                break
        return first, at

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
        if len(settled) > 1 and len(set(settled)) == 1:  # "ended their involvement and closed on 20 January"
            bond, settled = replace(bond, events=bond.events[-1:]), settled[:1]
        if len(settled) == 1 and settled[0][0] is None:
            self._keep_loose(mention, self._events[bond.events[0]].ids)
            return
        events = [self._events[at] for at in bond.events]
        stances = [self._of_event(event) for event in events]
        for (meeting, certain), stance in zip(settled, stances, strict=True):
            if meeting is not None and meeting in self._room.pack.facts:
                until = mention.first > 0 and self._scene.words[mention.first - 1] in _UNTIL
                denied = stance == "denied" and not until  # "isn't finished until the 20th"
                doubted = len(settled) > 1 or denied or stance == "doubted" or self._is_arranging(events[0], mention)
                told = self._made_or_to_come(events[0], self._on_the_day_done(events[0], mention))
                self._date_of(meeting, told, doubted=doubted, certain=certain)

    def _date_of(self, fact: str, mention: DateMention, *, doubted: bool = False, certain: bool = True) -> None:
        mention = self._meant(fact, mention)
        sure = mention.certain and not mention.bounded and not doubted and self._stance(mention) == "said"
        if mention.problem:
            self._sayings.problems.append(Problem(mention.problem, fact))
        if mention.day is not None and sure:
            self._sayings.told.append(Saying(fact, mention.day, mention.text, mention.first, certain=certain))
        elif mention.problem != "impossible_date" and not self._long_done(fact, mention):
            self._sayings.unsure.append(Unsure(fact, short(mention.text), mention.readings, mention.within))

    def _long_done(self, fact: str, mention: DateMention) -> bool:
        """ "Proceedings were issued last week": an inexact time gone by, which nobody asked for."""
        past = any(word in _GONE_BY for word in self._scene.words[mention.first : mention.stop])
        return mention.day is None and past and fact != self._asked

    def _loose(self, mention: DateMention, denied: Sequence[DateMention]) -> None:
        spec = self._room.pack.facts.get(self._asked) if self._asked else None
        if self._of_an_age(mention):
            return
        if self._comes_of_age(mention):
            self._date_of(BIRTHDAY, mention)
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
        about_it = (lists.event_then_date, lists.booked_for.words, lists.new_day.words)
        small = (*about_it, lists.answer_fillers, lists.pronouns, lists.small_talk)
        return all(word in lists.told_by or any(word in each for each in small) for word in rest)

    def _comes_of_age(self, mention: DateMention) -> bool:
        """ "Nearly 18, well, 9th of June", "18 soon - 9 June"."""
        if BIRTHDAY not in self._room.pack.facts or mention.day is None or mention.day <= self._scene.today:
            return False
        lists, words = english(), self._scene.words
        for age in self._scene.ages:
            between = words[age.stop : mention.first]
            small = (lists.beside_second_thoughts, lists.second_thoughts, lists.answer_fillers, ("soon", "next"))
            plain = len(between) <= NEAR and all(any(word in each for each in small) for word in between)
            after = self._scene.tokens[min(mention.stop, len(words) - 1)]
            ends = mention.stop == len(words) or after.gap >= COMMA
            nearly = (age.first > 0 and words[age.first - 1] in lists.nearly) or words[age.first] in lists.nearly
            soon = nearly or "soon" in between
            if age.stop <= mention.first and "18" in words[age.first : age.stop] and soon and plain and ends:
                return True
        return False

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
        other = any(word in lists.put_off_beside or word in lists.attendants for word in words)
        if not (self._sayings.corrected or moved or again) or (
            other and not self._events and not moved_to(words, mention.first)
        ):
            return None  # "what if notice goes in on the 18th?"
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
