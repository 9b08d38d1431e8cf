"""Dates as they are written: 8/4/26, 2026-04-08, Wed 8th April, April 8, the 8th."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.understanding.dates.date_choice import CENTURY, VAGUE, Choice, day_of_month, day_of_year, either
from assistant.understanding.dates.named_days import named_day, named_days, weekday_of_month
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, Token, covered

_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[/.-]\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(?<![\d/.£$-])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?!\d|[/.-]\d)", re.ASCII)
_NO_YEAR = re.compile(r"(?<![\w/.£$-])(\d{1,2})/(\d{1,2})(?![\w/]|[.-]\d)", re.ASCII)
_POINTED = re.compile(r"(?<![\w/.£$-])(\d{1,2})\.(0\d|1[0-2])(?![\w/%]|[.-]\d)", re.ASCII)
_NUMBERED = frozenset(
    ("at", "in", "under", "of", "does", "do", "see", "from", "and", "or", "say", "says", "version", "v")
)
_NUMBER = re.compile(r"(\d{1,2})(st|nd|rd|th)?", re.ASCII)
_FULL_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_LINKS = frozenset(("or", "to", "and", "until"))
_BETWEEN_DAYS = frozenset(("-", "/", " - ", " / "))
MOST_DAYS = 39
"""A number up to here before a month is a day of it, if an impossible one."""
SHORT_YEARS = range(20, 46)
NEAR_YEARS = 2
"""Years: "April 26" may be a month of so near a year."""
MAY, MARCH = "may", "march"
LAST_MONTH = 12
_LAST = "last"
PLAIN = 4
"""First, second and third count more things than days."""
_WHICH = {"last": -1, "this": 0, "next": 1}
_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_BEING = frozenset(("which", "is", "its", "thats", "being", "a", "the", "so"))
_IS_A = frozenset(("a", "thats", "the"))
_THEIR = frozenset(("his", "her", "their"))
_NEXT = frozenset(("this", "next", "last", "coming"))


Tense = Literal["past", "planned", ""]


@dataclass(frozen=True, slots=True)
class Written:
    first: int
    stop: int
    choice: Choice
    by_month: bool = False
    """A day of the month alone, which a date said before may place in another month."""
    year_said: bool = False
    instead: bool = False
    """Said in place of the date before it."""


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    tokens: Sequence[Token]
    words: Sequence[str]
    today: date

    def between(self, at: int) -> str:
        """What stands before a token."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def past(self, first: int, stop: int) -> bool:
        return speaks_of_past(self.words, self.tokens, first, stop)


def find_written(text: str, tokens: Sequence[Token], today: date) -> Iterator[Written]:
    """Every written date; where two overlap, the one that says more comes first."""
    words = [token.word for token in tokens]
    here = _Text(text, tokens, words, today)
    yield from _numbered(here)
    for at in range(len(tokens)):
        yield from _by_name(here, at)
        yield from _of_a_month(here, at)
    for at in range(len(tokens)):
        if words[at] in english().months:
            yield from _with_month(here, at)
    for at in range(len(tokens)):
        yield from _day_alone(here, at)


def speaks_of_past(words: Sequence[str], tokens: Sequence[Token], first: int, stop: int) -> bool:
    return tense(words, tokens, first, stop) == "past"


def tense(words: Sequence[str], tokens: Sequence[Token], first: int, stop: int) -> Tense:
    """Whether the verb nearest before a date, or right after it, says that it has been or that it is to come."""
    lists = english()
    if stop < len(words) and tokens[stop].gap == NOTHING and (words[stop] in _WAS or _did(words, stop)):
        return "past"
    at = first - 1
    while at > 0 and words[at] in ("the", "on") and tokens[at + 1].gap < COMMA:
        at -= 1
    if at >= 0 and tokens[at + 1].gap == NOTHING and _is_short_for_is(tokens[at]):
        return "planned"  # "ICPC's the 24th"
    at = first - 1
    while at >= 0 and first - at <= REACH and tokens[at + 1].gap < COMMA and words[at] not in lists.months:
        if words[at] in _IS or words[at] == "now":
            return "planned"
        if length := lists.planned.ending(words, at):
            # "Was listed for 25 February" may have been held then or moved.
            return "" if at >= length and words[at - length] in _WAS else "planned"
        # "We're in court", not "we were".
        shortened = words[at] == "were" and tokens[at].end - tokens[at].start > len("were")
        if (length := lists.past.ending(words, at)) and not shortened:
            # "To be issued", "will be allocated", "isn't finished until the 20th".
            to_come = at >= length and (words[at - length] in ("be", "being") or _until(words, at - length, first))
            return "planned" if to_come else "past"
        at -= 1
    return ""


