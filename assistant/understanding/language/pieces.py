"""The words of a text as they are typed, each with where it stands, before and after they are mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.understanding.language.english import english

INITIALS = 3
"""Letters: in capitals, so few after the word for a person are initials."""
BEFORE_NAME = 3
"""Words of the longest phrase that announces a name."""
_AGED = frozenset(("aged", "age"))


class Piece(NamedTuple):
    """A word as it is typed, or, once it is mended, as it was meant."""

    word: str
    start: int
    end: int
    raw: str
    joined: bool = False
    """Whether no more than a space parts it from the word before."""
    near: bool = False
    """Whether no comma, bracket or stop parts it from the word before."""
    starts: bool = False
    """Whether it begins a sentence."""

    @property
    def letters(self) -> str:
        """What is typed, without apostrophes, where that can be parted and joined letter by letter."""
        letters = self.raw.replace("'", "")
        aligned = len(self.raw) == self.end - self.start and len(letters.casefold()) == len(letters)
        return letters.casefold() if aligned and letters.isalpha() else ""

    @property
    def titled(self) -> bool:
        return self.raw[:1].isupper() and self.raw[1:].islower()


def by_number(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a number stands right beside it: the s of "s 20", the m of "14 m"."""
    return any(piece.word[:1].isdigit() for piece in pieces[max(at - 1, 0) : at + 2])


def names_person(pieces: Sequence[Piece], at: int) -> bool:
    """Whether it has a capital and stands where a person's name does: "child Tema", "Tema is 15", "Tema, aged 15"."""
    here, lists = pieces[at], english()
    if not here.raw[:1].isupper():
        return False
    before = pieces[at - 1] if here.joined else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    words = [piece.word for piece in pieces[max(at - BEFORE_NAME, 0) : at]]
    people = (lists.child_words, lists.adult_words, lists.sibling_words, lists.before_names)
    told = before is not None and any(phrases.ending(words, len(words) - 1) for phrases in people)
    if not here.titled:
        return told and len(here.raw) <= INITIALS
    aged = after is not None and (after.word in _AGED or (after.word.isdigit() and not after.near))
    subject = here.starts and after is not None and (not after.near or after.word in lists.after_names)
    named = before is not None and before.word in lists.names
    return told or aged or subject or named or here.raw.endswith("'s")


def placed(pieces: Sequence[Piece], words: Sequence[str], cut: int) -> list[Piece]:
    """The one or two words that these pieces were meant as; the first of two has the letters before `cut`."""
    start, end, raw = pieces[0].start, pieces[-1].end, "".join(piece.raw for piece in pieces)
    if len(words) == 1:
        return [pieces[0]._replace(word=words[0], end=end, raw=raw)]
    letters = [at for at, char in enumerate(raw) if char != "'"]
    places = [piece.start + at for piece in pieces for at, char in enumerate(piece.raw) if char != "'"]
    first = Piece(words[0], start, places[cut - 1] + 1, raw[: letters[cut]], *pieces[0][4:])
    return [first, Piece(words[1], places[cut], end, raw[letters[cut] :], joined=True, near=True)]
