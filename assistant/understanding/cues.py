"""How a thing is said: stated, denied, doubted, or still to come; told by the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.understanding.english import english
from assistant.understanding.tokens import COMMA, NOTHING, SOFT, Token

Stance = Literal["said", "denied", "doubted", "pending"]
REACH = 7
"""Words that a denial or a doubt reaches over."""
SHORT = 3
"""Words: a question mark after so few puts the thing itself in question."""
_LINKS = frozenset(("or", "nor", "and", "under"))


class Cues:
    """The cues of one text. `things` gives, for each token, a number for the thing it belongs to, or None."""

    def __init__(self, tokens: Sequence[Token], things: Sequence[int | None]) -> None:
        self._tokens, self._things = tokens, things
        self._words = [token.word for token in tokens]

    def stance(self, first: int, stop: int, *, denied: bool = False, after: bool = True, reach: int = REACH) -> Stance:
        """How the thing at these tokens is said; `denied` when a denial stands within it.

        Doubts `after` it count unless they are about something else; `reach` is how many words before it count.
        """
        before = self._before(first, reach)
        if before == "doubted" or (after and self._after_doubted(first, stop)):
            return "doubted"
        if denied and before == "denied":
            return "doubted"
        refused = denied or before == "denied" or self._follows(stop, "denials_after")
        if not refused:
            return before
        pending = english().pending.find(self._words, *self._segment(first))
        return "pending" if pending else "denied"

    def wanted(self, first: int, stop: int) -> bool:
        """Whether it is only needed, sought or asked about: "do we need consent", "has permanence been agreed?"."""
        if self._is_asked(first, stop):
            return True
        at = first - 1
        while at > 0 and self._words[at] in english().articles and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        return at >= 0 and self._tokens[at + 1].gap == NOTHING and english().wanted.ending(self._words, at) > 0

    def of_an_adult(self, first: int, stop: int, *, linked: bool = True) -> bool:
        """Whether it is said of a parent: "mum is severely disabled", "mum turns 18"; what parents do is of the case.

        Only right after the parent where it may not be `linked` by a verb.
        """
        lists = english()
        if any(word in lists.acts_of_adults for word in self._words[first:stop]):
            return False
        at = first - 1
        while linked and at > 0 and self._words[at] in lists.adult_links and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        return at >= 0 and self._tokens[at + 1].gap == NOTHING and lists.adult_words.ending(self._words, at) > 0

    def _is_asked(self, first: int, stop: int) -> bool:
        """ "Is the child looked after": the end of a question that begins with its verb."""
        sentence = self._tokens[first].sentence
        if stop < len(self._tokens) and self._tokens[stop].sentence == sentence:
            return False
        start = next(index for index, token in enumerate(self._tokens) if token.sentence == sentence)
        lists = english()
        subject = self._words[start + 1 : start + 2]
        inverted = any(word in each for word in subject for each in (lists.pronouns, lists.child_words, lists.articles))
        asks = inverted or self._tokens[stop - 1].queried
        return asks and start < first and lists.question_starts.starting(self._words, start) > 0

    def _before(self, first: int, reach: int) -> Stance:
        lists = english()
        at, unsure, subject = first - 1, False, False
        thing = self._things[first]
        while at >= 0 and first - at <= reach and self._tokens[at + 1].gap < COMMA:
            if length := lists.no_denials.ending(self._words, at):
                at -= length
                continue
            # "A care order is likely at the final hearing": the doubt is about what stands before it.
            if lists.doubts.ending(self._words, at) and self._words[at + 1] != "at":
                return "doubted"
            if length := lists.denials.ending(self._words, at):
                if not self._is_answer(at) and not subject:
                    return "doubted" if unsure or self._doubted_before(at - length) else "denied"
                at -= length
                continue
            if self._words[at] in lists.ends:
                return "said"
            # A denial does not reach over a new subject; a doubt does: not sure if she is looked after.
            subject = subject or self._words[at] in lists.pronouns
            other = self._things[at] is not None and self._things[at] != thing
            if other and self._words[self._after_thing(at)] not in _LINKS:
                return "said"
            # "Not on a plan and looked after" and "no visit done looked after child" can be read both ways.
            unsure = unsure or self._words[at] == "and" or (not other and self._words[at] not in lists.denial_reach)
            at -= 1
        return "said"

    def _doubted_before(self, at: int) -> bool:
        """ "Maybe not looked after"."""
        return at >= 0 and self._tokens[at + 1].gap < COMMA and english().doubts.ending(self._words, at) > 0

    def _after_thing(self, at: int) -> int:
        while at + 1 < len(self._things) and self._things[at + 1] == self._things[at]:
            at += 1
        return min(at + 1, len(self._words) - 1)

    def _after_doubted(self, first: int, stop: int) -> bool:
        if self._tokens[stop - 1].queried:
            start = self._segment(first)[0]
            if stop - start <= SHORT and not english().wants_anything(self._words[start:first]):
                return True
        return self._follows(stop, "doubts_after")

    def _follows(self, stop: int, which: Literal["doubts_after", "denials_after"]) -> bool:
        phrases = english().doubts_after if which == "doubts_after" else english().denials_after
        for at in (stop, stop + 1):
            if at >= len(self._words) or self._tokens[at].gap > SOFT or (at > stop and self._words[stop] not in _IS):
                return False
            if phrases.starting(self._words, at):
                return True
        return False

    def _is_answer(self, at: int) -> bool:
        """ "No she is on a CP plan": it answers, and denies nothing that follows."""
        if self._words[at] != "no" or at + 1 >= len(self._words):
            return False
        starts = at == 0 or self._tokens[at].gap > NOTHING or self._tokens[at - 1].queried
        follows = self._words[at + 1]
        return starts and (
            follows in english().pronouns or follows in english().corrections or follows in english().articles
        )

    def _segment(self, first: int) -> tuple[int, int]:
        """The stretch between commas and stops around a token."""
        segment = self._tokens[first].segment
        start, stop = first, first + 1
        while start > 0 and self._tokens[start - 1].segment == segment:
            start -= 1
        while stop < len(self._tokens) and self._tokens[stop].segment == segment:
            stop += 1
        return start, stop


_IS = frozenset(("is", "was", "has", "are", "its", "still"))
