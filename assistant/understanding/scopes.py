"""Whose a stretch of the text is: the nearest child in its clause, or all where it speaks of none in particular."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.english import english
from assistant.understanding.family import Family, Spoken
from assistant.understanding.scene import Scene
from assistant.understanding.tokens import COMMA, STOP

Join = str
CLOSE = 8
"""Words between a child and a meeting that is the child's own."""


@dataclass(frozen=True, slots=True)
class Whose:
    """`means` as of a mention; `close` when the child stands right beside, and no other reading is likely."""

    means: str
    of: frozenset[int] = frozenset()
    close: bool = False


ALL, UNCLEAR, NOBODY = Whose("all"), Whose("unclear"), Whose("nobody")


class Scopes:
    """The clauses of one text. A clause ends at a comma, a stop, or a word such as "and"; not within a mention."""

    def __init__(self, scene: Scene, family: Family) -> None:
        self._scene, self._family, self._spoken = scene, family, family.spoken
        self._units, self._joins = self._clauses()
        self._starts = [self._units.index(unit) for unit in range(len(self._joins))]

    def whose(self, first: int, stop: int, *, shared: bool) -> Whose:
        """Whose the words from `first` to `stop` are. What is `shared` by nature is not carried over a comma."""
        if not self._spoken:
            return ALL
        unit = self._units[first]
        inside = [each for each in self._spoken if self._units[each.first] <= unit <= self._units[each.stop - 1]]
        before = [each for each in inside if each.first <= first]
        if before:
            near = before[-1]
            led = next((each for each in inside if each.first >= stop and self._leads(stop, each)), None)
            if led is not None and not self._adjacent(near.stop, first):
                near = led
            return self._of(near, close=self._adjacent(near.stop, first) or near is led, after=near.stop, at=first)
        if inside:
            near = inside[0]
            leads = self._leads(stop, near)
            if near is self._spoken[0] and not leads:
                return ALL
            return self._of(near, close=leads)
        return self._carried(unit, shared=shared)

    def adjacent(self, first: int, events: Sequence[bool]) -> bool:
        """Whether only meetings, dates and their links stand between a child and this place."""
        before = [each for each in self._spoken if each.stop <= first]
        if not before or first - before[-1].stop > CLOSE:
            return False
        between = range(before[-1].stop, first)
        stays = not any(self._scene.tokens[at].gap >= COMMA for at in range(before[-1].stop, first + 1))
        return stays and all(events[at] or self._scene.words[at] in english().event_then_date for at in between)

    @property
    def pointed(self) -> tuple[int, ...]:
        """The children spoken of."""
        found: set[int] = set()
        for each in self._spoken:
            found |= each.of if each.means == "these" else set()
            if each.means == "all":
                found |= set(range(len(self._family.children)))
        return tuple(sorted(found))

    def _of(self, spoken: Spoken, *, close: bool = False, after: int | None = None, at: int = 0) -> Whose:
        if spoken.means != "these":
            return Whose(spoken.means)
        of = next((part.of for part in spoken.parts if part.first <= at < part.stop), spoken.of)
        if after is not None and len(of) > 1 and spoken.last is not None and self._relative(after, at):
            of = frozenset((spoken.last,))
        return Whose("these", of, close)

    def _relative(self, start: int, at: int) -> bool:
        """ "Brother 8 and sister 13 who is looked after"."""
        return self._scene.words[start : start + 1] in (["who"], ["whos"]) and start < at

    def _carried(self, unit: int, *, shared: bool) -> Whose:
        """Of a clause that names no child."""
        start = self._scene.words[self._starts[unit]]
        if start in english().clause_starts:
            # "And" may begin the clause of a pronoun: "and she is looked after".
            start = next(iter(self._scene.words[self._starts[unit] + 1 : self._starts[unit] + 2]), start)
        last = self._last_single(self._starts[unit])
        if start in english().one_of_them:
            return self._pronoun(start, last)
        if start in english().more_of_them:
            return UNCLEAR if last is not None and self._end(unit - 1) != "all" and not shared else ALL
        if self._joins[unit] == "stop" or unit == 0 or (shared and self._joins[unit] != "and"):
            return ALL
        before = self._before(unit)
        if before is None:
            return ALL
        doubtful = before.means == "these" and not before.introduces and self._passed_comma(unit, before)
        return UNCLEAR if doubtful and len(before.of) < len(self._family.children) else self._of(before)

    def _pronoun(self, word: str, last: Spoken | None) -> Whose:
        lists = english()
        sex = "female" if word in lists.females else "male" if word in lists.males else ""
        children = self._family.children
        own = [at for at, child in enumerate(children) if sex and child.sex == sex]
        if last is not None and len(last.of) == 1 and (not sex or children[min(last.of)].sex in ("", sex)):
            return self._of(last)
        if len(own) == 1:
            return Whose("these", frozenset(own))
        possible = [at for at, child in enumerate(children) if child.sex in ("", sex)]
        return Whose("these", frozenset(possible)) if len(possible) == 1 else UNCLEAR

    def _before(self, unit: int) -> Spoken | None:
        """Who was spoken of last before this clause, in the same sentence."""
        while unit > 0 and self._joins[unit] != "stop":
            unit -= 1
            inside = [each for each in self._spoken if self._units[each.stop - 1] == unit]
            if inside:
                return inside[-1]
        return None

    def _passed_comma(self, unit: int, spoken: Spoken) -> bool:
        return any(self._joins[each] == "comma" for each in range(self._units[spoken.stop - 1] + 1, unit + 1))

    def _end(self, unit: int) -> str:
        inside = [each for each in self._spoken if self._units[each.stop - 1] == unit]
        return inside[-1].means if inside else "all"

    def _last_single(self, at: int) -> Spoken | None:
        found = [each for each in self._spoken if each.stop <= at and each.means == "these"]
        if not found:
            return None
        last = found[-1]
        if len(last.of) > 1 and last.last is not None and len(last.of) == len(self._family.children):
            return None
        return last if len(last.of) == 1 else None

    def _leads(self, stop: int, spoken: Spoken) -> bool:
        """ "Full care order for the 12 year old", "looked after 14 year old"."""
        if stop > spoken.first or any(self._scene.tokens[at].gap >= COMMA for at in range(stop, spoken.first + 1)):
            return False
        return all(self._scene.words[at] in english().links_to_child for at in range(stop, spoken.first))

    def _adjacent(self, stop: int, first: int) -> bool:
        between = self._scene.words[stop:first]
        return all(word in english().links_to_child or word in english().event_then_date for word in between)

    def _clauses(self) -> tuple[list[int], list[Join]]:
        """The clause of each token, and what joins each clause to the one before."""
        within = [False] * len(self._scene.tokens)
        for each in self._spoken:
            for at in range(each.first + 1, each.stop):
                within[at] = True
        units: list[int] = []
        joins: list[Join] = []
        for at, token in enumerate(self._scene.tokens):
            join = ""
            if not units or token.gap == STOP:
                join = "stop"
            elif within[at]:
                join = ""
            elif token.gap == COMMA:
                join = "comma"
            elif token.word in english().clause_starts and not self._scene.named[at]:
                join = "and"
            if join:
                joins.append(join)
            units.append(len(joins) - 1)
        return units, joins
