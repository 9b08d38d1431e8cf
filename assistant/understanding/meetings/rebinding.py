"""Which meeting a date is of after all, where the words around the two put it right, move it or say whose it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.understanding.dates.dates import DateMention
from assistant.understanding.dates.second_thoughts import second_thought_at, takes_back
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA
from assistant.understanding.meetings.binding import LONGEST_LINK, Bond, Marks, bind
from assistant.understanding.meetings.changed_meetings import ChangedMeetings
from assistant.understanding.meetings.moved_dates import of_something_else, only_wished
from assistant.understanding.vocabulary import Match

SHORT = 4
"""Words that tell what a day is of after all."""
_BACK = frozenset(("on", "the", "back", "in"))
_IT_IS = frozenset(("its", "thats"))


class Rebinding(ChangedMeetings):
    """The bonds of one text, put right."""

    def _taken_over(
        self, gone: Collection[int], dates: Sequence[DateMention], loose: Sequence[int], marks: Marks
    ) -> list[Bond]:
        """ "ICPC was 6 May, postponed to 13 May": the date that comes instead is of the same meeting."""
        if not (gone and loose):
            return []
        every = self._scene.dates
        said, _ = bind(self._scene.tokens, self._events, every, replace(marks, gone=[False] * len(marks.gone)))
        of_gone = {bond.date: bond.events for bond in said if bond.date in gone}
        for was in gone:
            named = [place for place, event in enumerate(self._events) if event.stop <= every[was].first]
            if was not in of_gone and named and self._led_to(self._events[named[-1]].stop, every[was].first):
                of_gone[was] = (named[-1],)
        return [
            Bond(at, of_gone[before])
            for at in loose
            if (before := every.index(dates[at]) - 1) in of_gone and len(of_gone[before]) == 1
        ]

    def _led_to(self, start: int, stop: int) -> bool:
        """ "Was meant to be", "we had down for": between a meeting and the day that it had."""
        lists, words = english(), self._scene.words
        small = lists.event_then_date.words | lists.date_before.words | lists.meeting_moved.words
        apart = any(self._scene.tokens[at].gap >= COMMA for at in range(start, stop + 1))
        return not apart and stop - start <= LONGEST_LINK and all(word in small for word in words[start:stop])

    def _taken_back(self, bonds: Sequence[Bond], dates: Sequence[DateMention]) -> list[Bond]:
        """ "ICPC 8 April, no sorry 9 April": the second date is of the meeting of the first."""
        events = {bond.date: bond.events for bond in bonds}
        return [
            Bond(at, events[at - 1])
            for at in range(1, len(dates))
            if at not in events and at - 1 in events and self._is_put_right(dates[at - 1].stop, dates[at].first)
        ]

    def _of_another_one(self, bonds: Sequence[Bond], dates: Sequence[DateMention]) -> list[Bond]:
        """ "FH 6 April, no, that's the IRH": the day is of what is named then, or of nothing that is asked about."""
        words, kept = self._scene.words, list[Bond]()
        for bond in bonds:
            at = second_thought_at(words, dates[bond.date].stop)
            named = [place for place, event in enumerate(self._events) if 0 < event.first == at]
            if named and self._events[named[0]].ids != self._events[bond.events[0]].ids:
                kept.append(Bond(bond.date, (named[0],)))
            elif at and not named and self._is_no_own(at):
                self._of_none.add(bond.date)
            else:
                kept.append(bond)
        return kept

    def _is_no_own(self, at: int) -> bool:
        """ "The IRH", "her sister's", "mum's appointment"."""
        lists, words = english(), self._scene.words
        stop = at
        while stop < len(words) and stop - at < SHORT and (stop == at or self._scene.tokens[stop].gap < COMMA):
            stop += 1
        people = (lists.other_meetings, lists.sibling_words, lists.put_off_beside, lists.attendants)
        owners = [word.removesuffix("s") for word in words[at:stop]]
        others = any(word in each for word in (*words[at:stop], *owners) for each in people)
        return others or any(word in lists.adult_words for word in owners)

    def _arranged_for(self, bonds: Sequence[Bond], dates: Sequence[DateMention]) -> list[Bond]:
        """ "Letter for the ICPC came this morning, 20 March": not the day on which something was done about it."""
        taken, kept = {bond.date for bond in bonds}, list[Bond]()
        for bond in bonds:
            at, event = bond.date, self._events[bond.events[0]]
            other = dates[at + 1] if at + 1 < len(dates) and at + 1 not in taken else None
            if other is None or other.day is None or other.day < self._scene.today or self._is_done(event):
                kept.append(bond)
                continue
            start, stop = dates[at].stop, other.first
            near = self._scene.tokens[other.first].sentence - self._scene.tokens[event.first].sentence <= 1
            named = any(start <= each.first < stop for each in self._events)
            booked = self._scene.words[start:stop] == ["for"] and self._was_arranged(event, dates[at])
            done = near and not named and (booked or self._is_arranging(event, dates[at]))
            self._of_none |= {at} if done else set()
            kept.append(Bond(at + 1, bond.events) if done else bond)
        return kept

    def _was_arranged(self, event: Match, mention: DateMention) -> bool:
        lists, words, before = english(), self._scene.words, event.first - 1
        while before > 0 and words[before] in lists.articles:
            before -= 1
        led = before >= 0 and (lists.arranging.ending(words, before) > 0 or words[before] == "listed")
        between = words[event.stop : mention.first]
        after = any(lists.arranging.starting(between, at) for at in range(len(between)))
        return led or after

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
        while after > event.stop and words[after - 1] in _BACK:
            after -= 1
        if after == event.stop:
            return before >= 0 and lists.arranging.ending(words, before) > 0
        return after > event.stop and lists.arranging.ending(words, after - 1, event.stop) > 0

    def _is_put_right(self, start: int, stop: int) -> bool:
        """ "No sorry"; but not "mum wants it moved to", "visit moved to"."""
        other = only_wished(self._scene.tokens, start, stop) or of_something_else(self._scene.words, start, stop)
        return not other and english().corrections.find(self._scene.words, start, stop) is not None

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
        # "Clashed with half term so it's the 25th": a time that is no date stands for nothing here.
        after = next((each for each in range(at + 1, len(dates)) if dates[each].day is not None), at)
        if after not in loose or one.day is None:
            return one
        other = dates[after]
        start, stop = one.stop, other.first
        last = stop - 1
        while last > start and words[last] in _BACK:
            last -= 1
        named = any(start <= event.first < stop for event in self._events)
        changes = any(each.find(words, start, stop) for each in (lists.meeting_moved, lists.put_off, lists.rescheduled))
        changes = changes or lists.another_day.find(words, start, stop) is not None
        changes = changes or self._of_each_of_them(start, stop)
        changes = changes or words[last] in _IT_IS or words[other.stop : other.stop + 1] == ["instead"]
        tokens = self._scene.tokens
        apart = tokens[stop].sentence - tokens[one.first].sentence > 1 or stop - start > LONGEST_LINK
        if named or not changes or apart or of_something_else(words, start, stop):
            return one
        loose.remove(after)
        return replace(one, others=(*one.others, *other.readings), certain=False)

    def _of_each_of_them(self, start: int, stop: int) -> bool:
        """ "Siblings: ICPC for the baby 18 March, older one 25 March", where nobody can tell which is asked about."""
        lists, words = english(), self._scene.words
        if self._children is not None or not lists.several_words.find(words):
            return False
        near = words[start : min(stop + LONGEST_LINK, len(words))]
        told = (lists.ranks, lists.one_child, lists.counted_among, lists.sibling_words)
        return any(word.removesuffix("s") in each for word in near for each in told)

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
