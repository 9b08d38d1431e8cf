"""Which words are used, how often, and beside which others: what a typing error is weighed by."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.language.english import english

SHORT = 3
"""Letters of a short acronym."""
TWO_SLIPS_FROM = 5
"""Letters: from here on words of two slips are looked for."""
MOST = 5
"""Words of two slips that are looked at."""
RAREST, SCALE = 8.0, 6.0
"""The logarithm of how often the commonest word is used, and what makes a cost of it."""
UNUSED = 1.8
"""The cost of a word that neither the lists nor the pack use."""
STRANGE = 2.2
"""The cost of a word that is none."""
MOST_SEEN = 1.0
"""The most that one word speaks for another beside it."""
NUMBER = "#"
_WORD = re.compile(r"[^\W\d_]+|\d+")


class Usage:
    """The words of a pack and of the lists. See `Speller` for what it is made from."""

    def __init__(
        self, words: Iterable[str], known: frozenset[str], phrases: Sequence[Sequence[str]], prose: Iterable[str]
    ) -> None:
        written = [_WORD.findall(text) for text in prose]
        said = [*phrases, *([_plain(word) for word in text] for text in written)]
        counts = Counter(word for phrase in said for word in phrase)
        meant = {word for word in (*words, *(word for phrase in phrases for word in phrase)) if word.isalpha()}
        self.targets = frozenset(meant | {word for word in known if word.removesuffix("s") in meant})
        """What a word may be mended to."""
        counts.update(meant)
        self._costs = {
            word: (RAREST - math.log(counts[word] + 1)) / SCALE if counts[word] else UNUSED
            for word in known | self.targets
        }
        self._pairs = _pairs(said)
        self.acronyms = _acronyms(meant, written)
        self._in_names = _in_names(phrases, self.acronyms)

    @cached_property
    def _near(self) -> Mapping[str, Sequence[str]]:
        """The words by themselves and by what is left of them without one letter."""
        near: dict[str, list[str]] = {}
        for word in sorted(word for word in self._costs if word.isalpha() and len(word) > 1):
            for short in _shortened(word):
                near.setdefault(short, []).append(word)
        return near

    @cached_property
    def _long(self) -> Mapping[str, Sequence[str]]:
        """Long words by their first and by their last letters: two slips seldom spoil both ends."""
        long: dict[str, list[str]] = {}
        for word in sorted(word for word in self.targets if len(word) >= TWO_SLIPS_FROM):
            for end in (word[:1], word[-2:]):
                long.setdefault(end, []).append(word)
        return long

    def cost(self, word: str) -> float:
        """How seldom it is used."""
        return self._costs.get(word, STRANGE)

    def seen(self, words: Sequence[str]) -> float:
        """How much these words speak for each other by standing side by side."""
        return sum(self._pairs.get(pair, 0.0) for pair in pairwise(map(_alike, words)))

    def paired(self, one: str, other: str) -> bool:
        return (_alike(one), _alike(other)) in self._pairs

    def near(self, word: str) -> set[str]:
        """The words that are one slip away."""
        near = {meant for short in _shortened(word) for meant in self._near.get(short, ())}
        return {meant for meant in near if OSA.distance(word, meant, score_cutoff=1) <= 1}

    def far(self, word: str) -> set[str]:
        """The words of two slips that it may be mended to."""
        if len(word) < TWO_SLIPS_FROM:
            return set()
        likely = dict.fromkeys(meant for end in (word[0], word[1], word[-2:]) for meant in self._long.get(end, ()))
        far = process.extract(word, list(likely), scorer=OSA.distance, score_cutoff=2, limit=MOST)
        return {meant for meant, *_ in far}

    def in_name(self, words: Sequence[str], at: int) -> str:
        """The one acronym near that the words beside it make a name with: the CP of "CIN/DP/Court"."""
        found: set[str] = set()
        for first in range(max(at - 2, 0), min(at, len(words) - SHORT) + 1):
            one, other = (words[each] for each in range(first, first + SHORT) if each != at)
            found |= self._in_names.get((at - first, one, other), set())
        near = [each for each in found if OSA.distance(words[at], each, score_cutoff=1) <= 1]
        return near[0] if len(near) == 1 else ""


def _plain(word: str) -> str:
    return NUMBER if word.isdigit() else word.casefold()


def _alike(word: str) -> str:
    return word.removesuffix("s")


def _shortened(word: str) -> set[str]:
    """The word, and the word without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _acronyms(words: Iterable[str], written: Iterable[Sequence[str]]) -> frozenset[str]:
    """The short ones that are written in capitals, or are no words of English."""
    large: Counter[str] = Counter()
    for text in written:
        for word in text:
            large[word.casefold()] += 1 if word.isupper() else -1
    known = english().words
    return frozenset(word for word in words if len(word) <= SHORT and (large[word] > 0 or word not in known))


def _pairs(said: Iterable[Sequence[str]]) -> dict[tuple[str, str], float]:
    """How much each of two words speaks for the other beside it: more than chance would put them there."""
    often = Counter(pair for phrase in said for pair in pairwise(map(_alike, phrase)))
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for (one, other), times in often.items():
        before[one] += times
        after[other] += times
    total = often.total()
    return {
        (one, other): min(max(math.log(times * total / (before[one] * after[other])) / SCALE, 0.0), MOST_SEEN)
        for (one, other), times in often.items()
    }


def _in_names(phrases: Iterable[Sequence[str]], acronyms: frozenset[str]) -> dict[tuple[int, str, str], set[str]]:
    """The acronyms that stand in one place of three words, by that place and the other two, which tell a name."""
    found: dict[tuple[int, str, str], set[str]] = {}
    for phrase in phrases:
        for first in range(len(phrase) - SHORT + 1) if not acronyms.isdisjoint(phrase) else ():
            name = phrase[first : first + SHORT]
            for place, word in enumerate(name):
                one, other = (each for there, each in enumerate(name) if there != place)
                if word in acronyms and all(len(each) > SHORT or each in acronyms for each in (one, other)):
                    found.setdefault((place, one, other), set()).add(word)
    return found
