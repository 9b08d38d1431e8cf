"""Dates counted from today: tomorrow, next Tuesday, a week on Friday, in 10 working days; and vague times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from assistant.understanding.dates.date_choice import DAY, VAGUE, WEEK, Choice, either, weekday_alone
from assistant.understanding.dates.date_forms import Written, speaks_of_past
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, Token
from assistant.working_days import Calendar

_MONTHS = frozenset(("month", "months", "year", "years"))
_ONE = frozenset(("a", "an", "one"))
_WHICH = {"this": "this", "next": "next", "last": "last", "coming": ""}
_ALSO_WORDS = frozenset(("sat", "sun"))
MOST = 400
"""Of days, weeks: a longer count is no date of a case."""
ROUGH = 6
"""Words that a rough count may take."""


class Counts:
    """The dates of one text that are counted from today."""

    def __init__(self, tokens: Sequence[Token], today: date, calendar: Calendar) -> None:
        self._tokens = tokens
        self._words = [_owning(token) for token in tokens]
        self.today = today
        self._calendar = calendar

    def find(self) -> Iterator[Written]:
        at = 0
        while at < len(self._words):
            written = self._near(at) or self._count(at) or self._weekday(at) or self._vague(at)
            if written:
                yield written
            at = written.stop if written else at + 1

    def _word(self, at: int) -> str:
        """The word at a place of the same clause, or nothing."""
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _next(self, at: int) -> str:
        return self._word(at) if at < len(self._words) and self._tokens[at].gap < COMMA else ""

    def _near(self, at: int) -> Written | None:
        word, after = self._word(at), self._next(at + 1)
        if word == "day" and after in ("after", "before") and (steps := english().near_days.get(self._next(at + 2))):
            first = at - 1 if self._word(at - 1) == "the" else at
            return Written(first, at + 3, Choice(self.today + steps * 2 * DAY))
        if word == "this" and after in ("morning", "afternoon", "evening"):
            return Written(at, at + 2, Choice(self.today))
        if word == "last" and after == "night":
            return Written(at, at + 2, Choice(self.today - DAY))
        if word not in english().near_days:
            return None
        steps = english().near_days[word]
        day = self.today + steps * DAY
        if after in ("week", "fortnight"):  # "yesterday week" is as far gone by as "tomorrow week" is ahead
            way = -1 if steps < 0 else 1
            return Written(at, at + 2, Choice(day + way * english().periods[after] * DAY))
        return Written(at, at + 1, Choice(day))

    def _count(self, at: int) -> Written | None:
        """[in] 10 working days, 3 weeks ago, a week on Friday, a fortnight today."""
        here = at + 1 if self._word(at) == "in" else at
        number, here = self._number(here)
        if number is None:
            return self._roughly(at)
        working = self._word(here) == "working"
        here += self._word(here) in ("working", "calendar", "clear")
        unit = self._word(here)
        if unit not in english().periods and unit not in _MONTHS:
            return None
        after, stop = self._next(here + 1), here + 1
        days = english().periods.get(unit, 0) * number
        if days and not working and (anchored := self._anchored(at, stop, days * DAY)):
            return anchored
        if after == "ago":
            return Written(at, stop + 1, self.counted(-number, unit, working=working))
        if after == "time" or (after == "from" and self._next(here + 2) in ("now", "today")):
            stop += 1 if after == "time" else 2
        elif self._word(at) != "in" or after in ("of", "after", "before", "from", "into", "on"):
            return None
        rough = self._word(at - 1) in english().bounds
        return Written(at, stop, VAGUE if rough else self.counted(number, unit, working=working))

    def _roughly(self, at: int) -> Written | None:
        """In 2 or 3 weeks, in about 10 days: a time, and no date."""
        if self._word(at) != "in":
            return None
        here = at + 1
        while here - at < ROUGH and (self._rough(here) or self._number(here)[0] is not None):
            here += 1
        unit = self._word(here) in english().periods or self._word(here) in _MONTHS
        return Written(at, here + 1, VAGUE) if unit and here > at + 1 else None

    def _rough(self, at: int) -> bool:
        word = self._next(at)
        return word.isdigit() or word in english().rough_counts

    def _number(self, at: int) -> tuple[int | None, int]:
        word = self._word(at)
        if word in _ONE:
            return 1, at + 1
        if word in ("week", "fortnight") and self._next(at + 1) in ("today", "tomorrow", "yesterday", "on", "last"):
            return 1, at
        digits = word.isascii() and word.isdigit() and len(word) <= len(str(MOST))
        number = int(word) if digits else english().numbers.get(word)
        if number is None or number > MOST or self._next(at + 1) in ("or", "to") or self._next(at + 1).isdigit():
            return None, at
        return number, at + 1

    def _anchored(self, at: int, stop: int, period: timedelta) -> Written | None:
        """A period from a day that is named: a week today, two weeks on Tuesday."""
        word = self._next(stop)
        stop += word == "ago" and self._next(stop + 1) in ("today", "yesterday", "on")
        gone, word = word == "ago", self._next(stop)
        if word in english().near_days and word != "tonight":
            steps = english().near_days[word]
            way = -1 if gone or steps < 0 else 1
            return Written(at, stop + 1, Choice(self.today + steps * DAY + way * period))
        if gone and word == "on" and (weekday := english().weekdays.get(self._next(stop + 1))) is not None:
            choice = weekday_alone(weekday, "", self.today, past=True)  # "a week ago on Tuesday"
            return Written(at, stop + 2, _later(choice, -period))
        stop += word in ("on", "from", "last")
        weekday = english().weekdays.get(self._next(stop))
        if weekday is not None and word == "last":  # "a week last Friday"
            return Written(at, stop + 1, _later(weekday_alone(weekday, "last", self.today, past=True), -period))
        if weekday is None or word not in ("on", "from"):
            return None
        ahead = weekday_alone(weekday, "", self.today, past=False)
        # "A week on Friday", said on a Friday: today would be named.
        ahead = Choice(ahead.others[0]) if ahead.day == self.today and ahead.others else ahead
        return Written(at, stop + 1, _later(ahead, period))

    def counted(self, number: int, unit: str, *, working: bool) -> Choice:
        """So many days or weeks from today."""
        if unit in _MONTHS:
            return VAGUE
        if working:
            return Choice(self._calendar.add(self.today, number).end) if unit in ("day", "days") else VAGUE
        return Choice(self.today + number * english().periods[unit] * DAY)

    def _weekday(self, at: int) -> Written | None:
        here, which = at, ""
        if self._word(here) in _WHICH:
            which = _WHICH[self._word(here)]
            here += 2 if which == "this" and self._next(here + 1) == "coming" else 1
            if here - at > 1:
                which = ""
        if self._word(here) == "week" and here == at + 1 and which:
            return self._in_week(at, here + 1 + (self._next(here + 1) == "on"), here + 2, which, at)
        weekday = english().weekdays.get(self._word(here))
        before = self._word(at - 1)
        if weekday is None or before in english().not_every:
            return None
        if self._word(here) in _ALSO_WORDS and not which and before != "on":
            return None
        return self._in_week(at, here, here + 1, which, here + 1) or self._lone(at, here, weekday, which)

    def _in_week(self, first: int, day_at: int, stop: int, which: str, week_at: int) -> Written | None:
        """Tuesday next week, next week on Tuesday: exact, whatever next Tuesday may be."""
        weekday = english().weekdays.get(self._word(day_at))
        said = self._next(week_at) if week_at != first else which
        if weekday is None or said not in ("this", "next", "last"):
            return None
        if week_at != first:
            if self._next(week_at + 1) != "week":
                return None
            stop = week_at + 2
        monday = self.today - self.today.weekday() * DAY + {"this": 0, "next": 1, "last": -1}[said] * WEEK
        return Written(first, max(stop, day_at + 1), Choice(monday + weekday * DAY))

    def _lone(self, first: int, at: int, weekday: int, which: str) -> Written:
        gone = english().just_gone.starting(self._words, at + 1)
        past = bool(gone) or speaks_of_past(self._words, self._tokens, first, at + 1)
        choice = weekday_alone(weekday, which, self.today, past=past and which in ("", "this"))
        if found := self._of_week(first, at, weekday):
            return found
        follows = self._next(at + 1)
        if follows in ("week", "fortnight") and not which:
            ahead = weekday_alone(weekday, "", self.today, past=False)
            return Written(first, at + 2, _later(ahead, english().periods[follows] * DAY))
        if follows in english().sides and english().school_times.find(
            self._words, at + 2, min(at + ROUGH, len(self._words))
        ):
            return Written(first, at + 2, VAGUE)  # "the Thursday before half term"
        if follows in english().sides and self._word(first - 1) == "the" and not self._next(at + 2).isdigit():
            return Written(first, at + 2, VAGUE)  # "the Tuesday before the ICPC"
        if follows == "after":
            # "The Thursday after": of a day said before, or of one that nobody can tell.
            return Written(first, at + (3 if self._next(at + 2) == "next" else 2), VAGUE)
        return Written(first, at + 1 + gone, choice)

    def _of_week(self, first: int, at: int, weekday: int) -> Written | None:
        """ "The Thursday of next week", "Thursday week after next": that day of that week."""
        here = at + 1
        while self._next(here) in ("of", "in", "the"):
            here += 1
        for phrase, ahead in english().weeks_ahead.items():
            said = phrase.split()
            if [self._next(here + step) for step in range(len(said))] == said:
                monday = self.today - self.today.weekday() * DAY
                return Written(first, here + len(said), Choice(monday + ahead * WEEK + weekday * DAY))
        return None

    def _vague(self, at: int) -> Written | None:
        length = english().vague_times.starting(self._words, at)
        return Written(at, at + length, VAGUE) if length else None


def counted_on(tokens: Sequence[Token], day: date, first: int, calendar: Calendar) -> Iterator[Written]:
    """The dates that are counted from one said before `first`: "3 weeks after that", "10 working days later"."""
    words, lists = [token.word for token in tokens], english()
    for at in range(first, len(words)):
        number = 1 if words[at] in _ONE else int(words[at]) if words[at].isascii() and words[at].isdigit() else None
        number = lists.numbers.get(words[at]) if number is None else number
        here = at + 1
        working = words[here : here + 1] == ["working"]
        here += working
        days = lists.periods.get(words[here], 0) if here < len(words) else 0
        if number is None or number > MOST or not days or (working and days > 1):
            continue
        if length := lists.after_that.starting(words, here + 1):
            stop = here + 1 + length
            after = calendar.add(day, int(number)).end if working else day + int(number) * days * DAY
            yield Written(at, stop, Choice(after))
            return


def _owning(token: Token) -> str:
    """Thursday of "Thursday's hearing", tomorrow of "tomorrow's meeting"."""
    owner = token.word[:-1] if token.word.endswith("s") and token.end - token.start > len(token.word) else ""
    return owner if owner in english().weekdays or owner in english().near_days else token.word


def _later(choice: Choice, period: timedelta) -> Choice:
    days = [choice.day, *choice.others]
    return either(*(day + period for day in days if day))
