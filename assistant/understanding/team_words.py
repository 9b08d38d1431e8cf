"""What the words around a team tell of its part: those before it, with those after it, and whether a move is over."""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding.after_team import AfterTeam
from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.tokens import COMMA, SOFT
from assistant.understanding.moves_made import MovesMade
from assistant.understanding.team_text import MANAGERS, NEAR, OF_A_PERSON, Before, Part
from assistant.understanding.vocabulary import Match

STOPPED_REACH = 4
"""Words between "stopped" and "engaging with"."""
SPEAKER_REACH = 8
"""Words between "I'm" and the team that the person works in."""
_ARTICLES = frozenset(("the", "his", "her", "their"))
_AFTER_SPEAKERS = frozenset(
    ("and", "with", "re", "about", "for", "who", "but", "so", "on", "wanting", "needing", "new")
)
_GONE_FROM = frozenset(("moved", "come", "gone", "transferred", "been"))
_IT_IS = frozenset(("its", "it"))
_SAID_TO_BE = frozenset(("hes", "shes", "its", "it", "theyre"))
_BY_WAY_OF = frozenset(("via", "through", "thru"))
_BEFORE_A_QUESTION = frozenset(("or", "so", "and", "then", "which", "why", "when", "how", "but"))


class TeamWords(AfterTeam, MovesMade):
    """The words of one text, with a team among them."""

    def bare(self, match: Match) -> Match:
        """The team's name alone: the "court" of "in court" and "court sw", whose other words tell its part."""
        lists, words = english(), self._words
        first, stop = match.first, match.stop
        while first < stop - 1:
            long = max(each.starting(words, first, stop - 1) for each in (lists.current_before, lists.speaker_before))
            leaving = lists.leaving_before.starting(words, first, stop - 1)
            long = max(long, leaving if leaving > 1 else 0)  # "leaving" of "leaving care" is the name's own
            long = long or (first > match.first and words[first] in lists.articles)
            if not long:
                break
            first += long
        ends = (lists.team_people, lists.current_nouns, lists.current_after)
        stop -= max(each.ending(words, stop - 1, first + 1) for each in ends)
        return match if (first, stop) == (match.first, match.stop) else replace(match, first=first, stop=stop)

    def before(self, match: Match, floor: int) -> Before:
        """The part that the words before tell. They begin at `floor` or later: "early help from duty" is no help."""
        told = self._cue(match.first - 1, match.first, floor)
        if told.asked and match.stop < len(self._words) and self._is_told_of(match):
            told = told._replace(asked=False)
        lists = english()
        if told.part in (None, "mention", "current") and self._speaks(match, floor):
            return Before("speaker", match.first, asked=False)
        at = told.first - 1
        if told.part == "speaker" and self._words[told.first] in lists.to_the_speaker and self._joined(told.first):
            # "With us in duty" and "went to us in duty": what stands before "us" tells.
            beyond = self._cue(at, match.first, 0, spoken=False)
            new_to = beyond.part == "destination" and self._words[max(beyond.first - 1, 0)] in lists.tellings
            by_us = beyond.part == "mention" and self._words[at] == "by"  # "done by us in duty"
            told = beyond if beyond.part is not None and not new_to and not by_us else told
        if told.part == "destination" and (self._is_over(told.first, match) or self._is_placed(told.first)):
            return Before("arrived", told.first, asked=False)
        if told.part == "previous" and self._is_still(told.first):
            return Before("leaving", told.first, asked=False)
        if told.part == "leaving" and (self._is_over(told.first, match) or self._is_got(told.first)):
            return Before("previous", told.first, asked=False)
        if not self._joined(told.first) or at < floor:
            otherwise = self._otherwise(told, match, floor) if self._words[told.first] in _IT_IS else None
            return Before(otherwise, told.first, asked=False) if otherwise else told
        of_a_person = lists.team_people.ending(self._words, at)
        adviser = bool(of_a_person) and self._words[at] in lists.advisers
        theirs = of_a_person and not adviser and self._words[told.first] in OF_A_PERSON
        if theirs and (self._is_possessive(at) or self._has(at - of_a_person, floor)):
            # "Has a social worker in duty", "her worker's in duty".
            return Before("current", told.first, asked=False)
        if (of_a_person or lists.somebody.ending(self._words, at, floor)) and self._words[told.first] in OF_A_PERSON:
            return Before(self._somebody(match, at, of_a_person, floor), told.first, asked=False)
        if otherwise := self._otherwise(told, match, floor):
            return Before(otherwise, told.first, asked=False)
        if told.part == "acting" and self._words[told.first] in _BY_WAY_OF:
            ahead = not lists.moves.words.isdisjoint(self._words[max(told.first - NEAR, 0) : told.first])
            return Before("mention" if ahead else "bare", told.first, asked=False)
        return told

    def _somebody(self, match: Match, at: int, length: int, floor: int) -> Part:
        """Who ends at this word: "social worker in duty" speaks, and "the worker in duty" is the child's."""
        if not length:
            return "mention"
        start = at - length
        while start >= 0 and self._tokens[start + 1].gap < COMMA and self._words[start] in english().kinds_of_workers:
            start -= 1
        alone = start < 0 or self._tokens[start + 1].gap >= COMMA
        stop = match.stop
        ends = stop >= len(self._words) or self._tokens[stop].gap >= SOFT
        if alone and (ends or self._words[stop] in english().speaker_after or self._words[stop] in _AFTER_SPEAKERS):
            return "speaker"
        if alone:
            adviser = self._words[at] in english().advisers
            return "mention" if adviser or not MANAGERS.isdisjoint(self._words[start + 1 : at + 1]) else "theirs"
        plain = MANAGERS.isdisjoint(self._words[start + 1 : at + 1]) and self._words[at] not in english().advisers
        # "Spoke to the worker in duty" tells of no more.
        opens = start >= floor and self._words[start] in _ARTICLES and (start == 0 or self._tokens[start].gap >= COMMA)
        return "theirs" if plain and opens else "mention"

    def _cue(self, at: int, stop: int, floor: int, *, spoken: bool = True) -> Before:
        lists = english()
        tellers: tuple[tuple[Part, Phrases], ...] = (
            ("mention", lists.mention_before),
            ("acting", lists.acting_before),
            ("previous", lists.previous_before),
            ("leaving", lists.leaving_before),
            ("destination", lists.destination_before),
            ("current", lists.current_before),
            *((("speaker", lists.speaker_before),) if spoken else ()),
        )
        first, asked = at, False
        while at >= floor and self._tokens[at + 1].gap < COMMA:
            asked = asked or (at == first and self._asks(at))
            longest, part = max(
                ((phrases.ending(self._words, at, floor), part) for part, phrases in tellers), key=lambda each: each[0]
            )
            if longest:
                return Before(part, at + 1 - longest, asked=False)
            if self._words[at] not in lists.between_cue_and_team:
                break
            at -= 1
        if at >= 0 and at < first and self._tokens[at + 1].gap < COMMA:
            asked = asked or self._asks(at)
        return Before(None, stop, asked)

    def _asks(self, at: int) -> bool:
        """ "Is EmPower", and not "her worker is"."""
        opens = at == 0 or self._tokens[at].gap >= COMMA or self._words[at - 1] in _BEFORE_A_QUESTION
        return self._words[at] in english().askers and (opens or self._words[at] not in ("is", "are"))

    def _speaks(self, match: Match, floor: int) -> bool:
        """ "I'm her SW in duty", "my manager at duty", "as a court team worker"."""
        lists, at, first = english(), match.first - 1, match.first
        people = self.after(match).person
        while at >= floor and first - at <= SPEAKER_REACH and self._tokens[at + 1].gap < COMMA:
            if lists.speakers.ending(self._words, at, floor):
                return people or self._words[at] != "as"
            length = lists.team_people.ending(self._words, at, floor)
            people = people or length > 0
            if people and self._words[at] in ("my", "our"):
                return True
            if not length and self._words[at] not in lists.between_speaker_and_team:
                return False
            at -= max(length, 1)
        return False

    def _otherwise(self, told: Before, match: Match, floor: int) -> Part | None:
        """What the words further off make of a part: "they say he's EmPower's", "stopped engaging with CFW"."""
        lists, said = english(), self._words[max(told.first - 1, 0)]
        if told.part == "current" and self._joined(told.first) and told.first > floor:
            if self._is_beside(told.first, told.first - 1, floor):
                return "mention"
            if lists.yet_to_be.ending(self._words, told.first - 1):
                return "destination"
        if told.part == "current" and self._words[told.first] in _SAID_TO_BE:
            if told.first and (said in lists.opinions or said in lists.saying_after):
                return "mention"
            if self._words[told.first] in _IT_IS and self._is_guessed(told.first, match):
                return "mention"
        if told.part == "mention" and self._is_worked_with(told.first):
            return "theirs"
        if told.part in ("mention", "destination") and self._no_longer_engages(told.first, match.first):
            return "leaving"
        return None

    def _is_worked_with(self, first: int) -> bool:
        """ "The family have been working with CIN/CP"."""
        lists, at = english(), first - 1
        if self._words[first] not in lists.worked or self._words[first + 1] != "with":
            return False
        while at > 0 and self._words[at] in lists.has_been:
            at -= 1
        people = (lists.child_words, lists.adult_words, lists.many_children)
        return self._words[at] == "family" or any(self._words[at] in each for each in people)

    def _is_told_of(self, match: Match) -> bool:
        """ "Where does a duty 13yo go", "will my duty case move", "can duty to EmPower happen": no team is asked of."""
        mine = match.first > 0 and self._words[match.first - 1] in ("my", "our")
        onward = self._words[match.stop] == "to" and match.stop + 1 in self._starts
        return mine or onward or self._is_aged(match.first, match.stop)

    def _is_guessed(self, first: int, match: Match) -> bool:
        """ "So its EmPower isnt it": where the case should go."""
        lists, words, stop = english(), self._words, match.stop
        after = stop < len(words) and self._tokens[stop].gap <= COMMA and lists.guessed_after.starting(words, stop) > 0
        before = first > 0 and self._tokens[first].gap <= COMMA and words[first - 1] in lists.guessed_before
        return after or before or self._tokens[stop - 1].queried

    def _no_longer_engages(self, first: int, stop: int) -> bool:
        """ "Stopped engaging with CFW", "disengaged from early help": whoever they did engage with works with them."""
        lists = english()
        before = range(max(first - STOPPED_REACH, 0), stop)
        engages = any(self._words[at] in lists.engages for at in before)
        return engages and any(lists.stopped.ending(self._words, at) for at in before)

    def _is_placed(self, first: int) -> bool:
        """ "17, allocated to duty": a part of its own, in which nothing says that it is still to be."""
        return self._words[first] in english().placed and (first == 0 or self._tokens[first].gap >= SOFT)

    def _is_still(self, first: int) -> bool:
        """ "Hasn't moved from duty": a move that was not made."""
        before = (english().denials.ending(self._words, at) for at in range(max(first - 2, 0), first))
        return self._words[first] in _GONE_FROM and any(before)

    def _has(self, at: int, floor: int) -> bool:
        """Whether the child has the person before whom this stands: "allocated to a social worker in duty"."""
        lists = english()
        while at > floor and self._words[at] in lists.articles and self._words[at] != "to":
            at -= 1
        if at < floor:
            return False
        allocated = at > 0 and self._words[at] == "to" and self._words[at - 1] in lists.placed
        verb = at - 2 if allocated else at
        return (allocated or self._words[at] in lists.having) and self._words[max(verb, 0)] not in lists.not_made
