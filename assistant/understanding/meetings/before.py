"""What a conversation spoke of before a message, beside the facts that it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.understanding.dates.dates import DateMention
from assistant.understanding.dates.spans import Span, number_in, weekday_in


@dataclass(frozen=True, slots=True)
class Undecided:
    """A day that is of one of several meetings, and it was not clear of which."""

    day: date
    said: str
    events: Sequence[str]


@dataclass(frozen=True, slots=True)
class Before:
    meeting: str | None = None
    """The meeting spoken of last: "it's on the 20th" is of it."""
    awaits: str | None = None
    """The meeting whose date the last answer asked for."""
    days: Mapping[str, Sequence[date]] = field(default_factory=dict)
    """Meetings of which several days were named, and the days: "the 3rd" is one of them."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Meetings of which only a week or a month was named: its first and its last day."""
    said: Mapping[str, str] = field(default_factory=dict)
    """The words in which the days that are held were said."""
    yes_or_no: str | None = None
    """The fact of a yes or a no that was said last."""
    last: Sequence[str] = ()
    """What the message before told."""
    undecided: Sequence[Undecided] = ()
    children: Sequence[int] = ()
    """Of several children, those spoken of last, by their place."""
    mark: int | None = None
    """Of the name of the one child, where it was told."""

    gone: Mapping[str, date] = field(default_factory=dict)
    """The days that meetings were on before they were called off."""

    def day_of(self, meeting: str, mention: DateMention, words: Sequence[str]) -> date | None:
        """The one of a meeting's open days that a date, a day of the month or a weekday alone, means."""
        number = mention.day_of_month
        fitting = [each for each in self.days.get(meeting, ()) if each == mention.day or each.day == number]
        if len(fitting) == 1:
            return fitting[0]
        if fitting and mention.day in fitting:
            return mention.day  # "the 26th", of 26 February and 26 March: the one that anybody would mean
        open_ = self.spans.get(meeting)
        if open_ is None or fitting:
            return None
        return number_in(number, open_) if number else weekday_in(words[mention.first : mention.stop], open_)
