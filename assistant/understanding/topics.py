"""Which topics of the pack a question is about, and which changes to the policy, the likeliest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.rules import Change, Topic
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import Token, split
from assistant.understanding.vocabulary import singular

STEM = 6
"""Letters that the forms of one long word share: disagree, disagreement."""
IN_ORDER, SCATTERED, NOT_FOUND = 2, 1, 0
FEWEST_SCATTERED = 2
"""Words that a phrase needs to be found out of order."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    telling: frozenset[str]
    """The words that mean something by themselves."""

    @property
    def asks(self) -> bool:
        return self.words[0] in english().asking_words


@dataclass(frozen=True, slots=True)
class Found:
    ranked: tuple[str, ...]
    worded: tuple[str, ...]
    """Those that are asked about in their own words."""
    outright: bool
    """Whether the first is, and in more of them than one."""


class Topics:
    """What may be asked about, ready to be found by its words, which are kept as stems."""

    def __init__(self, asked_about: Iterable[Topic | Change]) -> None:
        phrases = [(each.id, phrase) for each in asked_about for phrase in map(_phrase, each.says) if phrase.telling]
        common = Counter(word for _, phrase in phrases for word in phrase.telling)
        self._by_word: dict[str, list[tuple[str, _Phrase]]] = {}
        """Each phrase by the rarest of its telling words: where that is not said, the phrase is not."""
        for id_, phrase in phrases:
            rarest = min(sorted(phrase.telling), key=lambda word: common[word])
            self._by_word.setdefault(rarest, []).append((id_, phrase))
        self._places = {id_: place for place, id_ in enumerate(dict.fromkeys(id_ for id_, _ in phrases))}

    def rank(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Their ids by the best of their phrases in the text: a phrase in order beats the same words scattered."""
        return self.find(tokens).ranked

    def find(self, tokens: Sequence[Token]) -> Found:
        """Those whose words are in the text, the likeliest first."""
        words = [_stem(token.word) for token in tokens]
        sentences: dict[int, set[str]] = {}
        for token, word in zip(tokens, words, strict=True):
            sentences.setdefault(token.sentence, set()).add(word)
        said = frozenset(words)
        scores: dict[str, tuple[int, int]] = {}
        worded: set[str] = set()
        for word in said:
            for topic, phrase in self._by_word.get(word, ()):
                score = _score(phrase, words, said, sentences)
                if score > scores.get(topic, (NOT_FOUND, 0)):
                    scores[topic] = score
                if score >= (IN_ORDER, FEWEST_SCATTERED) or (score[0] == IN_ORDER and phrase.asks):
                    worded.add(topic)
        ranked = sorted(scores, key=lambda topic: (scores[topic], -self._places[topic]), reverse=True)
        outright = bool(ranked) and scores[ranked[0]] >= (IN_ORDER, FEWEST_SCATTERED)
        return Found(tuple(ranked), tuple(topic for topic in ranked if topic in worded), outright)


def _score(
    phrase: _Phrase, words: Sequence[str], said: frozenset[str], sentences: Mapping[int, set[str]]
) -> tuple[int, int]:
    """Whether the phrase is there, in order or not, and how many words of it mean something."""
    if not phrase.telling <= said:
        return NOT_FOUND, 0
    if any(_in_order(phrase.words, words, at) for at, word in enumerate(words) if word == phrase.words[0]):
        return IN_ORDER, len(phrase.telling)
    # What asks "what is" of a team is not found where the team is only named.
    together = any(phrase.telling <= sentence for sentence in sentences.values())
    if together and not phrase.asks and len(phrase.telling) >= FEWEST_SCATTERED:
        return SCATTERED, len(phrase.telling)
    return NOT_FOUND, 0


def _in_order(phrase: Sequence[str], words: Sequence[str], at: int) -> bool:
    for wanted in phrase:
        while at < len(words) and words[at] != wanted and words[at] in english().fillers:
            at += 1
        if at == len(words) or words[at] != wanted:
            return False
        at += 1
    return True


def _phrase(says: str) -> _Phrase:
    small = (english().fillers, english().say_nothing)
    words = [token.word for token in split(says)]
    telling = frozenset(_stem(word) for word in words if not any(word in each for each in small))
    return _Phrase(tuple(map(_stem, words)), telling)


def _stem(word: str) -> str:
    return singular(word)[:STEM]
