"""Dates as British people type them, relative to today. The day always stands before the month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.understanding.dates.date_choice import DAY, Choice, DateProblem, day_of_month, either
from assistant.understanding.dates.date_counts import Counts, counted_on
from assistant.understanding.dates.date_forms import Written, find_written, tense
from assistant.understanding.dates.dates_beside import with_days_beside
from assistant.understanding.dates.second_thoughts import put_right
from assistant.understanding.dates.spans import Span, days_open
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, STOP, Token
from assistant.working_days import Calendar

LONGEST_OR = 7
"""Words between two dates of which it is one: "10 December, or maybe the 17th"."""
NEAR = 4
"""Words before a date in which a verb says that it is moved."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date of a text. `span` counts characters, `first` and `stop` tokens."""

    span: tuple[int, int]
    text: str
    day: date | None
    """None for a time that is no date ("next week") and for one that does not exist."""
    others: tuple[date, ...] = ()
    """What else may be meant."""
    certain: bool = True
    problem: DateProblem | None = None
    first: int = 0
    stop: int = 0
    day_of_month: int | None = None
    """For "the 8th": its number."""
    bounded: bool = False
    """After "by", "since", "about": a limit or a guess, and no meeting's date."""
    instead: bool = False
    """Said in place of the date before it: "8 April, no, 10 April"."""
    within: Span | None = None
    """The days that it leaves open, where it is no date: "next week", "week commencing 6 July"."""
    behind: date | None = None
    """The last such day, where the words alone may as well mean one gone by: "Monday"."""

    @property
    def readings(self) -> tuple[date, ...]:
        return (self.day, *self.others) if self.day else self.others

    @property
    def gone_by(self) -> DateMention:
        """The same words of a day that has been."""
        return replace(self, day=self.behind, others=(), certain=self.behind is not None, bounded=False)


def find(text: str, tokens: Sequence[Token], today: date, calendar: Calendar) -> list[DateMention]:
    """Every date of the text, in its order. Alternatives ("8 or 9 April", "8 April or 15 April") are one date."""
    taken = [False] * len(tokens)
    kept: list[Written] = []
    for each in find_written(text, tokens, today):
        if each.first < each.stop and not any(taken[each.first : each.stop]):
            taken[each.first : each.stop] = [True] * (each.stop - each.first)
            kept.append(each)
    counts = Counts(tokens, today, calendar)
    counted = list(counts.find())
    kept = with_days_beside(kept, counted, tokens, today, calendar)
    kept = _with_counted_on(kept, tokens, calendar)
    words = [token.word for token in tokens]
    kept = _in_weeks_named(_in_month_before(kept, tokens, words, today), tokens, words)
    kept = put_right(kept, tokens, counts)
    kept = _joined(kept, tokens, words)
    return [_mention(written, text, tokens, words, today) for written in kept]


def _with_counted_on(kept: list[Written], tokens: Sequence[Token], calendar: Calendar) -> list[Written]:
    """ "ICPC 12 May, core group 10 working days after that": counted from the one date before it."""
    found: list[Written] = []
    for at, each in enumerate(kept):
        found.append(each)
        stop = kept[at + 1].first if at + 1 < len(kept) else len(tokens)
        if each.choice.day and each.choice.certain and not each.choice.others:
            counted = [*counted_on(tokens, each.choice.day, each.stop, calendar), *_that_day(each, tokens)]
            found += sorted((later for later in counted if later.stop <= stop), key=lambda later: later.first)
    return found


def _that_day(day: Written, tokens: Sequence[Token]) -> Iterator[Written]:
    """ "ICPC 10 March, that same day the hearing": the day said before it, once more."""
    words = [token.word for token in tokens]
    if found := english().that_day.find(words, day.stop):
        first, stop = found
        ends = next(at for at in range(first, stop) if words[at] in _PARTS)
        yield Written(first, ends + 1, day.choice)


