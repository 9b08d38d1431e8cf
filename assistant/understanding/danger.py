"""Whether a child is said to be in danger now. A word such as abuse or section 47 alone says no such thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.understanding.language.cues import Cues
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, Token

FEW = 5
"""Words between two that belong together: a weapon and who has it, an intent and the deed."""
BEFORE = 3
"""Words before a harm that tell that it is only feared."""


def in_danger(tokens: Sequence[Token], cues: Cues) -> bool:
    """Whether any of it is happening, and neither over nor denied nor only feared."""
    text = _Text(tokens, cues)
    return any(text.stands(*span) for span in text.dangers()) or any(
        text.stands(*span) and text.is_now(span[0]) for span in text.harms()
    )


def is_alarming(tokens: Sequence[Token]) -> bool:
    """Whether any word of harm stands in it, however it is meant."""
    words = [token.word for token in tokens]
    return any(english().danger[name].find(words) for name in _ALARMING)


_ALARMING = ("outright", "deadly", "harms", "deeds", "weapons", "poisons", "this_moment")


class _Text:
    def __init__(self, tokens: Sequence[Token], cues: Cues) -> None:
        self._tokens, self._cues = tokens, cues
        self._words = [token.word for token in tokens]
        self._lists = english().danger

    def dangers(self) -> Iterator[tuple[int, int]]:
        """What leaves no time to lose, whenever it is said to be happening."""
        yield from self._all("outright")
        yield from (span for span in self._all("deadly") if self._under_way(span[0]))
        for first, second in (("intents", "deeds"), ("wields", "weapons"), ("swallows", "poisons")):
            yield from self._pairs(first, second)

    def harms(self) -> Iterator[tuple[int, int]]:
        """What is danger where it happens now."""
        return self._all("harms")

    def stands(self, first: int, stop: int) -> bool:
        """Whether it is said of the present, and is neither denied nor feared."""
        if self._cues.stance(first, stop) == "denied":
            return False
        if self._words[stop : stop + 1] and self._words[stop] in _BIRTHDAYS:
            return False  # "he will hit 18 in May"
        if any(self._lists["feared"].ending(self._words, at) for at in range(max(first - BEFORE, 0), first)):
            return False
        sentence = self._sentence(first)
        if self._finds("of_work", *sentence) and not self._speaks_of_anybody(*sentence):
            return False  # "we're drowning in referrals"
        return self._finds("this_moment", *sentence) or not self._finds("over", *sentence)

    def is_now(self, at: int) -> bool:
        """Whether its sentence, or the one beside it, says that it is happening now; "now" may be of the case."""
        number = self._tokens[at].sentence
        start, stop = self._sentence(at)
        while start > 0 and self._tokens[start - 1].sentence >= number - 1:
            start -= 1
        while stop < len(self._tokens) and self._tokens[stop].sentence <= number + 1:
            stop += 1
        for here in range(start, stop):
            length = self._lists["now"].starting(self._words, here, stop)
            if length and not self._of_a_case(here, here + length):
                return True
        return False

    def _of_a_case(self, at: int, after: int) -> bool:
        """ "Now with CIN/CP/Court", "just finished the assessment"."""
        plain = after - at == 1 and self._words[at] in _PLAIN
        if not plain or after == len(self._words) or self._tokens[after].gap > NOTHING:
            return plain and self._words[at] == "just"
        return self._words[after] in self._lists["of_a_case"] or (
            self._words[at] == "just" and not self._harm_within(after, after + BEFORE)
        )

    def _harm_within(self, start: int, stop: int) -> bool:
        return self._lists["harms"].find(self._words, start, min(stop, len(self._words))) is not None

    def _under_way(self, at: int) -> bool:
        """ "Is strangling", "hes stabbing"; "the stabbing" is told of."""
        return at > 0 and self._words[at - 1] in _IS

    def _pairs(self, first: str, second: str) -> Iterator[tuple[int, int]]:
        for start, end in self._all(first):
            last = min(end + FEW, len(self._words))
            last = next((at for at in range(end, last) if self._tokens[at].gap >= COMMA), last)
            if found := self._lists[second].find(self._words, end, last):
                yield start, found[1]

    def _all(self, name: str) -> Iterator[tuple[int, int]]:
        return self._lists[name].every(self._words)

    def _finds(self, name: str, start: int, stop: int) -> bool:
        return self._lists[name].find(self._words, start, stop) is not None

    def _speaks_of_anybody(self, start: int, stop: int) -> bool:
        people = english().child_words, english().adult_words, english().sibling_words
        return any(each.find(self._words, start, stop) for each in people)

    def _sentence(self, at: int) -> tuple[int, int]:
        own = [index for index, token in enumerate(self._tokens) if token.sentence == self._tokens[at].sentence]
        return own[0], own[-1] + 1


_BIRTHDAYS = frozenset(("16", "17", "18", "21", "25", "sixteen", "seventeen", "eighteen"))
_PLAIN = frozenset(("now", "just", "live"))
_IS = frozenset(("is", "are", "hes", "shes", "theyre", "dads", "mums", "being", "been", "still", "actually", "now"))
