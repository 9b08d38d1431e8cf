"""Typing errors: words that are none, mended when one reading of them alone is near enough.

A word may have slipped, run together with the next, come apart, or the space between two may stand elsewhere. Each
reading has a cost: the slips that it takes, how seldom its words are used, less what the words beside it speak for.
The cheapest is taken where no other is about as cheap; otherwise the word stays as it is typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from assistant.understanding.language.english import english
from assistant.understanding.language.pieces import Piece, by_number, names_person, placed
from assistant.understanding.language.slips import AT_FIRST, BESIDE, slip
from assistant.understanding.language.usage import NUMBER, SHORT, Usage

PASSES = 2
"""The second sees the neighbours mended."""
SURE, LIKELY = 8, 6
"""Letters: from the one on a word is no name that happens to be near another word, from the other on seldom."""
ENDINGS = frozenset(("d", "ed", "er", "ers", "es", "ing", "ly", "r", "s"))
"""What makes another form of a word, and no slip of it."""
MARGIN = 0.2
"""By how much the cheapest reading must be cheaper than the next."""
LIMITS = {2: 1.35, 3: 1.9, 4: 2.3, 5: 2.6, 6: 2.8, 7: 3.2}
LIMIT = 3.7
"""What reading words of so many letters as others may cost."""
LIMIT_OF_LETTER = 0.7
WILD = 2.5
"""Slips that only a word beside it makes believable."""
LONG, TWO_SLIPS = 7, 0.5
"""Letters: below it two slips are allowed only at so much less."""
APART, PER_LETTER, AND_SLIPPED = 1.75, 0.2, 0.7
"""What reading one word as two may cost: more for each letter of a long one, and where one of them slipped."""
SPACE, MOVED = 0.9, 1.0
"""The cost of a space too many or too few, and of one in another place."""
FARTHEST = 2
"""Letters that a space may be off."""
SEEN, TOGETHER = 0.25, 0.6
"""How much words must speak for each other to allow a reading that is else too bold, and to be left as they stand."""
DOUBT, DENIED, LONGEST_DENIAL = "possibly", 0.5, 5
"""Read for what may be a denial, at so much more, and may be something else: a lost "not" turns a fact round."""
_OF_ONE_LETTER = frozenset("ai")


class _Reading(NamedTuple):
    cost: float
    first: int
    stop: int
    words: tuple[str, ...]
    seen: bool
    """Whether a word beside it speaks for it."""
    cut: int = 0
    """How many letters the first of two words takes."""


class Speller:
    """Mends towards `words` and the words of `phrases`; whatever stands in `known` is taken as it is typed.

    `phrases` tell which words stand together, and which are used often. So does `prose`, which also shows by its
    capitals what is an acronym. Each of these can be gone through more than once.
    """

    def __init__(
        self,
        words: Iterable[str],
        known: frozenset[str],
        phrases: Iterable[Sequence[str]] = (),
        prose: Iterable[str] = (),
    ) -> None:
        self._known = known
        self._told = words, phrases, prose

    @cached_property
    def _usage(self) -> Usage:
        """Made ready at the first word that is none."""
        words, phrases, prose = self._told
        return Usage(words, self._known, tuple(phrases), prose)

    def mend(self, word: str) -> str:
        """The one word that was meant, or the word as it is; nothing of it is kept."""
        mended = self.spell([Piece(word, 0, len(word), word)])
        return mended[0].word if len(mended) == 1 else word

    def spell(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The words as they were meant, each with where it stands."""
        mended = list(pieces)
        for _ in range(PASSES):
            at, changed = 0, False
            while at < len(mended):
                reading = self._read(mended, at)
                if reading is None:
                    at += 1
                    continue
                mended[reading.first : reading.stop] = placed(
                    mended[reading.first : reading.stop], reading.words, reading.cut
                )
                at, changed = reading.first + len(reading.words), True
            if not changed:
                break
        return mended

    def _knows(self, word: str) -> bool:
        return word in self._known or (word[-2:] != "ss" and word.removesuffix("s") in self._known)

    def _read(self, pieces: Sequence[Piece], at: int) -> _Reading | None:
        """What the word was meant as, where it is none and one reading of it is the best."""
        word = pieces[at].word
        if not word.isalpha():
            return None
        initial = any(piece.raw == "&" for piece in (*pieces[max(at - 1, 0) : at], *pieces[at + 1 : at + 2]))
        initial = initial or _is_initial(pieces, at)
        cut_off = len(word) == 1 and word not in _OF_ONE_LETTER and not by_number(pieces, at) and not initial
        if self._knows(word) and not cut_off:
            return None
        short = len(pieces[at].raw.removesuffix("'s")) < SURE
        if short and names_person(pieces, at):
            return None
        line = [piece.word for piece in pieces[max(at - 2, 0) : at + 3]]
        if acronym := self._usage.in_name(line, min(at, 2)):
            return _Reading(0, at, at + 1, (acronym,), seen=True)
        found = sorted(self._letter(pieces, at) if len(word) == 1 else self._readings(pieces, at))
        if not found or (short and self._may_be_name(pieces, at, found[0])):
            return None
        return self._best(found, word, at)

    def _best(self, found: Sequence[_Reading], word: str, at: int) -> _Reading | None:
        best = found[0]
        denied = [_denies(each) for each in found if each.cost - best.cost < DENIED]
        if any(denied) and not _denies(best) and len(word) <= LONGEST_DENIAL:
            return _Reading(0, at, at + 1, (DOUBT,), seen=False)
        rivals = [each for each in found if each.cost - best.cost < MARGIN]
        if not all(denied[: len(rivals)]) and not all(_one_meaning(each.words, best.words) for each in rivals):
            return _Reading(0, at, at + 1, (DOUBT,), seen=False) if _denies(best) else None
        # What is nearest to a word of no meaning here is a slip for that one.
        meant = any(each in self._usage.targets for each in best.words)
        return best if meant and self._certain(best, word) else None

    def _certain(self, reading: _Reading, word: str) -> bool:
        """Whether it is no acronym, or one that nothing else can be: CP and CIN are one slip from many others."""
        meant, acronyms = reading.words[0], self._usage.acronyms
        if len(reading.words) > 1 or reading.stop - reading.first > 1 or meant not in acronyms:
            return True
        if set(meant) == set(word) or (set(meant) < set(word) and len(meant) == SHORT):
            return True
        alone = len(self._usage.near(word) & acronyms) == 1
        return alone and reading.seen and len(meant) == len(word) == SHORT and slip(word, meant) <= BESIDE

    def _may_be_name(self, pieces: Sequence[Piece], at: int, reading: _Reading) -> bool:
        """Whether it has a capital within a sentence, as names do, and names of teams as well."""
        here = pieces[at]
        if not here.titled or here.starts:
            return False
        beside = [pieces[at - 1]] if here.joined else []
        beside += [piece for piece in pieces[at + 1 : at + 2] if piece.joined]
        of_two = any(piece.titled and not self._knows(piece.word) for piece in beside)
        return of_two or (len(here.raw) < LIKELY and not reading.seen)

    def _readings(self, pieces: Sequence[Piece], at: int) -> Iterator[_Reading]:
        word, letters, usage = pieces[at].word, pieces[at].letters, self._usage
        near = usage.near(word)
        if near.isdisjoint(usage.targets):
            near |= usage.far(word)
        for meant in near:
            if not _other_form(word, meant):
                yield from self._weighed(pieces, at, (at, at + 1), (meant,), slip(word, meant))
        for cut in range(2, len(letters) - 1):
            one, other = letters[:cut], letters[cut:]
            if len(letters) > len("ofit") or usage.paired(one, other):
                for words, slips in self._as_two(one, other):
                    yield from self._weighed(pieces, at, (at, at + 1), words, SPACE + slips, cut=cut)
        yield from self._with_others(pieces, at)

    def _letter(self, pieces: Sequence[Piece], at: int) -> Iterator[_Reading]:
        """What a space may have cut a lone letter off."""
        return (each for each in self._with_others(pieces, at) if each.cost <= LIMIT_OF_LETTER)

    def _with_others(self, pieces: Sequence[Piece], at: int) -> Iterator[_Reading]:
        for first in (at - 1, at):
            if first >= 0 and first + 1 < len(pieces) and pieces[first + 1].joined:
                yield from self._of_two(pieces, at, first)

    def _as_two(self, one: str, other: str) -> Iterator[tuple[tuple[str, str], float]]:
        """Two words that ran together, of which one may have slipped as well."""
        targets = self._usage.targets
        if one in targets and other in targets:
            yield (one, other), 0.0
        elif one in targets and len(one) >= SHORT and len(other) > SHORT:
            yield from (((one, meant), slip(other, meant)) for meant in self._usage.near(other) & targets)
        elif other in targets and len(other) >= SHORT and len(one) > SHORT:
            yield from (((meant, other), slip(one, meant)) for meant in self._usage.near(one) & targets)

    def _of_two(self, pieces: Sequence[Piece], at: int, first: int) -> Iterator[_Reading]:
        """Two typed words, the word and one beside it, as one word, or with the space elsewhere."""
        one, other, targets = pieces[first].letters, pieces[first + 1].letters, self._usage.targets
        if not (one and other) or self._usage.seen((one, other)) >= TOGETHER:
            return
        both, span = one + other, (first, first + 2)
        if both in targets:
            yield from self._weighed(pieces, at, span, (both,), SPACE)
        for cut in range(max(len(one) - FARTHEST, 1), min(len(one) + FARTHEST + 1, len(both))):
            if cut != len(one) and both[:cut] in targets and both[cut:] in targets:
                yield from self._weighed(pieces, at, span, (both[:cut], both[cut:]), MOVED, cut=cut)

    def _weighed(
        self,
        pieces: Sequence[Piece],
        at: int,
        span: tuple[int, int],
        words: tuple[str, ...],
        slips: float,
        *,
        cut: int = 0,
    ) -> Iterator[_Reading]:
        """The reading, where it does not cost too much."""
        first, stop = span
        before = _beside(pieces[first - 1]) if first and pieces[first].near else ""
        after = _beside(pieces[stop]) if stop < len(pieces) and pieces[stop].near else ""
        seen = self._usage.seen((before, *words, after))
        # Less what the other of two typed words would cost by itself.
        other = sum(self._usage.cost(pieces[each].word) for each in range(first, stop) if each != at)
        if slips > WILD and seen < SEEN:
            return
        cost = slips + sum(map(self._usage.cost, words)) - seen - other
        typed = sum(len(piece.word) for piece in pieces[first:stop])
        limit = LIMITS.get(typed, LIMIT)
        if len(words) > stop - first:
            slipped = slips > SPACE
            if slipped and seen < SEEN:
                return
            limit = APART + PER_LETTER * max(typed - LONG, 0) + (AND_SLIPPED if slipped else 0)
        elif slips > BESIDE + AT_FIRST and typed < LONG:
            limit -= TWO_SLIPS
        if cost <= limit + (DENIED if words[0] in english().denials else 0):
            yield _Reading(cost, first, stop, words, seen >= SEEN, cut)