_PARTS = frozenset(("day", "night", "evening", "afternoon", "morning"))


def _in_weeks_named(kept: Sequence[Written], tokens: Sequence[Token], words: Sequence[str]) -> list[Written]:
    """ "Thursday w/c 16 March", "w/c 16 March, on the Thursday": that day of that week."""
    found: list[Written] = []
    for each in kept:
        last = found[-1] if found else None
        placed = None if last is None else _of_week(last, each, tokens, words) or _of_week(each, last, tokens, words)
        if last is not None and placed is not None:
            found[-1] = Written(last.first, each.stop, placed)
        else:
            found.append(each)
    return found


def _of_week(weekday: Written, day: Written, tokens: Sequence[Token], words: Sequence[str]) -> Choice | None:
    """The day of the week that a date speaks of, where the other says no more than a weekday."""
    lists = english()
    told = [word for word in words[weekday.first : weekday.stop] if word not in ("the", "on")]
    week = lists.weeks_of.ending(words, day.first - 1) if day.first else 0
    if not week or len(told) != 1 or told[0] not in lists.weekdays or day.choice.day is None or day.choice.others:
        return None
    first, stop = (weekday.stop, day.first - week) if weekday.first < day.first else (day.stop, weekday.first)
    small = all(word in ("of", "in", "the", "on", "that", "and", "its") for word in words[first:stop])
    if first > stop or not small or any(tokens[at].gap >= STOP for at in range(first, stop + 1)):
        return None
    monday = day.choice.day - day.choice.day.weekday() * DAY
    return Choice(monday + lists.weekdays[told[0]] * DAY)


def in_month_of(near: date, day: int) -> date | None:
    """The day of this number in the month of a date said before: "the 10th not the 8th"."""
    try:
        return near.replace(day=day)
    except ValueError:
        return None


def _in_month_before(kept: list[Written], tokens: Sequence[Token], words: Sequence[str], today: date) -> list[Written]:
    """ "The 17th" after "8 April" may be of April."""
    near: date | None = None
    placed = []
    for each in kept:
        if each.by_month and near is not None and each.choice.day:
            said = tense(words, tokens, each.first, each.stop)
            past, planned = said == "past", said == "planned"
            choice = day_of_month(each.choice.day.day, None, today, past=past, planned=planned, near=near)
            each = replace(each, choice=choice)  # noqa: PLW2901
        elif each.choice.day:
            near = each.choice.day
        placed.append(each)
    return placed


def _joined(kept: list[Written], tokens: Sequence[Token], words: Sequence[str]) -> list[Written]:
    joined: list[Written] = []
    for each in kept:
        last = joined[-1] if joined else None
        if each.instead:
            joined.append(each)
        elif last and _next_to(last, each, tokens) and not _gone(last, words):
            joined[-1] = Written(last.first, each.stop, _both(last.choice, each.choice, _differ(last, each, words)))
        elif last and _or_else(last, each, tokens, words):
            days = (*_before_the_other(last, each), *_days(each.choice))
            joined[-1] = Written(last.first, each.stop, replace(either(*days), certain=False) if days else each.choice)
        else:
            joined.append(each)
    return joined


