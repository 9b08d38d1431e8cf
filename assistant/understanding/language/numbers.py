"""Numbers in a text: 15, fifteen, 17 and a half, 2, 4 and 6, 15 or 16; not the hours of the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, Token

_NUMBER = re.compile(r"\d{1,3}(\.\d)?", re.ASCII)
_TIME = re.compile(r"\d:\d", re.ASCII)
_HALVES_OF_DAY = frozenset(("am", "pm"))
_LINKS = frozenset(("and", "or", "to"))
_EACH = (["a"], ["an"], ["the"], ["her"], ["his"], ["my"], ["our"])
_JOINED = frozenset(("/", "-", " - "))
_QUARTERS = {("1", "2"): 0.5, ("1", "4"): 0.25, ("3", "4"): 0.75}
LONGEST = 10
"""Numbers of one list."""
AROUND = 3
"""Characters in which a colon makes a number a time of day."""


@dataclass(frozen=True, slots=True)
class NumberList:
    values: tuple[float, ...]
    alternatives: bool
    """Whether they are one number or another, and not several."""
    stop: int
    """One past its last token."""


class Numbers:
    """The numbers of one text; none is read where `taken` marks a token."""

    def __init__(self, text: str, tokens: Sequence[Token], taken: Sequence[bool], *, spaced: bool = False) -> None:
        self._text, self._tokens, self._taken = text, tokens, taken
        self.spaced = spaced
        """Whether a space alone may stand between two numbers of a list: "3 children, 14 10 and 6"."""
        self._words = [token.word for token in tokens]

    def one(self, at: int) -> NumberList | None:
        """The number that begins at a token."""
        value, stop = self._number(at)
        return None if value is None else NumberList((value,), alternatives=True, stop=stop)

    def several(self, at: int, may_follow: Callable[[int], bool]) -> NumberList | None:
        """The numbers that begin at a token, each after the first only where `may_follow` allows its end."""
        value, stop = self._number(at)
        if value is None:
            return None
        values, links = [value], set[str]()
        while stop < len(self._words) and len(values) < LONGEST:
            link, here = self._link(stop)
            value, after = self._number(here) if link else (None, stop)
            if value is None or not may_follow(after):
                break
            values.append(value)
            links.add(link)
            stop = after
        return NumberList(tuple(values), not links & {"and", ","}, stop)

    def _link(self, at: int) -> tuple[str, int]:
        """What joins the number before to one that may follow, and where that would begin."""
        if self._words[at] in _LINKS and self._tokens[at].gap < COMMA:
            # "A 7 and a 9 yr old"
            each = self._words[at] == "and" and self._words[at + 1 : at + 2] in _EACH
            return self._words[at], at + 1 + each
        if self._between(at) in _JOINED:
            return "/", at
        if self.spaced and self._tokens[at].gap == NOTHING and self._words[at].isdigit():
            return ",", at
        return (",", at) if self._tokens[at].gap == COMMA else ("", at)

    def _number(self, at: int) -> tuple[float | None, int]:
        if at >= len(self._words) or self._taken[at]:
            return None, at
        word, named = self._words[at], english().numbers
        two = " ".join(self._words[at : at + 2])
        if _NUMBER.fullmatch(word) and not self._is_time(at):
            return self._fraction(float(word), at + 1)
        if " " in two and two in named:
            return self._fraction(named[two], at + 2)
        return self._fraction(named[word], at + 1) if word in named else (None, at)

    def _is_time(self, at: int) -> bool:
        """10:30, 9am."""
        start, end = self._tokens[at].start, self._tokens[at].end
        colon = _TIME.search(self._text, max(start - AROUND, 0), end + AROUND)
        return colon is not None or self._words[at + 1 : at + 2] in [[half] for half in _HALVES_OF_DAY]

    def _fraction(self, value: float, stop: int) -> tuple[float, int]:
        pair = tuple(self._words[stop : stop + 2])
        if pair in _QUARTERS and self._tokens[stop].gap == NOTHING and "/" not in self._between(stop):
            return value + _QUARTERS[pair], stop + 2
        if self._words[stop : stop + 3] == ["and", "a", "half"]:
            return value + 0.5, stop + 3
        if self._words[stop : stop + 3] == ["and", "three", "quarters"]:
            return value + 0.75, stop + 3
        return value, stop

    def _between(self, at: int) -> str:
        return self._text[self._tokens[at - 1].end : self._tokens[at].start]
