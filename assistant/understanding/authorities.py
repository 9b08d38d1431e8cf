"""Which words of a text name the place of another authority, and no person."""

from __future__ import annotations

import re

from assistant.understanding.language.english import english

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("and", "of", "on", "upon", "the", "with"))


def places_in(text: str) -> frozenset[str]:
    """The words of places that are named by themselves: "with Bolton", and not "with Tyler Bolton"."""
    places = english().place_words - _SMALL
    found = list(_WORD.finditer(text))
    kept: set[str] = set()
    for at, match in enumerate(found):
        if match[0].casefold() not in places:
            continue
        beside = [found[near] for near in (at - 1, at + 1) if 0 <= near < len(found)]
        if not any(_is_named_with(match, other, text, places) for other in beside):
            kept.add(match[0].casefold())
    return frozenset(kept)


def _is_named_with(place: re.Match[str], other: re.Match[str], text: str, places: frozenset[str]) -> bool:
    """Whether the word beside it makes one name with it: a word with a capital, which nothing but a space parts."""
    first, second = sorted((place, other), key=lambda each: each.start())
    word = other[0].casefold()
    joined = text[first.end() : second.start()] == " " and other[0].istitle()
    return joined and word not in places and word not in english().words
