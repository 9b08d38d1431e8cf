"""Meetings that are not what, or when, they were: put off, renamed, their day put right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from assistant.understanding.dates.date_counts import Counts
from assistant.understanding.dates.second_thoughts import fragment
from assistant.understanding.findings import Unsure, short
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA
from assistant.understanding.meetings.named_meetings import NamedMeetings
from assistant.understanding.meetings.put_off import PutOff, find_put_off
from assistant.understanding.sayings import Saying
from assistant.understanding.vocabulary import singular

SHORT = 12
"""Words of a message that puts a day right and says nothing else."""


class ChangedMeetings(NamedMeetings):
    """What a text changes of the meetings that were held."""

    def _put_right(self) -> bool:
        """ "Of May, mind, not April", "I mean 3 weeks, sorry": of the day that was said last, or of the only one."""
        before, held = self._before_this, {name: day for name, day in self._held.items() if isinstance(day, date)}
        open_ = {name: days[0] for name, days in before.days.items() if name not in held}
        able = {name: day for name, day in {**held, **open_}.items() if name in self._room.pack.events}
        fact = before.meeting if before.meeting in able else next(iter(able)) if len(able) == 1 else None
        exact = any(each.readings for each in self._scene.dates)
        if fact is None or exact or self._events or len(self._scene.tokens) > SHORT:
            return False
        counts = Counts(self._scene.tokens, self._scene.today, self._room.pack.calendar)
        or_age = "age" in before.last  # of "I mean 12"
        choice = fragment(self._scene.tokens, able[fact], before.said.get(fact, ""), counts, or_age=or_age)
        if choice is None or choice.day is None:
            return False
        self._sayings.told.append(Saying(fact, choice.day, self._scene.said(0, len(self._scene.tokens)), 0))
        return True

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
        if not any(name in named for each in holders for name in each):
            named |= {name for each in holders for name in each if self._goes_by(name, named)}
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
        if days and english().changed_over.find(self._scene.words, found.first):
            both = tuple(dict.fromkeys(saying.value for saying in days))
            for saying in days:
                self._sayings.told.remove(saying)
                self._sayings.unsure.append(Unsure(saying.fact, short(saying.said), both))
            return True
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

    def _goes_by(self, name: str, named: Collection[str]) -> bool:
        """ "The review", where the second review is held."""
        if name not in self._room.pack.events:
            return False
        label, told = self._room.pack.events[name].date_label.casefold().split(), self._room.meetings.told
        called = {singular(self._scene.words[event.stop - 1]) for event in self._events}
        return bool(called & set(label)) and any(told[each] == told[name] for each in named)

    def _may_be_put_off(self, name: str, day: date, named: Collection[str]) -> bool:
        """Whether it is the meeting that is named; where none is, one that is still to come."""
        if named:
            return name in named
        event = self._room.pack.events.get(name)
        return event is not None and not event.any_day and day >= self._scene.today

    def _renamed(self, with_date: Collection[int]) -> None:
        """ "It's not an ICPC, it's an initial CIN meeting", "PLO now, same day": a held date is another meeting's."""
        same = english().same_date.find(self._scene.words)
        if not (self._sayings.corrected or same or self._left):
            return
        stances = [self._of_event(event) for event in self._events]
        refused = [
            event for at, event in enumerate(self._events) if stances[at] == "denied" or (same and at in self._left)
        ]
        denied = {id_ for event in refused for id_ in event.ids}
        meant = {
            meeting
            for at, event in enumerate(self._events)
            if at not in with_date and at not in self._left and stances[at] == "said" and not set(event.ids) & denied
            for meeting, _ in [self._meeting(event)]
        }
        days = {self._held[name] for name in self._held if name in self._room.pack.events and (same or name in denied)}
        told = {saying.fact for saying in self._sayings.told}
        if same and not self._events:
            meant = {self._of_what_is_told()}
        if len(meant) != 1 or len(days) != 1:
            return
        (meeting,), (day,) = meant, days
        if meeting is not None and meeting not in told and meeting in self._room.pack.facts:
            at = next((event.first for event in self._events if meeting in event.ids), 0)
            said = same or (at, at + 1)
            self._sayings.told.append(Saying(meeting, day, self._scene.said(*said), at))
            gone = denied | {each for place in self._left for each in self._events[place].ids}
            self._sayings.forgotten += [name for name in self._held if name in gone and self._held[name] == day]

    def _of_what_is_told(self) -> str | None:
        """ "Same day but it's a PLO now": the first meeting of the plan that is told anew."""
        told = {each.fact: each.value for each in self._sayings.told if each.stance == "said"}
        facts = {**self._held, **told}
        tells = self._room.meetings.told
        able = [
            name for name, each in tells.items() if each and each.items() <= told.items() and name not in self._held
        ]
        first = [name for name in able if not any(each in able for each in self._room.pack.events[name].follows)]
        possible = self._room.meetings.possible(facts) if "current_team" in facts else frozenset[str]()
        meant = [name for name in first if name in possible] or first
        return meant[0] if len(meant) == 1 else None