def _is_short_for_is(token: Token) -> bool:
    return token.word.endswith("s") and token.end - token.start > len(token.word) and token.word not in _HAS


def _did(words: Sequence[str], at: int) -> bool:
    """ "RCPC Friday ended the plan"; but "ICPC Friday put back a week" is of none that was held."""
    lists = english()
    moved = any(each.starting(words, at) for each in (lists.put_back, lists.meeting_moved))
    return words[at] in lists.meeting_did and not moved


def _until(words: Sequence[str], at: int, first: int) -> bool:
    """ "Isn't finished until the 20th": what is denied till then is to come."""
    denied = english().denials.ending(words, at) > 0
    return denied and any(word in _UNTIL for word in words[max(first - 2, at) : first])


_HAS = frozenset(("hes", "shes", "whos", "lets", "todays", "fridays", "theyres"))
_UNTIL = frozenset(("until", "till", "til"))
REACH = 8
"""Words: how far before a date its tense is looked for."""
_IS, _WAS = frozenset(("is", "are", "its", "will")), frozenset(("was", "were"))


def _numbered(here: _Text) -> Iterator[Written]:
    for match in _YEAR_FIRST.finditer(here.text):
        yield from _numeric(here, match, int(match[4]), int(match[3]), int(match[1]))
    for match in _DAY_FIRST.finditer(here.text):
        yield from _numeric(here, match, int(match[1]), int(match[3]), int(match[4]))
    for match in _POINTED.finditer(here.text):  # "LAC review 30.11"
        first, stop = covered(here.tokens, *match.span())
        before, after = here.words[first - 1] if first else "", here.words[stop] if stop < len(here.words) else ""
        known = english().event_then_date, english().not_a_date_before, english().not_a_date_after
        counted = before in known[1] or after in known[2] or after in ("am", "pm") or before in _NUMBERED
        if first and stop == first + 1 and not counted:
            yield from _numeric(here, match, int(match[1]), int(match[2]), None)
    for match in _NO_YEAR.finditer(here.text):
        first, stop = covered(here.tokens, *match.span())
        before = here.words[first - 1] if first else ""
        after = here.words[stop] if stop < len(here.words) else ""
        half = match[0] in ("1/2", "3/4", "1/4", "24/7") and before != "on"
        if half or before in english().not_a_date_before or after in english().not_a_date_after:
            continue
        if int(match[2]) > LAST_MONTH and before not in english().day_before:
            continue
        yield from _numeric(here, match, int(match[1]), int(match[2]), None)


def _numeric(here: _Text, match: re.Match[str], day: int, month: int, year: int | None) -> Iterator[Written]:
    first, stop = covered(here.tokens, *match.span())
    first, weekday = _weekday_before(here, first)
    stop, weekday = _weekday_after(here, stop, weekday)
    choice = day_of_year(day, month, year, weekday, here.today, past=here.past(first, stop))
    yield Written(first, stop, choice, year_said=year is not None)


