"""Which day of those that its words may mean a meeting is on: told by what is held, the tense, what it follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.facts import Value
from assistant.understanding.dates.date_choice import FAR_OFF, LONG_PAST, WEEK
from assistant.understanding.dates.date_forms import tense
from assistant.understanding.dates.dates import DateMention, in_month_of
from assistant.understanding.dates.spans import week_of, weekday_in
from assistant.understanding.intent import supposes
from assistant.understanding.language.english import english
from assistant.understanding.meetings.binding import PAST_VERB
from assistant.understanding.meetings.put_off import find_put_off
from assistant.understanding.meetings.rebinding import Rebinding
from assistant.understanding.scene import BIRTHDAY
from assistant.understanding.vocabulary import Match

JUST_BEEN = 28
"""Days."""
_NUMBER = re.compile(r"\d{1,2}")
SATURDAY = 5
MONTH, LONG_MONTH = timedelta(days=30), timedelta(days=32)
_BEGINNING = frozenset(("from", "beginning", "starting", "commencing"))
_EITHER = frozenset(("or", "maybe", "possibly", "perhaps", "not"))
_SINCE = frozenset(("since", "from"))
_TO_BE = frozenset(("be", "to", "being", "get", "gets"))


class MeantDays(Rebinding):
    """The days of one text's meetings."""

    def _meant(self, fact: str, mention: DateMention) -> DateMention:
        """The date with the readings that are left of it, as the day of this meeting."""
        mention = self._on_a_working_day(fact, self._first_of_its_days(fact, mention))
        mention = self._beside_held(fact, self._one_of_those_open(fact, mention))
        mention = self._past_or_next(fact, self._likely(fact, self._begun_on(fact, mention)))
        return self._after_what_it_follows(fact, mention)

    def _first_of_its_days(self, fact: str, mention: DateMention) -> DateMention:
        """ "Final hearing 20-22 April", "listed for 3 days from 20 April": of what is held over several days."""
        event, words = self._room.pack.events.get(fact), self._scene.words
        if event is None or not event.lasts_days or mention.problem or mention.day is None:
            return mention
        if mention.bounded and words[mention.first - 1] in _BEGINNING:
            return replace(mention, bounded=False)
        days, numbers = sorted(mention.readings), {int(each) for each in _NUMBER.findall(mention.text)}
        if not {day.day for day in days} <= numbers:
            return mention  # "FH Monday", said on a Monday: one of two
        said = self._scene.said(mention.first, mention.stop).split()
        together = len(days) > 1 and days[-1] - days[0] <= WEEK + WEEK and not _EITHER & {*said}
        return (
            replace(mention, day=days[0], others=(), certain=True) if together and "/" not in mention.text else mention
        )

    def _on_a_working_day(self, fact: str, mention: DateMention) -> DateMention:
        """ "ICPC on the 22nd", which is a Sunday: no meeting's day, so that of another month may be meant."""
        event, day = self._room.pack.events.get(fact), mention.day
        alone = mention.day_of_month is not None and mention.certain
        if event is None or event.any_day or day is None or not alone or day.weekday() < SATURDAY:
            return mention
        months = (day + step * MONTH for step in (1, 2, 3))
        later = [near for each in months if (near := in_month_of(each, day.day)) and near.weekday() < SATURDAY]
        return replace(mention, others=(*mention.others, *later[:1]), certain=False)

    def _made_or_to_come(self, event: Match, mention: DateMention) -> DateMention:
        """ "SGO to nan at the final hearing on Monday": made on the last one, or to be made on the next."""
        terms = self._scene.of("term")
        outcome = any(term.first < event.first and term.stop == event.stop for term in terms)
        said = tense(self._scene.words, self._scene.tokens, mention.first, mention.stop)
        if not outcome or mention.behind in (None, mention.day) or not mention.certain or said == "planned":
            return mention
        near = mention.behind is not None and self._scene.today - mention.behind < WEEK
        return replace(mention, others=(mention.behind,), certain=False) if near and mention.behind else mention

    def _on_the_day_done(self, event: Match, mention: DateMention) -> DateMention:
        """ "Agreed the outcome on Friday": a verb of the past in its own name has a day gone by."""
        words = self._scene.words
        past = any(PAST_VERB.search(word) for word in words[event.first : event.stop])
        to_come = english().planned.find(words, event.first - 3, event.first) or words[event.first - 1] in _TO_BE
        if not past or to_come or not self._is_done(event) or mention.behind is None or not mention.certain:
            return mention
        said = tense(words, self._scene.tokens, mention.first, mention.stop)
        weekday = not any(word.isdigit() or word[0].isdigit() for word in words[mention.first : mention.stop])
        return mention.gone_by if weekday and said != "planned" else mention

    def _one_of_those_open(self, fact: str, mention: DateMention) -> DateMention:
        """ "26 November or 3 December", and then "the 3rd": no other month's."""
        day = self._before_this.day_of(fact, mention, self._scene.words)
        return mention if day is None else replace(mention, day=day, others=(), certain=True, problem=None)

    def _beside_held(self, fact: str, mention: DateMention) -> DateMention:
        """ "It's the 14th now", "the Thursday": of the month or week of the day that is held, or the next to come."""
        said = [each.value for each in self._sayings.told if each.fact == fact and each.stance == "said"]
        held = next((each[fact] for each in self._each_held() if isinstance(each.get(fact), date)), None)
        if held is None and mention.day_of_month and not said and fact in self._before_this.gone:
            return self._instead_of(self._before_this.gone[fact], mention)
        held = said[-1] if said and self._sayings.corrected else held  # "ICPC 24 March ... sorry, ICPC is the 26th"
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

    def _instead_of(self, gone: date, mention: DateMention) -> DateMention:
        """ "It's off", and then "the new one is the 22nd": after the day that it was on, if not much."""
        number = mention.day_of_month
        months = [
            near for step in (0, 1) if number and (near := in_month_of(gone.replace(day=1) + step * LONG_MONTH, number))
        ]
        ahead = [day for day in (*months, *mention.readings) if day > self._scene.today and day != gone]
        later = [day for day in ahead if day > gone and day.weekday() < SATURDAY]
        days = tuple(dict.fromkeys(later or ahead))
        if not days:
            return mention
        weekend = any(gone < day < days[0] for day in ahead)  # by its number alone it was a Sunday
        sooner = [day for day in ahead if day < gone and day.weekday() < SATURDAY]
        others = tuple(sorted({*days[1:2], *sooner} - {days[0]})) if sooner else ()
        return replace(mention, day=days[0], others=others, certain=not (others or weekend), problem=None)

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
        if event.never_ahead and mention.day is not None and mention.day > self._scene.today:
            return mention.gone_by
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
        said = "" if said == "past" and supposes(self._scene.tokens) else said  # "what if the ICPC was 18 March?"
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
