"""A day put right in the same breath: "8 April, no, 10 April", "in 2 weeks, I mean 3", "18 March, sorry, April".

What is left unsaid of either day is what the other says: "8th, sorry, 10th of June" is of June both times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.understanding.dates.date_choice import MONTHS, Choice, real
from assistant.understanding.dates.date_counts import MOST, Counts
from assistant.understanding.dates.date_forms import Written
from assistant.understanding.dates.dates_beside import beside
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, Token

LONGEST = 7
"""Words of a second thought."""
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th)?", re.ASCII)
LAST_DAY = 31
_POINTS = frozenset(("thats", "that", "its", "it"))
_ITS = frozenset(("her", "his", "their", "my", "our", "an"))
_NOT = (["not"], ["not", "the"])
_GOES_ON = frozenset(("and", "also", "then", "so", "oh", "plus"))


def put_right(kept: Sequence[Written], tokens: Sequence[Token], counts: Counts) -> list[Written]:
    """The dates of a text with those of which a second thought says only a part; each in its order."""
    words = [token.word for token in tokens]
    whole = _with_first_parts(kept, tokens, words)
    found: list[Written] = []
    for at, each in enumerate(whole):
        if found and each.first < found[-1].stop:
            continue  # the month alone of "18 March, sorry, April"
        before = found[-1] if found else None
        again = before is not None and before.choice.day is not None and is_between(words, before.stop, each.first)
        found.append(_instead(each, before) if before and again and each.choice.day else each)
        stop = whole[at + 1].first if at + 1 < len(whole) and whole[at + 1].choice.day else len(words)
        if (rest := _rest(found[-1], tokens, words, stop, counts)) is not None:
            found.append(rest)
    return found


def _instead(each: Written, before: Written) -> Written:
    """ "8 April, no, the 10th": of the same month."""
    near, day = before.choice.day, each.choice.day
    shared = real(near.year, near.month, day.day) if each.by_month and near and day else None
    return replace(each, choice=Choice(shared) if shared else each.choice, instead=True)


def is_between(words: Sequence[str], start: int, stop: int) -> bool:
    """Whether nothing but a second thought stands there."""
    return start < stop <= start + LONGEST and _after(words, start, stop) == stop


def takes_back(words: Sequence[str], start: int, stop: int) -> bool:
    """Whether what stands there takes back what was said before it: "sorry, I mean", and not "oh, and"."""
    return is_between(words, start, stop) and words[stop - 1] != "no" and _GOES_ON.isdisjoint(words[start:stop])


def second_thought_at(words: Sequence[str], start: int) -> int:
    """Where the name begins in "no, that's the core group", said right after a day; 0 where nothing such is said."""
    at, told, points = start, False, False
    while at < len(words) and at - start <= LONGEST:
        length = english().second_thoughts.starting(words, at)
        told = told or length > 0
        points = points or not _POINTS.isdisjoint(words[at : at + max(length, 1)])
        if not length and words[at] not in english().beside_second_thoughts and words[at] not in _ITS:
            break
        at += length or 1
    return at if told and points and start < at < len(words) else 0


def surrounds(words: Sequence[str], first: int, stop: int) -> bool:
    """Whether a text is a second thought and a day, and nothing else: "that's 8 June, not April, obviously"."""
    rest, told, at = [*words[:first], *words[stop:]], False, 0
    while at < len(rest) and (length := _length(rest, at) or _denied_part(rest, at)):
        told = told or english().second_thoughts.starting(rest, at) > 0
        at += length
    return told and at == len(rest)


def fragment(tokens: Sequence[Token], day: date, said: str, counts: Counts, *, or_age: bool = False) -> Choice | None:
    """What a message puts right of a day said before that, and says only a part of: "of May, not April", "3 weeks".

    `said` are the words in which the day was said; a number alone may be an age as well where `or_age`.
    """
    words = [token.word for token in tokens]
    at = 0
    while at < len(words) and (length := _length(words, at)):
        at += length
    number, unit = _number(words, at), next((word for word in said.split() if word in english().periods), "")
    choice = None
    if at < len(words) and words[at] in english().months:
        choice, at = _in_month(day, english().months[words[at]], counts.today), at + 1
    elif words[at : at + 2] in (["next", "month"], ["this", "month"]):
        choice = _in_month(day, (counts.today.month - 1 + (words[at] == "next")) % MONTHS + 1, counts.today)
        at += 2
    elif number is not None and words[at + 1 : at + 2] and words[at + 1] in english().periods:
        choice, at = counts.counted(number, words[at + 1], working=False), at + 2
    elif number is not None and unit and "in" not in words:
        choice, at = counts.counted(number, unit, working="working" in said.split()), at + 1
    elif (near := beside(day, words, at)) is not None:
        choice, at = Choice(near), at + 2
    elif at and _is_day(words, at) and not (unit or or_age) and (moved := real(day.year, day.month, int(words[at]))):
        choice, at = Choice(moved), at + 1  # "I mean 21"
    start = at
    while at < len(words) and (length := _length(words, at) or _denied_part(words, at)):
        at += length
    ends = at == len(words) or any(tokens[each].gap >= COMMA for each in range(start, at + 1))
    return choice if ends else None


def _is_day(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at].isascii() and words[at].isdigit() and int(words[at]) <= LAST_DAY


def _denied_part(words: Sequence[str], at: int) -> int:
    """ "Not April", "not four"."""
    part = at + 1 < len(words) and (words[at + 1] in english().months or _number(words, at + 1) is not None)
    return 2 if words[at] == "not" and part else 0


def _length(words: Sequence[str], at: int) -> int:
    lists = english()
    return lists.second_thoughts.starting(words, at) or int(words[at] in lists.beside_second_thoughts)


def _after(words: Sequence[str], start: int, stop: int) -> int:
    """Where the second thought ends that begins here; `start` where there is none."""
    at, told = start, False
    while at < min(stop, start + LONGEST) and (length := _length(words, at)):
        told = told or english().second_thoughts.starting(words, at) > 0
        at += length
    return at if told else start


def _with_first_parts(kept: Sequence[Written], tokens: Sequence[Token], words: Sequence[str]) -> list[Written]:
    """With the 8 of "8th, sorry, 10th of June" and of "8 not 9 June"."""
    found: list[Written] = []
    for each in kept:
        held = found[-1].stop if found else 0
        for at in range(each.first - 2, max(each.first - LONGEST, held) - 1, -1):
            number = _DAY.fullmatch(words[at])
            if number is None or not (is_between(words, at + 1, each.first) or words[at + 1 : each.first] in _NOT):
                continue
            day = each.choice.day and real(each.choice.day.year, each.choice.day.month, int(number[1]))
            if at and words[at - 1] in english().nearly:
                break  # "nearly 18, well, 9th of June"
            if day and (number[2] or (at and tokens[at].gap == NOTHING and words[at - 1] not in english().age_cues)):
                found.append(Written(at, at + 1, Choice(day)))
            break
        found.append(each)
    return found


def _rest(before: Written, tokens: Sequence[Token], words: Sequence[str], stop: int, counts: Counts) -> Written | None:
    """The month, the number or the count that stands alone after a second thought."""
    at = _after(words, before.stop, stop)
    day = before.choice.day
    if day is None or at == before.stop or at >= stop:
        return None
    if (near := beside(day, words, at)) is not None and (at + 2 == len(words) or tokens[at + 2].gap > NOTHING):
        return Written(at, at + 2, Choice(near), instead=True)
    ends = at + 1 == len(words) or tokens[at + 1].gap > NOTHING or _length(words, at + 1) > 0
    if words[at] in english().months:
        return (
            Written(at, at + 1, _in_month(day, english().months[words[at]], counts.today), instead=True)
            if ends
            else None
        )
    number = _number(words, at)
    units = [word for word in words[before.first : before.stop] if word in english().periods]
    if number is None or (tokens[at].gap >= COMMA and not units):
        return None
    if units and number <= MOST:
        working = "working" in words[before.first : before.stop]
        own = words[at + 1] if at + 1 < stop and words[at + 1] in english().periods else ""
        counted = counts.counted(number, own or units[0], working=working and not own)
        return Written(at, at + 1 + bool(own), counted, instead=True) if own or ends else None
    moved = real(day.year, day.month, number) if number <= LAST_DAY and words[at].isdigit() and ends else None
    return Written(at, at + 1, Choice(moved), instead=True) if moved else None


def _in_month(day: date, month: int, today: date) -> Choice:
    """The same day of another month, the next one to come where the other was to come."""
    near = [each for year in (-1, 0, 1) if (each := real(day.year + year, month, day.day))]
    able = [each for each in near if (each >= today) == (day >= today)]
    best = min(able or near, key=lambda each: abs(each - day), default=None)
    return Choice(best) if best else Choice(None, certain=False, problem="impossible_date")


def _number(words: Sequence[str], at: int) -> int | None:
    if at >= len(words):
        return None
    number = int(words[at]) if words[at].isascii() and words[at].isdigit() else english().numbers.get(words[at])
    return int(number) if number is not None and number == int(number) else None
