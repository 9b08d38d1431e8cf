"""The wordings of a name in the pack: "(mum|dad) (has|) agreed" is four, "(with <cfw>)" has each name of that team.

In "permanence .. agreed" a few other words may stand where the dots are. Wordings are never written out to be found:
a text is held against the alternatives one after another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Words = tuple[str, ...]
Tree = Mapping[str, Any]
ENDS = ""
"""Stands in a tree where an alternative may end."""
_FAR = ".."
_NAMED = re.compile(r"<([^<>]*)>")
_BRACKETS = re.compile("[()]")
_PARTS = re.compile(r"(\([^()]*\)|(?<!\S)\.\.(?!\S))")


@dataclass(frozen=True, slots=True)
class Part:
    """A place of a name and what may stand in it."""

    by_first: Mapping[str, tuple[Words, ...]]
    optional: bool
    tree: Tree
    """The alternatives word by word; what begins alike is one branch, and an alternative ends where `ends` is."""
    far: bool = False
    """Whether other words may stand before it."""


@dataclass(frozen=True, slots=True)
class Wordings:
    parts: tuple[Part, ...]
    needed: tuple[frozenset[str], ...]
    """Sets of words of each of which every wording has one."""

    def may_be_in(self, words: frozenset[str]) -> bool:
        """False where a text of these words, as names are compared, has none of the wordings."""
        return not any(map(words.isdisjoint, self.needed))

    @property
    def firsts(self) -> frozenset[str]:
        """Every word that a wording may begin with; none where all of it may be left out."""
        found: set[str] = set()
        for part in self.parts:
            found |= part.by_first.keys()
            if not part.optional:
                return frozenset(found)
        return frozenset()

    @property
    def words(self) -> frozenset[str]:
        return frozenset(
            word for part in self.parts for each in part.by_first.values() for words in each for word in words
        )

    @classmethod
    def of(cls, says: str, named: Mapping[str, Sequence[str]], words: Callable[[str], Words]) -> Wordings:
        """`named` are the names that <...> stands for; `words` takes a text apart as names are compared."""
        listed = list(_choices(says, named))
        parts = tuple(
            _part([words(each) for each in choices], far=at > 0 and listed[at - 1] == [_FAR])
            for at, choices in enumerate(listed)
            if choices != [_FAR]
        )
        return cls(parts, tuple(needed for part in parts for needed in _needed(part)))


def spelled_out(says: str, named: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Wordings of a name in which each alternative stands beside every other that it may stand beside."""
    choices = _spelled(says, named)
    shown: dict[str, None] = {}
    for at, here in enumerate(choices):
        after = choices[at + 1] if at + 1 < len(choices) else [""]
        for one in here:
            for other in after:
                line = [each[0] for each in choices[:at]] + [one, other] + [each[0] for each in choices[at + 2 :]]
                shown[" ".join(" ".join(line).split())] = None
    return (each for each in shown if each)


def side_by_side(says: str, named: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What stands side by side in a name: each alternative, and the two words where one may follow another."""
    shown: dict[str, None] = {}
    last: dict[str, None] = {}
    for choices in _spelled(says, named):
        shown.update(dict.fromkeys(each for each in choices if each))
        firsts = dict.fromkeys(each.partition(" ")[0] for each in choices if each)
        shown.update(dict.fromkeys(f"{one} {first}" for one in last for first in firsts))
        last = dict.fromkeys(each.rpartition(" ")[2] for each in choices if each) | (last if "" in choices else {})
    return iter(shown)


def names_within(says: str) -> list[str]:
    """The names that <...> stands for in it."""
    return _NAMED.findall(says)


def expanded(says: Sequence[str]) -> tuple[str, ...]:
    """Every wording of a few short names, for others that name them."""
    found: dict[str, None] = {}
    for each in says:
        lines = [""]
        for choices in _spelled(each, {}):
            lines = [f"{line} {choice}" for line in lines for choice in choices]
        found.update((" ".join(line.split()), None) for line in lines)
    return tuple(found)


def _choices(says: str, named: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The parts of a name, each with its alternatives."""
    filled = _NAMED.sub(lambda name: "|".join(_BRACKETS.sub("", each) for each in named[name[1]]), says)
    for part in _PARTS.split(filled):
        if part.strip():
            yield [each.strip() for each in part[1:-1].split("|")] if part[0] == "(" else [part.strip()]


def _spelled(says: str, named: Mapping[str, Sequence[str]]) -> list[list[str]]:
    return [choices for choices in _choices(says, named) if choices != [_FAR]]


def _needed(part: Part) -> Iterator[frozenset[str]]:
    if not part.optional:
        alternatives = [words for each in part.by_first.values() for words in each]
        if len(alternatives) == 1:
            yield from (frozenset((word,)) for word in alternatives[0])
        else:
            yield frozenset(part.by_first)


def _part(alternatives: Sequence[Words], *, far: bool) -> Part:
    by_first: dict[str, tuple[Words, ...]] = {}
    for words in dict.fromkeys(alternatives):
        if words:
            by_first[words[0]] = (*by_first.get(words[0], ()), words)
    tree: dict[str, Any] = {}
    for words in alternatives:
        branch = tree
        for word in words:
            branch = branch.setdefault(word, {})
        branch[ENDS] = {}
    return Part(by_first, () in alternatives, tree, far)
