"""Which date belongs to which meeting: the nearest in its part of the sentence, and none where two could be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.understanding.dates.dates import DateMention
from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.tokens import COMMA, SOFT, Token
from assistant.understanding.vocabulary import Match

_TODAY = frozenset(("today", "tonight", "this"))
MOST = 20
"""Meetings or dates of one sentence: beyond it nobody means it to be read."""
LONGEST_LINK = 12
PAST_VERB = re.compile("(ed|began|started|raised|referral|contact|came|got|sent)$")


@dataclass(frozen=True, slots=True)
class Bond:
    date: int
    events: tuple[int, ...]
    """The meeting, by its place among the events; several when it cannot be told which."""


@dataclass(frozen=True, slots=True)
class Marks:
    """For each token, and for each event, what it is to the binding."""

    taken: Sequence[bool]
    """Tokens that names have."""
    aside: Sequence[bool]
    """Tokens that part no event from its date: "to duty"."""
    gone: Sequence[bool]
    """Tokens of a date that holds no more: as if they were not there."""
    close: Sequence[bool]
    """Events that have a date beside them or none: "came in", "escalated"."""


def bind(
    tokens: Sequence[Token],
    events: Sequence[Match],
    dates: Sequence[DateMention],
    marks: Marks,
) -> tuple[list[Bond], list[int]]:
    """Bonds of dates to events, and the dates that belong to none."""
    binder = _Binder(tokens, events, dates, marks)
    binder.bind()
    loose = [at for at in range(len(dates)) if at not in binder.bound and not dates[at].bounded]
    return [Bond(date, found) for date, found in sorted(binder.bound.items())], loose


class _Binder:
    def __init__(
        self,
        tokens: Sequence[Token],
        events: Sequence[Match],
        dates: Sequence[DateMention],
        marks: Marks,
    ) -> None:
        self._tokens, self._events, self._dates = tokens, events, dates
        self._taken, self._aside, self._gone, self._close = marks.taken, marks.aside, marks.gone, marks.close
        self._words = [token.word for token in tokens]
        self._starts = [*(event.first for event in events), *(each.first for each in dates)]
        self.bound: dict[int, tuple[int, ...]] = {}

    def bind(self) -> None:
        for sentence in dict.fromkeys(token.sentence for token in self._tokens):
            events = [at for at, event in enumerate(self._events) if self._sentence(event.first) == sentence]
            dates = [at for at, each in enumerate(self._dates) if self._sentence(each.first) == sentence]
            if events and dates and max(len(events), len(dates)) <= MOST:
                self._adjacent(events, dates)
                self._alone(events, dates, self._about)
                self._alone(events, dates, self._by_itself)
        self._pointed_to()
        self._beside_what_was_done()
        self._next_sentence()
        self._booked()

    def _pointed_to(self) -> None:
        """ "We all meet on 8 April at school, that's the initial CIN": the one named right after."""
        for date, mention in enumerate(self._dates):
            if date in self.bound or mention.bounded or not mention.readings:
                continue
            later = [at for at in range(len(self._events)) if self._events[at].first >= mention.stop]
            first = self._events[later[0]].first if later else 0
            here = first - 1
            while here > mention.stop and self._words[here] in english().articles:
                here -= 1
            near = (
                first
                and first - mention.stop <= LONGEST_LINK
                and self._sentence(first) == self._sentence(mention.first)
            )
            points = here >= mention.stop and self._words[here] in _POINTS and self._tokens[here].gap >= SOFT
            between = any(mention.stop <= each.first < first for each in self._dates)
            if near and points and not between and not self._is_bound(later[0]):
                self.bound[date] = (later[0],)

    def _beside_what_was_done(self) -> None:
        """ "CIN closed, 3rd June": the date right after it, alone between its commas."""
        for date, mention in enumerate(self._dates):
            events = [at for at in range(len(self._events)) if self._close[at] and not self._is_bound(at)]
            free = date not in self.bound and not mention.bounded and self._bare(date)
            beside = [at for at in events if free and self._events[at].stop == mention.first]
            if beside:
                self.bound[date] = (beside[0],)

    def _booked(self) -> None:
        """ "It's got to ICPC and it's booked for the 24th": the one meeting named, where nothing else has the date."""
        events = [at for at in range(len(self._events)) if not self._close[at]]
        if len({self._events[at].ids for at in events}) != 1:
            return
        limits = [at for at, found in self.bound.items() if self._dates[at].bounded and found == (events[0],)]
        if self._is_bound(events[0]) and not limits:
            return
        free = [at for at in range(len(self._dates)) if at not in self.bound and not self._dates[at].bounded]
        booked = [at for at in free if self._events[events[0]].stop <= self._dates[at].first and self._is_booked(at)]
        if len(booked) == 1:
            self.bound = {at: found for at, found in self.bound.items() if at not in limits}
            self.bound[booked[0]] = (events[0],)

    def _is_booked(self, date: int) -> bool:
        here = self._dates[date].first - 1
        here -= here > 0 and self._words[here] == "the"
        return here >= 0 and english().booked_for.ending(self._words, here) > 0

    def _adjacent(self, events: list[int], dates: list[int]) -> None:
        """ "ICPC is on 8 April"; "8 April for the ICPC" where the date does not follow another meeting."""
        after = {date: event for date in dates if (event := self._last_before(events, date)) is not None}
        before = {date: event for date in dates if (event := self._first_after(events, date)) is not None}
        # "8 April ICPC, 20 April core group": from the first date on, each stands before its meeting.
        leads = self._dates[dates[0]].first < self._events[events[0]].first
        if leads and all(date in before for date in dates) and len(set(before.values())) == len(dates):
            after = {}
        for date, event in after.items():
            self._settle(date, event, events, dates)
        for date, event in before.items():
            if date not in self.bound and not self._is_bound(event):
                self.bound[date] = (event,)

    def _settle(self, date: int, event: int, events: list[int], dates: list[int]) -> None:
        """One meeting and its date; two meetings joined by "and" before it leave open which is meant."""
        joined = [other for other in events if other != event and self._joined(other, event)]
        if not joined:
            self.bound[date] = (event,)
            return
        # "ICPC and core group are on 8 April and 17 April": in the same order, should there be as many.
        following = [each for each in dates if self._dates[each].first >= self._dates[date].first]
        together = sorted((*joined, event))
        if len(following) == len(together) and all(self._linked_dates(pair) for pair in pairwise(following)):
            self.bound |= {each: (other,) for each, other in zip(following, together, strict=True)}
        else:
            self.bound[date] = tuple(together)

    def _alone(self, events: list[int], dates: list[int], fits: Callable[[int, int], bool]) -> None:
        """The one meeting without a date and the one date without a meeting that fit each other."""
        for date in dates:
            if date in self.bound or self._dates[date].bounded or self._words[self._dates[date].first] in _TODAY:
                continue
            open_events = [at for at in events if not self._close[at] and not self._is_bound(at) and fits(at, date)]
            open_dates = [at for at in dates if at not in self.bound and any(fits(event, at) for event in open_events)]
            if len({self._events[at].ids for at in open_events}) == 1 and len(open_dates) == 1:
                self.bound[date] = (open_events[0],)

    def _about(self, event: int, date: int) -> bool:
        """ "The ICPC for a boy of 6 on a CP plan is on 8 April": nothing between that has a date of its own."""
        event_first = self._events[event].first < self._dates[date].first
        start = self._events[event].stop if event_first else self._dates[date].stop
        stop = self._dates[date].first if event_first else self._events[event].first
        lists = english()
        if event_first and self._words[start] in lists.attendants:
            return False  # "ICPC chair back on 10 March"
        links = lists.event_then_date if event_first else lists.date_then_event
        if any(self._tokens[at].gap >= COMMA for at in range(start, stop + 1)):
            return False
        place = 0
        for at in range(start, stop):  # "at Pendle View school": what a place is called
            known = self._taken[at] or self._words[at] in links or self._words[at] in lists.about_a_meeting
            place = LONGEST_PLACE if self._words[at] in _PLACES else place - 1
            if not known and place < 0:
                return False
        return True

    def _by_itself(self, event: int, date: int) -> bool:
        """ "ICPC, 8 April": between its commas the date stands alone."""
        return self._sentence(self._events[event].first) == self._sentence(self._dates[date].first) and self._bare(date)

    def _bare(self, date: int) -> bool:
        mention = self._dates[date]
        lists, birth = english(), False
        if mention.first and lists.birth_then_date.ending(self._words, mention.first - 1):
            birth = any(word in lists.of_a_birth for word in self._words)
        if birth:
            return False  # "conference 24 March, due date 2 May"
        own = self._tokens[mention.first].segment
        return all(
            mention.first <= at < mention.stop or self._gone[at] or word in english().event_then_date
            for at, word in enumerate(self._words)
            if self._tokens[at].segment == own
        )

    def _next_sentence(self) -> None:
        """ "The ICPC is booked. It's on 8 April." """
        free = [at for at in range(len(self._dates)) if at not in self.bound and not self._dates[at].bounded]
        events = [at for at in range(len(self._events)) if not self._is_bound(at) and not self._close[at]]
        for date in free:
            sentence = self._sentence(self._dates[date].first)
            before = [at for at in events if sentence - self._sentence(self._events[at].first) == 1]
            alone = [at for at in free if self._sentence(self._dates[at].first) == sentence] == [date]
            own = any(self._sentence(event.first) == sentence for event in self._events)
            if alone and not own and len({self._events[at].ids for at in before}) == 1 and self._bare(date):
                self.bound[date] = (before[0],)

    def _last_before(self, events: list[int], date: int) -> int | None:
        earlier = [event for event in events if self._events[event].stop <= self._dates[date].first]
        if not earlier or not self._linked(earlier[-1], date):
            return None
        if self._close[earlier[-1]] and len(earlier) > 1 and self._says_more_of(earlier[-2], earlier[-1]):
            return earlier[-2]
        return earlier[-1]

    def _says_more_of(self, meeting: int, deed: int) -> bool:
        """ "The ICPC date came in as 8 April": what came in is the meeting's date."""
        start, stop = self._events[meeting].stop, self._events[deed].first
        return not self._close[meeting] and self._only(start, stop, english().event_then_date)

    def _first_after(self, events: list[int], date: int) -> int | None:
        later = [event for event in events if self._events[event].first >= self._dates[date].stop]
        return later[0] if later and self._linked_back(date, later[0]) else None

    def _linked(self, event: int, date: int) -> bool:
        start, stop = self._events[event].stop, self._dates[date].first
        start = self._past_what_it_does(start, stop)
        only = self._only(start, stop, english().event_then_date) or self._bounded_link(start, stop)
        only = only or self._only(start, stop, _moved())
        # "Closed the case on 2 December", "escalated it to the head of service on 27 February".
        done = any(PAST_VERB.search(word) for word in self._words[self._events[event].first : start])
        return only or (done and self._only(start, stop, english().done_then_date)) or self._did(start, stop)

    def _past_what_it_does(self, start: int, stop: int) -> int:
        """ "The meeting that starts the plan off is on 8 April": where its own verb stands."""
        if start >= stop or self._words[start] not in _WHICH or self._tokens[start].gap >= COMMA:
            return start
        verbs = [at for at in range(start + 2, stop) if self._words[at] in _IS]
        if not verbs or stop - start > LONGEST_LINK:
            return start
        inside = range(start, verbs[-1] + 1)
        counted = any(start <= first < stop for first in self._starts)
        apart = any(self._tokens[at].gap >= COMMA for at in inside)
        return start if counted or apart else verbs[-1]

    def _did(self, start: int, stop: int) -> bool:
        """ "RCPC ended the plan on Tuesday": what a meeting did, and when."""
        begin = start + (start < stop and self._words[start] in ("has", "have", "had"))
        named = any(start <= event.first < stop for event in self._events)
        apart = any(self._tokens[at].gap >= COMMA for at in range(start, min(stop + 1, len(self._tokens))))
        if (
            begin >= stop
            or named
            or apart
            or stop - start > LONGEST_LINK
            or self._words[begin] not in english().meeting_did
        ):
            return False
        between = range(begin + 1, stop)
        told = any(self._taken[at] or self._words[at] in _ENDED for at in between)
        return told and all(self._taken[at] or self._words[at] in english().done_then_date for at in between)

    def _bounded_link(self, start: int, stop: int) -> bool:
        """ "ICPC by 8 April": about that meeting, if not its date."""
        at = stop
        while at > start and (length := english().bounds.ending(self._words, at - 1, start)):  # "some time w/c 6 July"
            at -= length
        return at < stop and self._only(start, at, english().event_then_date, until=stop)

    def _linked_back(self, date: int, event: int) -> bool:
        return self._only(self._dates[date].stop, self._events[event].first, english().date_then_event)

    def _linked_dates(self, pair: tuple[int, int]) -> bool:
        start, stop = self._dates[pair[0]].stop, self._dates[pair[1]].first
        return stop - start <= 1 and self._words[start:stop] in ([], ["and"])

    def _joined(self, other: int, event: int) -> bool:
        start, stop = self._events[other].stop, self._events[event].first
        if self._close[other] != self._close[event]:
            return False  # "we've issued and the first hearing is on 12 March"
        between = self._words[start:stop] if start < stop <= start + SMALL else []
        return "and" in between and all(word in ("and", "the", "a", "an", "first") for word in between)

    def _only(self, start: int, stop: int, links: Phrases, until: int | None = None) -> bool:
        """Whether nothing but small words stands between two places, and no comma before the second."""
        until = stop if until is None else until
        if start > stop or stop - start > LONGEST_LINK or until >= len(self._tokens):
            return False
        if any(self._tokens[at].gap >= COMMA for at in range(start, until + 1)):
            return False
        return all(
            self._aside[at]
            or self._gone[at]
            or (not self._taken[at] and (self._words[at] in links or self._words[at].replace(".", "").isdigit()))
            for at in range(start, stop)
        )

    def _is_bound(self, event: int) -> bool:
        ids = self._events[event].ids
        return any(self._events[at].ids == ids for found in self.bound.values() for at in found)

    def _sentence(self, at: int) -> int:
        return self._tokens[at].sentence


@cache
def _moved() -> Phrases:
    """ "Pulled forward to the 18th"."""
    lists = english()
    words = (lists.meeting_moved.words - {"cancelled"}) | {" ".join(each) for each in lists.event_then_date.all}
    return Phrases(words)


_ENDED = frozenset(("plan", "plans", "registration", "order", "it", "him", "her", "them", "off"))
_POINTS = frozenset(("thats", "which", "its", "being", "thatll", "thatd"))
_WHICH = frozenset(("that", "which", "where", "when", "to"))
_IS = frozenset(("is", "was", "will", "falls", "takes"))
LONGEST_PLACE = 3
"""Words."""
_PLACES = frozenset(("at", "in"))
SMALL = 3
"""Words between two meetings that are named together."""
