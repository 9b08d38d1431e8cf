"""Days told by the one they stand beside: the day after Boxing Day, the Monday before Easter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.understanding.dates.date_choice import DAY, Choice
from assistant.understanding.dates.date_forms import Written, speaks_of_past
from assistant.understanding.dates.named_days import feasts, named_day
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, Token
from assistant.working_days import Calendar

DAYS = 7


def with_days_beside(
    written: Sequence[Written], counted: Sequence[Written], tokens: Sequence[Token], today: date, calendar: Calendar
) -> list[Written]:
    """All dates of a text: those `written` out and those `counted`, where one told by another takes its place."""
    words = [token.word for token in tokens]
    kept = [_beside(each, words, tokens, calendar) or each for each in written]
    for at in range(len(words)):
        if length := feasts().starting(words, at):
            # "Came in the Friday before Christmas", said in January.
            past = speaks_of_past(words, tokens, at, at + length)
            day = named_day(words[at : at + length], None, None, today, past=past)
            if found := _beside(Written(at, at + length, day), words, tokens, calendar):
                kept.append(found)
    taken = {at for each in kept for at in range(each.first, each.stop)}
    kept += [each for each in counted if taken.isdisjoint(range(each.first, each.stop))]
    return sorted(kept, key=lambda each: each.first)


def beside(day: date, words: Sequence[str], at: int) -> date | None:
    """The day that "day after", "Tuesday after" or "week before" tells, where they are said of a day told already."""
    if at >= len(words):
        return None
    told = words[at] in ("day", "week") or words[at] in english().weekdays
    side = english().sides.get(words[at + 1]) if at + 1 < len(words) else None
    return _stepped(day, words[at], side) if told and side else None


def _stepped(day: date, word: str, side: int) -> date:
    steps = {"day": 1, "week": DAYS}.get(word) or ((english().weekdays[word] - day.weekday()) * side - 1) % DAYS + 1
    return day + side * steps * DAY


def _beside(each: Written, words: Sequence[str], tokens: Sequence[Token], calendar: Calendar) -> Written | None:
    """The day that is told by this one, where "the day after" or "the Monday before" stands right before it."""
    at = each.first - 1
    at -= at > 0 and words[at] == "the"
    if at < 1 or words[at] not in english().sides or each.choice.day is None:
        return None
    if any(tokens[here].gap >= COMMA for here in range(at, each.first + 1)):
        return None
    side, first = english().sides[words[at]], at - 1
    first -= first > 0 and words[first] in english().parts_of_day  # "Saturday evening before"
    word = words[first]
    working = word == "day" and first > 0 and words[first - 1] == "working"
    first -= working
    first -= first > 0 and words[first - 1] in ("the", "first", "next", "last")
    first -= first > 0 and words[first - 1] == "the"
    if word != "day" and word not in english().weekdays:
        return None

    def moved(day: date) -> date:
        return calendar.add(day, side).end if working else _stepped(day, word, side)

    choice = each.choice
    days = [moved(day) for day in (choice.day, *choice.others) if day]
    return replace(each, first=first, choice=Choice(days[0], tuple(days[1:]), choice.certain), by_month=False)
