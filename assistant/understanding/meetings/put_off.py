"""A meeting said to be off its day, without another day in its place: cancelled, a wrong date, put back a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, Token
from assistant.working_days import Calendar

_ONE = frozenset(("a", "an", "one", "another", "further"))
_WORKING = "working"
MOST = 60
"""Of days or weeks: nobody puts a meeting off for longer."""
_OBJECTS = frozenset(("it", "them", "him", "her"))
_LATER, _EARLIER = frozenset(("later", "back", "on")), frozenset(("earlier", "sooner", "early", "forward", "forwards"))


@dataclass(frozen=True, slots=True)
class PutOff:
    """What is said, from word `first` to before `stop`, of a meeting that was to be held on a day."""

    first: int
    stop: int
    count: int = 0
    """Days, or weeks as days, by which it is put off; none where that is not said."""
    working: bool = False
    ways: tuple[int, ...] = ()
    """1 for later, -1 for earlier; both where either may be meant."""

    def among(self, places: Sequence[int]) -> PutOff:
        """The same in a text of which these places were looked through."""
        return replace(self, first=places[self.first], stop=places[self.stop - 1] + 1)

    def days(self, day: date, calendar: Calendar) -> tuple[date, ...]:
        """The days that a meeting of this day may be put off to; none where none is told."""
        if self.working:
            return tuple(calendar.add(day, way * self.count).end for way in self.ways)
        return tuple(day + timedelta(days=way * self.count) for way in self.ways)


def find_put_off(tokens: Sequence[Token]) -> PutOff | None:
    """What puts a meeting off; None also where that is only asked about, or supposed without a day for it."""
    lists = english()
    places = [at for at, token in enumerate(tokens) if token.word not in _OBJECTS]  # "pushed it back a week"
    tokens = [tokens[at] for at in places]
    words = [token.word for token in tokens]
    for at in range(len(words)):
        if found := _shifted(words, at):
            return None if _asked(tokens, found.first) else found.among(places)
    place = lists.put_off.find(words)
    while place is not None:
        first, stop = place
        if not _asked(tokens, first) and not lists.suppositions.find(words) and not _denied(tokens, first):
            return PutOff(first, stop).among(places)
        place = lists.put_off.find(words, stop)
    return None


def _shifted(words: Sequence[str], at: int) -> PutOff | None:
    """A count of days or weeks with what tells the direction before it or after it."""
    count, here = _count(words, at)
    if count is None:
        return None
    working = words[here : here + 1] == [_WORKING]
    here += working
    days = english().periods.get(words[here] if here < len(words) else "", 0)
    if not days or (working and days > 1):
        return None
    start = at - 1 - (at > 0 and words[at - 1] in ("by", "for"))
    after, ways = words[here + 1] if here + 1 < len(words) else "", tuple[int, ...]()
    lists, first = english(), at
    for phrases, way in ((lists.put_back, (1,)), (lists.brought_forward, (-1,)), (lists.shifted, (1, -1))):
        if length := phrases.ending(words, start) if start >= 0 else 0:
            first, ways = start + 1 - length, way
            break
    stop = here + 1
    if after in _LATER or after in _EARLIER:
        ways, stop = ((1,) if after in _LATER else (-1,)), here + 2
        if first == at and (after in ("back", "on", "early") or (at and words[at - 1] not in lists.before_later)):
            return None  # "A week on Tuesday", "closed a week back", "notice goes in a week earlier"
    if not ways or count * days > MOST:
        return None
    return PutOff(first, stop, count * days, working, ways)


def _count(words: Sequence[str], at: int) -> tuple[int | None, int]:
    if words[at] in _ONE:
        return 1, at + 1
    number = int(words[at]) if words[at].isascii() and words[at].isdigit() else english().numbers.get(words[at])
    if number is None and words[at] in ("fortnight", "week"):
        return 1, at
    whole = number is not None and number == int(number) and number <= MOST
    return (int(number) if whole and number is not None else None), at + 1


def _asked(tokens: Sequence[Token], at: int) -> bool:
    """ "Can it be put back a week?", "what happens when it is cancelled": nothing is said to be so."""
    words, start = [token.word for token in tokens], at
    while start > 0 and tokens[start].gap < COMMA:
        start -= 1
    lists = english()
    begins = start + (words[start] in lists.clause_starts)
    if words[begins : begins + 1] and words[begins] in _HAS and words[begins + 1 : begins + 2] in _BEEN:
        return False  # "has been vacated"
    if lists.question_starts.starting(words, begins) or any(words[each] in _ASKS for each in range(start, at)):
        return True
    return words[begins] in _QUESTION_WORDS and not lists.suppositions.starting(words, begins)


def _denied(tokens: Sequence[Token], first: int) -> bool:
    """ "Hasn't been cancelled"; in "not going ahead" the denial is of the name itself."""
    start = first
    while start > max(first - 2, 0) and tokens[start].gap < COMMA:
        start -= 1
    return any(token.word in english().denials for token in tokens[start:first])


_HAS, _BEEN = frozenset(("has", "have", "had", "is", "was")), (["been"], ["now"], ["just"], ["got"], ["not"], ["had"])
_ASKS = frozenset(("when", "whether", "gets", "would", "might", "could", "can", "unless", "until"))
_QUESTION_WORDS = frozenset(("what", "which", "when", "where", "why", "how", "whats", "who"))