def _with_month(here: _Text, at: int) -> Iterator[Written]:
    words, month = here.words, english().months[here.words[at]]
    days, first = _days_before(here, at)
    stop = at + 1
    if not days and stop < len(words):
        days, stop = _day_after(here, at)
    if not days:
        yield from _month_alone(here, at)
        return
    is_verb = words[at] == MAY and stop == at + 1 and stop < len(words) and words[stop] in english().modal_follows
    # "6 May or the 13th"; but "may or may not".
    is_verb = is_verb and not (words[stop] == "or" and words[stop + 1 : stop + 2] != [MAY])
    if is_verb and here.tokens[stop].gap < COMMA:
        return
    year, stop = _year(here, stop)
    first, weekday = _weekday_before(here, first)
    stop, weekday = _weekday_after(here, stop, weekday)
    past = here.past(first, stop)
    # "26th or 3rd December": the first is of the month before.
    months = [_month_of(month, year, before_next=day > days[-1]) for day in days]
    choices = [day_of_year(day, *of, weekday, here.today, past=past) for day, of in zip(days, months, strict=True)]
    if len(choices) == 1:
        # "April 26" is a day to some and a month of a year to others.
        likely_year = abs(here.today.year % CENTURY - days[0]) <= NEAR_YEARS
        month_first = first == at and year is None and likely_year
        choice = Choice(choices[0].day, certain=False) if month_first else choices[0]
        yield Written(first, stop, choice, year_said=year is not None)
    else:
        real_days = [choice.day for choice in choices if choice.day]
        yield Written(first, stop, either(*real_days) if real_days else choices[0])


def _month_of(month: int, year: int | None, *, before_next: bool) -> tuple[int, int | None]:
    """The month, and its year where that is said, of a day before another that is of this month."""
    if not before_next:
        return month, year
    return (month - 1, year) if month > 1 else (LAST_MONTH, None if year is None else year - 1)


def _days_before(here: _Text, at: int) -> tuple[list[int], int]:
    """The days before a month ("8th of", "8 or 9", "8-10"), the earliest first, and where they begin."""
    end = at
    if end and here.words[end - 1] == "of" and here.tokens[end].gap == NOTHING:
        end -= 1
    ordinal = end and here.words[end - 1][-2:] in _ENDINGS and here.words[end - 1][:1].isdigit()
    # "8th, May that is"; but "on the 8th, may I ask".
    no_verb = here.words[at] != MAY or here.words[at + 1 : at + 2] in ([], ["that"], ["thats"], ["not"], ["mind"])
    if not end or here.tokens[end].gap > (COMMA if ordinal and no_verb else NOTHING):
        return [], at
    day, first = _day_ending(here, end - 1)
    days = [] if day is None else [day]
    while days and first > 0:
        if first > 1 and (
            here.words[first - 2] in english().not_a_date_before or here.words[first - 2] in english().nearly
        ):
            break  # "review no 1 - 27 March", "almost 18 - 9 June"
        joined = here.between(first) in _BETWEEN_DAYS
        linked = first > 1 and here.words[first - 1] in _LINKS and here.tokens[first].gap == NOTHING
        listed = len(days) > 1 and here.words[first - 1].removesuffix("th") == str(days[0] - 1)  # "20, 21 and 22 April"
        if not joined and not linked and not listed:
            break
        day, earlier = _day_ending(here, first - 2 if linked else first - 1)
        if day is None:
            break
        days, first = [day, *days], earlier
    return days, first if days else at


def _day_ending(here: _Text, at: int) -> tuple[int | None, int]:
    """The day of the month whose last word is at `at`, and where it begins."""
    if at < 0:
        return None, at
    if match := _NUMBER.fullmatch(here.words[at]):
        day = int(match[1])
        return (day, at) if day <= MOST_DAYS else (None, at)
    named = english().days_of_month
    two = f"{here.words[at - 1]} {here.words[at]}" if at else ""
    if two in named:
        return named[two], at - 1
    return named.get(here.words[at]), at


def _day_after(here: _Text, at: int) -> tuple[list[int], int]:
    """ "April 8", "April the 8th"."""
    words, stop = here.words, at + 1
    if words[stop] == "the" and stop + 1 < len(words):
        stop += 1
    match = _NUMBER.fullmatch(words[stop])
    follows = words[stop + 1] if stop + 1 < len(words) else ""
    if not match or here.tokens[stop].gap != NOTHING or int(match[1]) > MOST_DAYS:
        return [], at + 1
    if follows in english().not_a_date_after or follows in english().months:
        return [], at + 1
    small_may = words[at] == MAY and not here.tokens[at].capitals and here.text[here.tokens[at].start] == "m"
    return ([], at + 1) if small_may and not match[2] else ([int(match[1])], stop + 1)


