"""A question with its short forms, old names and nicknames as the policy's own words: search is asked both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from assistant.pack import Pack
from assistant.understanding.language.tokens import split
from assistant.understanding.reading import _room
from assistant.understanding.scene import Room
from assistant.understanding.vocabulary import Match

_SHORT = 6
"""Letters up to which a word is a short form, as the "cwd" in "Children with Disabilities (CwD)" is."""


def spell_out(pack: Pack) -> Callable[[str], str]:
    """What spells out a text by the names of this pack: "does a PA hold it" is "does a personal adviser hold it"."""
    return partial(_spelled_out, pack)


def _spelled_out(pack: Pack, text: str) -> str:
    room = _room(pack)
    tokens = split(text, room.lexicon.speller)
    for match in reversed(room.lexicon.find(text, tokens, [False] * len(tokens))):
        name = _name(room, match)
        start, stop = match.span
        said = text[start:stop]
        if name and (len(said) <= _SHORT or said.casefold() not in name.casefold()):
            text = f"{text[:start]}{name}{text[stop:]}"
    return text


def _name(room: Room, match: Match) -> str:
    """Its full name; nothing for what has none."""
    if match.kind == "team":
        return room.pack.teams[match.id].label if match.id in room.pack.teams else ""
    if match.kind != "term":
        return ""
    term = room.lexicon.terms[match.id]
    return term.expansion or (term.label if len(match.said) <= _SHORT else "")