def _or_else(last: Written, each: Written, tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """ "8 April or 15 April", "8 April to 10 April"."""
    between = words[last.stop : each.first]
    either_or = 0 < len(between) <= LONGEST_OR and _is_either_or(between)
    linked = between == ["to"] or either_or
    linked = linked or (between == ["and"] and words[last.first - 1 : last.first] == ["between"])
    moved = linked and words[last.stop] == "to" and english().meeting_moved.find(words, last.first - NEAR, last.first)
    near = all(tokens[at].gap < STOP for at in range(last.stop, each.first + 1)) and bool(between)
    return linked and near and (tokens[last.stop].gap < COMMA or either_or) and not moved


def _is_either_or(between: Sequence[str]) -> bool:
    """Whether the words between two days say that it is one of them: "or maybe", "no, I think it's"."""
    lists, at, told = english(), 0, False
    while at < len(between):
        length = lists.either_or.starting(between, at) or lists.opinions.starting(between, at)
        told = told or length > 0
        length = length or lists.beside_either_or.starting(between, at) or lists.second_thoughts.starting(between, at)
        if not length and between[at] not in lists.beside_second_thoughts:
            return False
        at += length or 1
    return told


def _before_the_other(last: Written, each: Written) -> tuple[date, ...]:
    """ "The 26th or the 3rd December": the first by its number alone is the last one before the other."""
    if not last.by_month or last.choice.day is None or each.by_month or each.choice.day is None:
        return _days(last.choice)
    earlier = day_of_month(last.choice.day.day, None, each.choice.day, past=True).day
    return (earlier,) if earlier else _days(last.choice)


def _next_to(last: Written, each: Written, tokens: Sequence[Token]) -> bool:
    """ "Tomorrow (3 March)": the same day twice."""
    between = [token.word for token in tokens[last.stop : each.first]]
    near = between in ([], ["on"], ["on", "the"]) and all(
        tokens[at].gap <= (SOFT if not between else NOTHING) for at in range(last.stop, each.first + 1)
    )
    return near and last.choice.day is not None and each.choice.day is not None


def _gone(last: Written, words: Sequence[str]) -> bool:
    """ "(Was 12 March) 18 March": the first is the date no more."""
    return last.first > 0 and english().date_before.ending(words, last.first - 1) > 0


def _differ(last: Written, each: Written, words: Sequence[str]) -> DateProblem:
    """What is wrong where two days said as one are not: the weekday of the one, or one of two whole days."""
    lone = any(set(words[day.first : day.stop]) <= english().weekdays.keys() for day in (last, each))
    return "weekday_mismatch" if lone else "days_differ"


def _both(one: Choice, other: Choice, problem: DateProblem) -> Choice:
    shared = [day for day in _days(one) if day in _days(other)]
    if len(shared) == 1:
        return Choice(shared[0])
    return replace(either(*_days(other), *_days(one)), certain=False, problem=problem)


def _days(choice: Choice) -> tuple[date, ...]:
    return (choice.day, *choice.others) if choice.day else choice.others


def _not_until(words: Sequence[str], at: int) -> bool:
    """ "Not finished until the 20th": on that day, and no limit."""
    lists, first = english(), max(at - NEAR, 0)
    if at < 1 or words[at] not in ("until", "till", "til"):
        return False
    moved = (lists.meeting_moved, lists.put_off, lists.put_back, lists.rescheduled)  # "put off until the 31st"
    denied = any(word in lists.denials for word in words[first:at])
    return denied or any(phrases.ending(words, at - 1) for phrases in moved)


def _mention(written: Written, text: str, tokens: Sequence[Token], words: Sequence[str], today: date) -> DateMention:
    span = tokens[written.first].start, tokens[written.stop - 1].end
    choice = written.choice
    bounded = written.first > 0 and english().bounds.ending(words, written.first - 1) > 0
    bounded = bounded and not _not_until(words, written.first - 1)
    left_open = english().bounds_after.starting(words, written.stop) > 0 and tokens[written.stop].gap <= SOFT
    number = choice.day.day if written.by_month and choice.day else None
    return DateMention(
        span=span,
        text=text[slice(*span)],
        day=choice.day,
        others=choice.others,
        certain=choice.certain,
        problem=choice.problem,
        behind=choice.behind,
        instead=written.instead,
        within=days_open(words, written.first, written.stop, choice, today),
        first=written.first,
        stop=written.stop,
        day_of_month=number,
        bounded=left_open
        or (
            bounded
            and not any(
                words[written.first - 1] != "before" and phrases.ending(words, written.first - 1)
                for phrases in (english().no_denials, english().no_bounds)
            )
        ),
    )
