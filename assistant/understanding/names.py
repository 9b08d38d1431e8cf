"""People's names, as far as rules can tell them from words: by a title, by who is spoken of, by their capitals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.facts import OLDEST
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, STOP, Token

SHORTEST = 2
INITIALS = 3
LONGEST = 4
"""Words of one name."""
TITLED = 0.75
"""The share of words in capitals from which on capitals tell nothing."""
FEW = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    start: int
    end: int
    after_person: bool
    """It stands after the word for the person, which is left: mum Sarah."""


class Names:
    """The names in one text; `known` tells the words of the vocabulary, `again` a name that was told before."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        known: Callable[[str], bool],
        again: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._text, self._tokens, self._known, self._again = text, tokens, known, again
        self._words = [token.word for token in tokens]
        lettered = [at for at, word in enumerate(self._words) if word.isalpha()]
        titled = sum(self._title(at) for at in lettered)
        self._capitals_tell = len(lettered) < FEW or titled < TITLED * len(lettered)

    def find(self) -> Iterator[PersonName]:
        at = 0
        while at < len(self._tokens):
            first = self._first(at)
            stop = at if first is None else self._stop(first)
            if first is not None and stop > first:
                start = self._tokens[at].start
                yield PersonName(start, self._without_possessive(stop - 1), first == at and self._after_person(at))
            at = max(stop, at + 1)

    def _first(self, at: int) -> int | None:
        """Where the name itself begins, when one does at `at`."""
        lists = english()
        if self._words[at] in lists.titles or (self._title(at) and self._words[at] in lists.titles_in_capitals):
            follows = at + 1 < len(self._words) and self._near(at + 1) and not self._known(self._word(at + 1))
            certain = self._words[at] in lists.titles
            return at + 1 if follows and (certain or self._title(at + 1)) and self._letters(at + 1) else None
        if not self._letters(at):
            return None
        telling = self._title(at) and self._capitals_tell
        is_both = telling and self._word(at) in lists.names_that_are_words
        if is_both and (self._after_person(at) or self._aged(at)):
            return at
        if self._known(self._word(at)):
            return None
        told_before = self._again(self._word(at)) and self._word(at) not in lists.names_that_are_words
        if told_before or self._word(at) in lists.names:
            return at
        if self._initials(at) and self._after_person(at):
            return at
        if not telling:
            return None
        if self._could_be(at) and (self._after_person(at) or self._aged(at) or self._owns(at)):
            return at
        pair = at + 1 < len(self._words) and self._near(at + 1) and self._title(at + 1)
        if pair and not self._known(self._word(at + 1)) and self._could_be(at) and self._could_be(at + 1):
            return at
        within = at > 0 and self._tokens[at].gap < STOP
        return at if self._strange(at) and (within or self._is_subject(at)) else None

    def _stop(self, first: int) -> int:
        stop = first + 1
        while stop < min(len(self._words), first + LONGEST) and self._near(stop):
            if self._initial(stop):
                stop += 1
                continue
            if not self._letters(stop):
                break
            named = self._word(stop) in english().names
            capital = self._title(stop) and self._capitals_tell
            surname = capital and (self._could_be(stop) or self._word(stop) not in english().cue_words)
            if self._known(self._word(stop)) or not (named or surname or self._strange(stop)):
                break
            stop += 1
        return stop

    def _word(self, at: int) -> str:
        """As it is typed, without its possessive ending."""
        raw = self._text[self._tokens[at].start : self._tokens[at].end].casefold()
        return raw.removesuffix("'s").replace("'", "")

    def _without_possessive(self, at: int) -> int:
        token = self._tokens[at]
        return token.end - 2 if self._text[token.start : token.end].endswith(("'s", "'S")) else token.end

    def _letters(self, at: int) -> bool:
        raw = self._text[self._tokens[at].start : self._tokens[at].end]
        return len(raw) >= SHORTEST and all(char.isalpha() or char == "'" for char in raw)

    def _title(self, at: int) -> bool:
        raw = self._text[self._tokens[at].start : self._tokens[at].end]
        return raw[0].isupper() and any(char.islower() for char in raw)

    def _initials(self, at: int) -> bool:
        """JS, for a child's name."""
        raw = self._text[self._tokens[at].start : self._tokens[at].end]
        return self._capitals_tell and raw.isupper() and len(raw) <= INITIALS and self._strange(at)

    def _initial(self, at: int) -> bool:
        """The K of Zofia K."""
        raw = self._text[self._tokens[at].start : self._tokens[at].end]
        ends = at + 1 == len(self._words) or self._tokens[at + 1].gap > NOTHING
        return len(raw) == 1 and raw.isupper() and raw != "I" and (raw != "A" or ends)

    def _aged(self, at: int) -> bool:
        """ "Grace is 15", "Will, aged 15": with an age after it, a capital makes a name of a word."""
        begins = at == 0 or self._tokens[at].gap > NOTHING
        if at > 1 and self._words[at - 1] == "and" and _is_age(self._words[at - 2]) and at + 1 < len(self._words):
            return _is_age(self._words[at + 1])  # "Ella 13 and Max 5"
        if not begins or at + 2 >= len(self._words):
            return False
        follows, then = self._words[at + 1], self._words[at + 2]
        if follows in ("is", "aged", "age"):
            return _is_age(then)
        if self._tokens[at + 1].gap == NOTHING and self._words[at] not in english().months:
            # "Jack 17 was accommodated"; "will 17 days do" is of nobody.
            return _is_age(follows) and (then in _AFTER_AN_AGE or self._tokens[at + 2].gap > NOTHING)
        return self._tokens[at + 1].gap == COMMA and _is_age(follows)

    def _owns(self, at: int) -> bool:
        """ "Max's has moved", "Grace's conference"; "May's conference" is of nobody."""
        owner = self._without_possessive(at) < self._tokens[at].end
        return owner and self._title(at) and self._word(at) not in english().months

    def _near(self, at: int) -> bool:
        return self._tokens[at].gap == NOTHING

    def _strange(self, at: int) -> bool:
        """A word that is neither English nor of the vocabulary, and no slip for one of it."""
        word = self._word(at)
        mended = self._words[at] not in (word, word + "s")
        return word not in english().words and not self._known(word) and not mended

    def _could_be(self, at: int) -> bool:
        return self._strange(at) or self._word(at) in english().names_that_are_words

    def _after_person(self, at: int) -> bool:
        if at == 0 or self._tokens[at].gap > SOFT:
            return False
        lists = english()
        people = (lists.child_words, lists.adult_words, lists.sibling_words, lists.before_names)
        return any(phrases.ending(self._words, at - 1) for phrases in people)

    def _is_subject(self, at: int) -> bool:
        if self._without_possessive(at) < self._tokens[at].end:
            return True
        follows = at + 1
        if follows == len(self._words) or self._tokens[follows].gap == COMMA:
            return follows < len(self._words)
        return self._words[follows] in english().after_names


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) <= len(str(OLDEST)) and int(word) <= OLDEST


_AFTER_AN_AGE = frozenset(("is", "was", "has", "on", "in", "with", "at", "and"))
