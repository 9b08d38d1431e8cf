"""Whether a question asks how things are done in another authority: "in Cumbria, how long do they allow?"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.tokens import Token


def asks_of_elsewhere(tokens: Sequence[Token], here: str) -> bool:
    """Whether it is asked what they do there, and nobody comes from there; `here` is the pack's own authority."""
    lists, said = english(), [token.word for token in tokens]
    words = [_owner(word) for word in said]
    if lists.comes_from_there.find(words) or any(
        word in lists.child_words and word not in lists.no_child for word in words
    ):
        return False
    places, at = _places(), 0
    while (found := places.find(words, at)) is not None:
        first, at = found
        if " ".join(words[first:at]) == here:
            continue
        opens = first == 0 or tokens[first - 1].sentence != tokens[first].sentence
        before = words[first - 1] if not opens else ""
        within = before in lists.before_places and (first == 1 or tokens[first - 2].sentence != tokens[first].sentence)
        asked = before in lists.question_starts or before in lists.what_is
        owns = words[at - 1] != said[at - 1]
        if (
            (within and any(word in lists.those_there for word in words[at:]))
            or asked
            or (owns and lists.what_is & {*words[:first]})
        ):
            return True
        if opens and any(word in lists.those_there for word in words[at:]) and not owns:
            return True
    return False


def _owner(word: str) -> str:
    """Bolton of "Bolton's"."""
    return word[:-1] if word.endswith("s") and word[:-1] in english().authorities else word


@cache
def _places() -> Phrases:
    return Phrases({*english().authorities, *(" ".join(each) for each in english().other_places.all)})
