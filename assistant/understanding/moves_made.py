"""Whether the move that words tell has been made, and whether a team closed the case."""

from __future__ import annotations

from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, STOP
from assistant.understanding.team_text import NEAR, OBJECT_REACH, TeamText
from assistant.understanding.vocabulary import Match

MOVE_REACH = 8
"""Words between a verb of moving and the team."""
AGO_REACH = 6
"""Words between the team and what tells that a move is over."""
_MAKING = frozenset(("make", "making", "send", "sending", "put", "putting", "refer", "who", "which", "where"))
_GONE_ACROSS = frozenset(("transferred", "moved", "reallocated", "handed"))
_GETTERS = frozenset(("we", "i", "they", "who", "which"))
_OBJECTS = frozenset(("it", "this", "him", "her", "them", "us", "the"))


class MovesMade(TeamText):
    """What the words of a text tell of moves to and from its teams."""

    def _is_over(self, first: int, match: Match) -> bool:
        """Whether the move told by the words from `first` to the team has been made: "went over to duty"."""
        lists = english()
        for at in range(match.first - 1, max(first - MOVE_REACH, 0) - 1, -1):
            if self._tokens[at + 1].gap >= COMMA or (at < first and self._words[at] in lists.ends):
                return False
            if (self._words[at] in lists.went or self._words[at] in lists.moved) and self._is_asked(at):
                return False
            if self._words[at] in lists.went:
                return not at or self._words[at - 1] not in lists.not_made
            if self._words[at] in lists.moved:
                return self._is_made(at, match)
            if self._words[at] in lists.moves:
                return at > 0 and self._words[at - 1] == "since"  # "since transferring from duty to court"
        return False

    def _is_got(self, first: int) -> bool:
        """ "We got the case from duty", "CIN/CP had it from duty": whoever speaks of it has it now."""
        lists = english()
        for at in range(first - 1, max(first - OBJECT_REACH, 0) - 1, -1):
            if self._tokens[at + 1].gap >= COMMA or self._words[at] in lists.moves:
                return False
            if self._words[at] in lists.got_from:
                opens = at == 0 or self._tokens[at].gap >= COMMA
                return opens or self._words[at - 1] in _GETTERS or at in self._ends
        return False

    def _is_asked(self, at: int) -> bool:
        """ "Should the case have gone to CIOC?": what is asked is not told."""
        lists, start = english(), at
        while start > 0 and self._tokens[start].gap < COMMA:
            start -= 1
        subject = self._words[start + 1 : start + 2]
        people = (lists.pronouns, lists.child_words, lists.articles)
        return self._words[start] in lists.question_starts and any(word in each for word in subject for each in people)

    def _is_made(self, verb: int, match: Match) -> bool:
        """Whether what may be "was moved" or "to be moved" is the former."""
        lists, at, has_been = english(), verb - 1, False
        while at >= 0 and self._tokens[at + 1].gap < COMMA:
            if self._words[at] in lists.not_made:
                return False
            # "It's gone", "the referral's come".
            has_been = has_been or self._words[at] in lists.has_been or (at == verb - 1 and self._is_possessive(at))
            # "They had CFW, then stepped up to duty", "MASH passed to duty": told as done.
            has_been = has_been or (at == verb - 1 and (self._words[at] == "then" or verb in self._ends))
            if self._words[at] not in lists.has_been and self._words[at] not in lists.between_team_and_verb:
                break
            at -= 1
        # "CFW stepped it up to duty" was done by somebody; "stepped down to CFW" may be what is to be done.
        done = lists.taken_over.ending(self._words, verb) > 0 or self._words[verb + 1] in _OBJECTS
        # "Stepped across to us in duty": so the one who has got it begins.
        opens = verb == 0 or self._tokens[verb].gap >= COMMA
        begins = verb == 0 or self._tokens[verb].gap == STOP
        done = done or (begins and self._words[verb] in _GONE_ACROSS)  # "Transferred duty > EmPower in March"
        done = done or (opens and self._is_from_and_to(match))
        done = done or (opens and any(word in lists.to_the_speaker for word in self._words[verb : match.first]))
        return has_been or done or self.is_ago(match.stop)

    def _is_from_and_to(self, match: Match) -> bool:
        """ "Returned to duty from CFW": both where it was and where it came to are told."""
        after = match.stop < len(self._words) and self._words[match.stop] in ("from", "by")
        before = match.first > 1 and self._words[match.first - 1] == "from" and match.first - 1 in self._ends
        return before or (after and match.stop + 1 in self._starts)

    def is_ago(self, at: int) -> bool:
        """Whether what follows tells that it is over: "last week", "today"."""
        lists = english()
        for here in range(at, min(at + AGO_REACH, len(self._words))):
            if self._tokens[here].gap >= COMMA:
                return False
            if lists.ago.starting(self._words, here):
                return True
        return False

    def is_noted(self, at: int) -> bool:
        """ "Re-ref to MASH, 12yo": at the beginning of a note, and nothing says that it is to be made."""
        start = at
        while start > 0 and self._tokens[start].gap < COMMA:
            start -= 1
        said = self._words[start:at]
        if not any(word in english().comings_in for word in said):
            return False
        to_be = any(word in english().not_made or word in _MAKING or word in english().question_starts for word in said)
        return len(said) <= NEAR and not to_be

    def _is_works(self, verb: int) -> bool:
        """ "My assessment signed off in duty": what is closed is no case."""
        at = verb - 1
        while at > 0 and self._words[at] in english().has_been:
            at -= 1
        return at >= 0 and english().works.ending(self._words, at) > 0

    def closing(self, match: Match, floor: int) -> int | None:
        """Where it begins to be said that the team closed a case: "closed last week by duty", "EmPower closed it"."""
        lists, words = english(), self._words
        at = match.first - 1
        while at > floor and words[at] in lists.articles and words[at] != "to":
            at -= 1
        if at > floor + 1 and words[at] in ("in", "at") and words[at - 1] in lists.to_the_speaker:
            at -= 1
        if at > floor and words[at] in lists.to_the_speaker:
            at -= 1
        if at > floor and words[at] in lists.closing_by:
            for verb in range(at - 1, max(at - 1 - OBJECT_REACH, floor - 1), -1):
                if self._tokens[verb + 1].gap >= COMMA:
                    break
                if lists.closing_verbs.starting(words, verb, at):
                    return verb if not self._is_works(verb) else None
                if words[at] != "by" and words[verb] not in lists.closed_objects:
                    break
                if words[at] == "by" and (words[verb] in lists.moved or words[verb] in lists.went):
                    break
        stop = match.stop
        while stop < len(words) and words[stop] in lists.between_team_and_closing and self._tokens[stop].gap == NOTHING:
            stop += 1
        closes = stop < len(words) and self._tokens[stop].gap == NOTHING and words[stop] != "closing"
        length = lists.closing_verbs.starting(words, stop) if closes else 0
        return stop if length and words[stop + length : stop + length + 1] != ["by"] else None
