"""Beliefs of the pack, right or wrong, that a question takes for granted, found by their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.rules import Premise
from assistant.understanding.findings import Want
from assistant.understanding.granted import taken_for_granted
from assistant.understanding.intent import find_wants
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import Token
from assistant.understanding.vocabulary import Match

STEM = 6
"""Letters that the forms of one long word share."""
SHORTEST = 3
"""Letters that are left of a word without its ending."""
LONGEST_NAME = 4
"""Words that an underscore may join."""
MOST = 2
"""Beliefs that are told of in one answer."""
ANYWHERE = "@"
"""Marks a word of a phrase that may be said outside the belief itself."""
A_NUMBER = 2
"""How many words a number that is not right counts for."""
AGE, YEAR = "age", "year"
_OF_A_CASE: frozenset[Want] = frozenset(("when", "where"))
Words = frozenset[str]
Names = Mapping[int, set[str]]
"""The ids of the names that a token belongs to."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    belief: str
    words: tuple[Words, ...]
    """For each of its words, all that may stand for it."""
    beside: tuple[Words, ...]
    """The same for what may be said anywhere in the message."""
    right: Mapping[str, tuple[float, ...]] | None
    """For a belief about a number, by its unit: what is no mistake."""


@dataclass(frozen=True, slots=True)
class Beliefs:
    ids: tuple[str, ...] = ()
    places: frozenset[int] = frozenset()
    """The tokens of the statements that hold them."""
    introduced: bool = False
    """Whether one is said to be taken for granted: "as CFW can refuse ..."."""

    def alone(self, tokens: Sequence[Token], told: Iterable[int]) -> bool:
        """Whether nothing is told of a case beside them, at the tokens `told`, nor asked when or where one moves."""
        words = [token.word for token in tokens]
        beside = [token for at, token in enumerate(tokens) if at not in self.places]
        own = any(words[at] in english().of_ones_own for at in self.places)
        asks = find_wants(beside) & _OF_A_CASE and english().case_words.find([token.word for token in beside])
        return bool(self.ids) and not own and not asks and self.places.issuperset(told)


class Premises:
    """What people may take for granted of a pack, ready to be found."""

    def __init__(self, premises: Iterable[Premise]) -> None:
        self._phrases: list[_Phrase] = []
        for each in premises:
            self._phrases += [_phrase(each.id, says, None) for says in each.says]
            if each.says_number:
                right = {str(unit): numbers for unit, numbers in each.says_number.right.items()}
                self._phrases += [_phrase(each.id, says, right) for says in each.says_number.says]
        self._by_word: dict[str, list[int]] = {}
        """Each phrase by those of its words of which there are the fewest: where none is said, the phrase is not."""
        for at, phrase in enumerate(self._phrases):
            for word in min((*phrase.words, *phrase.beside), key=len):
                self._by_word.setdefault(word, []).append(at)

    def find(self, tokens: Sequence[Token], matches: Sequence[Match]) -> Beliefs:
        """What is taken for granted, in the order of the text; of one statement, what says the most."""
        named: dict[int, set[str]] = {}
        for match in matches:
            for at in range(match.first, match.stop):
                named.setdefault(at, set()).update(f"<{id_}>" for id_ in match.ids)
        stretches = list(taken_for_granted(tokens))
        message = _said(tokens, range(len(tokens)), named) if stretches else frozenset()
        likely = sorted({at for word in message for at in self._by_word.get(word, ())})
        phrases = [self._phrases[at] for at in likely if not _lacks(message, self._phrases[at].beside)]
        found: dict[str, range] = {}
        for places in stretches:
            said = _said(tokens, places, named)
            numbers = _numbers(tokens, places, named)
            best = max((each for each in phrases if _is_said(each, said, numbers)), key=_telling, default=None)
            if best and len(found) < MOST:
                found.setdefault(best.belief, places)
        words = [token.word for token in tokens]
        introduced = any(english().granted_from.starting(words, places.start) for places in found.values())
        return Beliefs(tuple(found), frozenset(at for places in found.values() for at in places), introduced)


def _is_said(phrase: _Phrase, said: Words, numbers: Sequence[tuple[str, float]]) -> bool:
    if _lacks(said, phrase.words):
        return False
    if phrase.right is None:
        return True
    return any(unit in phrase.right and value not in phrase.right[unit] for unit, value in numbers)


def _said(tokens: Sequence[Token], places: range, named: Names) -> Words:
    """The stems of a stretch, those that follow each other joined, and the names in it by their ids."""
    stems = [_stem(tokens[at].word) for at in places]
    joined = {"_".join(stems[at : at + length]) for length in range(1, LONGEST_NAME + 1) for at in range(len(stems))}
    return frozenset(joined.union(*(named[at] for at in places if at in named)))


def _numbers(tokens: Sequence[Token], places: range, named: Names) -> list[tuple[str, float]]:
    """The numbers of a stretch with their units; one without a unit may be an age."""
    lists, found = english(), []
    for at in places:
        after = tokens[at + 1].word if at + 1 < places.stop else ""
        value = 1.0 if tokens[at].word in lists.articles and after in lists.units else _value(tokens[at].word)
        if value is None or at in named:
            continue
        place = at + 1
        while place < places.stop and tokens[place].word in lists.before_units:
            place += 1
        unit = lists.units.get(tokens[place].word, AGE) if place < places.stop else AGE
        if place + 1 < places.stop and tokens[place + 1].word in lists.counted_back:
            continue
        found += [(unit, value)] if unit != YEAR else [(YEAR, value), (AGE, value)]
    return found


def _value(word: str) -> float | None:
    if word.isdecimal() and word.isascii():
        return float(word)
    return english().numbers.get(word)


def _lacks(said: Words, words: Iterable[Words]) -> bool:
    return any(map(said.isdisjoint, words))


def _telling(phrase: _Phrase) -> int:
    """How much a phrase says; a number that is not right says more than words alone."""
    return len(phrase.words) + len(phrase.beside) + (0 if phrase.right is None else A_NUMBER)


def _phrase(belief: str, says: str, right: Mapping[str, tuple[float, ...]] | None) -> _Phrase:
    words = says.split()
    beside = tuple(_any_of(word.removeprefix(ANYWHERE)) for word in words if word.startswith(ANYWHERE))
    return _Phrase(belief, tuple(_any_of(word) for word in words if not word.startswith(ANYWHERE)), beside, right)


@cache
def _any_of(word: str) -> Words:
    alike = english().much_alike
    return frozenset(_name(each) for part in word.split("/") for each in alike.get(part, (part,)))


@cache
def _name(said: str) -> str:
    """A word, words joined by an underscore, or a name's id, as they are compared."""
    if said.startswith("<"):
        return said
    return "_".join(_stem(word) for word in said.replace("_", " ").split())


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) >= len(ending) + SHORTEST:
            word = word.removesuffix(ending)
            break
    return (word.removesuffix("e") if len(word) > SHORTEST else word)[:STEM]