def _month_alone(here: _Text, at: int) -> Iterator[Written]:
    words = here.words
    length = english().parts_of_month.ending(words, at - 1) if at else 0
    if at + 1 < len(words) and _FULL_YEAR.fullmatch(words[at + 1]):
        yield Written(at - length, at + 2, VAGUE)
    elif length or words[at] not in (MAY, MARCH, "mar", "sep", "dec", "jan"):
        yield Written(at - length, at + 1, VAGUE)


def _year(here: _Text, stop: int) -> tuple[int | None, int]:
    if stop < len(here.words) and here.tokens[stop].gap <= COMMA:
        word = here.words[stop]
        if _FULL_YEAR.fullmatch(word):
            return int(word), stop + 1
        if word in _WHICH and here.words[stop + 1 : stop + 2] == ["year"]:
            return here.today.year + _WHICH[word], stop + 2
        follows = here.words[stop + 1] if stop + 1 < len(here.words) else ""
        unit = follows in english().not_a_date_after or follows in ("am", "pm")
        short = word.isascii() and word.isdigit() and len(word) == len("26") and int(word) in SHORT_YEARS
        if short and here.tokens[stop].gap == NOTHING and not unit:
            return int(word), stop + 1
    return None, stop


def _weekday_before(here: _Text, first: int) -> tuple[int, int | None]:
    at = first - 1
    if at > 0 and here.words[at] == "the":
        at -= 1
    if at >= 0 and here.tokens[first].gap <= COMMA and here.words[at] in english().weekdays:
        next_one = at > 0 and here.words[at - 1] in ("next", "this", "coming") and here.tokens[at].gap == NOTHING
        return at - next_one, english().weekdays[here.words[at]]
    return first, None


def _weekday_after(here: _Text, stop: int, weekday: int | None) -> tuple[int, int | None]:
    """ "8 April (Wednesday)"; not where the weekday begins a date of its own."""
    words = here.words
    if weekday is None and (told := _weekday_told(here, stop))[1] is not None:
        return told
    if weekday is None and stop < len(words) and words[stop] in english().weekdays and here.tokens[stop].gap <= SOFT:
        own = stop + 1 < len(words) and (_NUMBER.fullmatch(words[stop + 1]) or words[stop + 1] in ("the", "week"))
        if not own:
            return stop + 1, english().weekdays[words[stop]]
    return stop, weekday


def _weekday_told(here: _Text, stop: int) -> tuple[int, int | None]:
    """ "The 19th, that's a Thursday"."""
    words, at = here.words, stop
    while at < len(words) and at - stop < PLAIN and words[at] in _BEING and here.tokens[at].gap <= COMMA:
        at += 1
    told = at > stop and words[at - 1] in _IS_A and at < len(words) and here.tokens[at].gap == NOTHING
    return (at + 1, english().weekdays[words[at]]) if told and words[at] in english().weekdays else (stop, None)


def _by_name(here: _Text, at: int) -> Iterator[Written]:
    """ "Boxing Day", "Good Friday", "the August bank holiday": a day that goes by a name, with a year or a weekday."""
    length = named_days().starting(here.words, at)
    if not length or (here.words[at] in english().months and _days_before(here, at)[0]):
        return  # "4 May bank holiday"
    if at and here.words[at - 1] in english().months and here.tokens[at].gap <= COMMA:
        return  # "4 May, bank holiday Monday"
    after = at + length
    if after < len(here.words) and here.words[after] in english().around_a_day and here.tokens[after].gap == NOTHING:
        if not english().weekdays.keys().isdisjoint(here.words[at:after]):
            yield Written(at, after + 1, VAGUE)  # "Good Friday break": on no Friday
        return  # "Boxing Day week"
    year, stop = _year(here, at + length)
    first, weekday = _weekday_before(here, at)
    stop, weekday = _weekday_after(here, stop, weekday)
    first -= first == at and at > 0 and here.words[at - 1] in _NEXT and here.tokens[at].gap == NOTHING
    past = here.past(first, stop) or here.words[first] == "last"
    yield Written(first, stop, named_day(here.words[at : at + length], year, weekday, here.today, past=past))