def _is_initial(pieces: Sequence[Piece], at: int) -> bool:
    """The d of "d and a"."""
    return any(
        pieces[at].word != "a"
        and 0 <= at + 2 * way < len(pieces)
        and pieces[at + way].word in ("and", "n")
        and len(pieces[at + 2 * way].word) == 1
        for way in (-1, 1)
    )


def _denies(reading: _Reading) -> bool:
    return any(word in english().denials for word in reading.words)


def _beside(piece: Piece) -> str:
    return NUMBER if piece.word[:1].isdigit() else piece.word


def _other_form(word: str, meant: str) -> bool:
    """Whether it is another form of that word, and no slip for it: courted, threaten for threatened."""
    longer, shorter = word.removeprefix(meant), meant.removeprefix(word)
    return (longer in ENDINGS and longer != meant[-1]) or (len(shorter) > 1 and shorter in ENDINGS)


def _one_meaning(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether it is all one which of them was meant: apr and april, agree and agrees."""
    return len(words) == len(others) and all(map(_same, words, others))


def _same(word: str, other: str) -> bool:
    lists = english()
    counts = (lists.months, lists.weekdays, lists.age_units)
    if any(word in count and count[word] == count.get(other) for count in counts):
        return True
    same = Prefix.similarity(word, other)
    return word == other or (same > SHORT and {word[same:], other[same:]} <= ENDINGS | {""})
