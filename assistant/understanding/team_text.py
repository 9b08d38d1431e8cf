"""The words of a text around the teams that it names: what is asked of them wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Literal, NamedTuple

from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, SOFT, Token

Part = Literal[
    "current",
    "arrived",
    "acting",
    "leaving",
    "speaker",
    "destination",
    "previous",
    "closing",
    "mention",
    "denied",
    "doubted",
    "bare",
    "saying",
    "theirs",
]
NEAR = 4
"""Words before "via duty" that tell whether it is still to go that way."""
OBJECT_REACH = 8
"""Words between the verb and the team that closed a case."""
OF_A_PERSON = frozenset(("from", "in", "at", "of", "within"))
MANAGERS = frozenset(("manager", "managers", "mgr", "head", "leader"))
_OF_ONE = frozenset(("a", "an", "my", "our", "this", "that", "one"))


class Before(NamedTuple):
    part: Part | None
    first: int
    """Where the words that tell it begin."""
    asked: bool
    """Whether the team is asked about: "can EmPower hold it"."""


class After(NamedTuple):
    part: Part | None
    noun: bool = False
    """Whether it is said of what the team has: "a duty case"."""
    person: bool = False
    """Whether it is said of somebody of the team: "a duty worker"."""
    keeps: bool = False
    """Whether it is said that the team keeps what it has: "should duty keep her"."""


class TeamText:
    """The words of one text, with a team among them."""

    def __init__(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        ends: Set[int] = frozenset(),
        starts: Set[int] = frozenset(),
    ) -> None:
        self._tokens, self._words = tokens, _with_to(words, ends, starts)
        self._ends, self._starts = ends, starts
        """One past each team that is named, and where each begins."""

    def _joined(self, at: int) -> bool:
        return at > 0 and self._tokens[at].gap < COMMA

    def _is_possessive(self, at: int) -> bool:
        token = self._tokens[at]
        return token.word.endswith("s") and token.end - token.start == len(token.word) + 1

    def _is_aged(self, first: int, at: int) -> bool:
        """ "A duty 13yo", "my EmPower 15 year old"."""
        owner = (first > 0 and self._words[first - 1] in _OF_ONE) or self._is_possessive(at - 1)
        unit = self._words[at + 1 : at + 2]
        return owner and self._words[at].isdigit() and bool(unit) and unit[0] in english().age_units

    def _is_beside(self, first: int, at: int, floor: int) -> bool:
        """ "Who do I ring in duty", "a visit on Friday with CIOC": only who is spoken to, or joins in."""
        lists = english()
        if self._words[first] in OF_A_PERSON:
            return lists.turns_to.ending(self._words, at, floor) > 0
        while (
            self._words[first] == "with" and at >= max(floor, first - OBJECT_REACH) and self._tokens[at + 1].gap < SOFT
        ):
            if self._words[at] in lists.ends or self._words[at] in lists.pronouns:
                return False
            if self._words[at] in lists.joint_acts:
                return True
            at -= 1
        return False


def _with_to(words: Sequence[str], ends: Set[int], starts: Set[int]) -> Sequence[str]:
    """The words with the "2" between two teams as "to": "empower 2 cfw"."""
    meant = [at for at in ends if at + 1 in starts and words[at] == "2"]
    return ["to" if at in meant else word for at, word in enumerate(words)] if meant else words


def is_we_are(tokens: Sequence[Token], at: int) -> bool:
    """Whether this is the "were" of "we're court", which has its apostrophe or opens what is said."""
    token = tokens[at]
    whole = token.end - token.start > len(token.word)
    return token.word == "were" and (whole or at == 0 or token.gap >= COMMA)