def _of_a_month(here: _Text, at: int) -> Iterator[Written]:
    """ "The last Friday in March", "second Tuesday of next month"; of a term nobody can tell."""
    words, lists = here.words, english()
    which = _LAST if words[at] == _LAST else str(lists.ordinals.get(words[at], ""))
    weekday, link, rest = (*words[at + 1 : at + 4], "", "", "")[:3]
    if not which or weekday not in lists.weekdays or link not in ("in", "of") or here.tokens[at + 3].gap >= COMMA:
        return
    month, stop = lists.months.get(rest), at + 4
    if month is None and (after := _month_after(here, at + 3)):
        month, stop = (here.today.month - 1 + after[0]) % LAST_MONTH + 1, after[1]
    if month is None:
        if lists.school_times.find(words, at + 3, min(at + 6, len(words))):
            yield Written(at, stop, VAGUE)
        return
    year, stop = _year(here, stop)
    past = here.past(at, stop)
    yield Written(at, stop, weekday_of_month(f"{month:02}-{weekday}-{which}", year, here.today, past=past))


def _month_after(here: _Text, at: int) -> tuple[int, int] | None:
    """ "Of this month", "next month": months from now, and one past the words."""
    at += here.words[at : at + 1] == ["of"]
    which = here.words[at : at + 2]
    return (_WHICH[which[0]], at + 2) if which[1:] == ["month"] and which[0] in _WHICH else None


def _day_alone(here: _Text, at: int) -> Iterator[Written]:
    """ "the 8th", "Wed 8th", "the 8th of next month"; a bare number only after its weekday."""
    words = here.words
    match = _NUMBER.fullmatch(words[at])
    if not match or (at + 1 < len(words) and words[at + 1] in english().months):
        return
    if at and words[at - 1] in _THEIR:
        return  # "12 May is her 18th"
    first, weekday = _weekday_before(here, at)
    follows = words[at + 1] if at + 1 < len(words) and here.tokens[at + 1].gap < COMMA else ""
    other = follows == "of" and words[at + 2 : at + 3] not in (["the"], ["this"], ["next"], ["last"])
    named = follows in english().not_a_day_after or follows.removesuffix("s") in english().not_a_day_after
    if named or follows in ("am", "pm") or other:
        return
    announced = at == 0 or words[at - 1] in english().day_before
    announced = announced or here.tokens[at].entered or _month_after(here, at + 1) is not None
    by_itself = int(match[1]) >= PLAIN and (at + 1 == len(words) or here.tokens[at + 1].gap > NOTHING)
    if weekday is None and (not match[2] or not (announced or by_itself)):
        return
    if not match[2] and (here.tokens[at].gap > NOTHING or follows in english().not_a_date_after):
        # "On Friday, 9 yr old".
        return
    if match[2] and (month := _month_after(here, at + 1)):
        year, month_of_year = divmod(here.today.year * LAST_MONTH + here.today.month - 1 + month[0], LAST_MONTH)
        choice = day_of_year(int(match[1]), month_of_year + 1, year, weekday, here.today, past=False)
        yield Written(first, month[1], choice)
        return
    stop, told = _weekday_told(here, at + 1)
    stop, told = (stop, told) if told is not None or not match[2] else _weekday_after(here, at + 1, weekday)
    by_month, weekday = weekday is None, told if weekday is None else weekday
    said = tense(words, here.tokens, first, at + 1)
    choice = day_of_month(int(match[1]), weekday, here.today, past=said == "past", planned=said == "planned")
    if match[2] or not choice.problem:
        yield Written(first, stop, choice, by_month=by_month and weekday is None)
