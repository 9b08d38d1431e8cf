"""What the words around a team tell of its part: those before it, those after it, and whether a move is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, STOP, Token
from assistant.understanding.vocabulary import Match

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
MOVE_REACH = 8
"""Words between a verb of moving and the team."""
STOPPED_REACH = 4
"""Words between "stopped" and "engaging with"."""
SPEAKER_REACH = 8
"""Words between "I'm" and the team that the person works in."""
AGO_REACH = 6
"""Words between the team and what tells that a move is over."""
OBJECT_REACH = 8
"""Words between the verb and the team that closed a case."""


NEAR = 4
"""Words before "via duty" that tell whether it is still to go that way."""
_OF_A_PERSON = frozenset(("from", "in", "at", "of", "within"))
_KEEPS = frozenset(("keep", "keeps", "keeping", "retain", "retains", "retaining"))
_WHOSE = frozenset(("his", "her", "their", "childs", "kids", "boys", "girls", "lads", "babys", "yps", "familys"))
_MAKING = frozenset(("make", "making", "send", "sending", "put", "putting", "refer", "who", "which", "where"))
_OF_ONE = frozenset(("a", "an", "my", "our", "this", "that", "one"))
_GONE_ACROSS = frozenset(("transferred", "moved", "reallocated", "handed"))
_ARTICLES = frozenset(("the", "his", "her", "their"))
_HAS = frozenset(("has", "have", "had"))
_OBJECTS = frozenset(("it", "this", "him", "her", "them", "us", "the"))
_SAID_TO_BE = frozenset(("hes", "shes", "its", "theyre"))
_MANAGERS = frozenset(("manager", "managers", "mgr", "head", "leader"))
_AFTER_HAS = frozenset(
    ("got", "had", "been", "still", "already", "just", "now", "holding", "taking", "asking", "saying", "closed")
)
_GONE_FROM = frozenset(("moved", "come", "gone", "transferred", "been"))
_MODALS = frozenset(("must", "shall"))
_BY_WAY_OF = frozenset(("via", "through", "thru"))
_BEFORE_A_QUESTION = frozenset(("or", "so", "and", "then", "which", "why", "when", "how", "but"))


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


class TeamWords:
    """The words of one text, with a team among them."""

    def __init__(self, tokens: Sequence[Token], words: Sequence[str], ends: frozenset[int] = frozenset()) -> None:
        self._tokens, self._words = tokens, words
        self._ends = ends
        """One past each team that is named."""

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
        if told.asked and match.stop < len(self._words) and self._is_aged(match.first, match.stop):
            told = told._replace(asked=False)  # "where does a duty 13yo go"
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
        if told.part == "leaving" and self._is_over(told.first, match):
            return Before("previous", told.first, asked=False)
        if not self._joined(told.first) or at < floor:
            return told
        of_a_person = lists.team_people.ending(self._words, at)
        adviser = bool(of_a_person) and self._words[at] in lists.advisers
        theirs = of_a_person and not adviser and self._words[told.first] in _OF_A_PERSON
        if theirs and (self._is_possessive(at) or self._has(at - of_a_person, floor)):
            # "Has a social worker in duty", "her worker's in duty".
            return Before("current", told.first, asked=False)
        if (of_a_person or self._words[at] in lists.somebody) and self._words[told.first] in _OF_A_PERSON:
            return Before(self._somebody(at, of_a_person, floor), told.first, asked=False)
        if told.part == "current" and lists.yet_to_be.ending(self._words, at):
            return Before("destination", told.first, asked=False)
        if otherwise := self._otherwise(told, match):
            return Before(otherwise, told.first, asked=False)
        if told.part == "acting" and self._words[told.first] in _BY_WAY_OF:
            ahead = not lists.moves.words.isdisjoint(self._words[max(told.first - NEAR, 0) : told.first])
            return Before("mention" if ahead else "bare", told.first, asked=False)
        return told

    def _somebody(self, at: int, length: int, floor: int) -> Part:
        """Who ends at this word: "social worker in duty" speaks, and "the worker in duty" is the child's."""
        if not length:
            return "mention"
        start = at - length
        if start < 0 or self._tokens[start + 1].gap >= COMMA:
            return "speaker"
        plain = _MANAGERS.isdisjoint(self._words[start + 1 : at + 1]) and self._words[at] not in english().advisers
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

    def _joined(self, at: int) -> bool:
        return at > 0 and self._tokens[at].gap < COMMA

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
                return False
        return False

    def _otherwise(self, told: Before, match: Match) -> Part | None:
        """What the words further off make of a part: "they say he's EmPower's", "stopped engaging with CFW"."""
        lists, said = english(), self._words[max(told.first - 1, 0)]
        if told.part == "current" and self._words[told.first] in _SAID_TO_BE and told.first:
            return "mention" if said in lists.opinions or said in lists.saying_after else None
        if told.part in ("mention", "destination") and self._no_longer_engages(told.first, match.first):
            return "leaving"
        return None

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
        done = done or (opens and any(word in lists.to_the_speaker for word in self._words[verb : match.first]))
        return has_been or done or self.is_ago(match.stop)

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

    def after(self, match: Match) -> After:
        """The part that the words after tell."""
        lists, at = english(), match.stop
        if at < len(self._words) and self._words[at] in ("team", "service") and self._tokens[at].gap == NOTHING:
            at += 1
        own = self._is_possessive(at - 1)
        if at >= len(self._words) or self._tokens[at].gap > NOTHING:
            return After(None)  # "He's duty's": whose it is
        if own and self._words[at] in _AFTER_HAS:
            own = False  # "Duty's got her"
        if length := lists.team_people.starting(self._words, at):
            part = self._someone(match, at, at + length)
            if self._words[at + length - 1] in lists.advisers and part != "speaker":
                return After("mention")  # who advises holds no case
            return After(part, person=True)
        if lists.current_nouns.starting(self._words, at) or self._is_aged(match.first, at):
            return After("current", noun=True)
        if own:
            return After("acting" if lists.works.starting(self._words, at) else "mention")
        part = self._verb(at)
        follows = self._words[at : at + NEAR]
        if part == "current" and not _HAS.isdisjoint(follows) and any(word in lists.advisers for word in follows):
            return After("mention")  # "Leaving care have a PA for him"
        keeps = part == "current" and not _KEEPS.isdisjoint(self._words[at : at + NEAR])
        # "When must CIOC have it by": it is still to go there.
        ahead = part == "current" and match.first > 0 and self._words[match.first - 1] in _MODALS
        return After("destination" if ahead else part, keeps=keeps)

    def _is_aged(self, first: int, at: int) -> bool:
        """ "A duty 13yo", "my EmPower 15 year old"."""
        owner = self._words[max(first - 1, 0)] in _OF_ONE and first > 0
        unit = self._words[at + 1 : at + 2]
        return owner and self._words[at].isdigit() and bool(unit) and unit[0] in english().age_units

    def _verb(self, at: int) -> Part | None:
        lists = english()
        tellers: tuple[tuple[Part, Phrases], ...] = (
            ("mention", lists.denied_after),
            ("mention", lists.mention_after),
            ("theirs", lists.works_after),
            ("saying", lists.saying_after),
            ("destination", lists.destination_after),
            ("current", lists.current_after),
            ("speaker", lists.speaker_after),
            ("acting", lists.acting_after),
            ("arrived", lists.came_after),
            ("leaving", lists.giving_after),
            ("previous", lists.gave_after),
        )
        ready = False
        while at < len(self._words) and self._tokens[at].gap == NOTHING:
            longest, part = max(
                ((phrases.starting(self._words, at), part) for part, phrases in tellers), key=lambda each: each[0]
            )
            if self._words[at] == "or":
                return "mention"
            willing = self._words[at] in lists.ready and "to" in self._words[at + 1 : at + 3]
            if longest and not willing and (not ready or part == "destination"):
                return part
            if not willing and self._words[at] not in lists.between_team_and_verb:
                return None
            ready = ready or willing
            at += 1
        return None

    def _someone(self, match: Match, first: int, stop: int) -> Part | None:
        """ "CFW worker here" speaks, "has a duty worker" tells who holds it, and "the court worker" is only named."""
        lists = english()
        near = stop < len(self._words) and self._tokens[stop].gap < COMMA
        if near and lists.speaker_after.starting(self._words, stop):
            return "speaker"
        start = match.first
        while start > 0 and any(self._words[start - 1] in each for each in (lists.greetings, lists.articles)):
            start -= 1
        opens = start == 0 or self._tokens[start].gap >= SOFT or self._tokens[match.first].gap >= SOFT
        ends = stop >= len(self._words) or self._tokens[stop].gap >= SOFT
        if opens and ends:
            return "speaker"
        at = match.first - 1
        while at > 0 and self._words[at] in lists.between_cue_and_team and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        meets = at >= 0 and self._words[at] == "with" and not _MANAGERS.isdisjoint(self._words[first:stop])
        if at >= 0 and self._words[at] in lists.having and not meets:
            return "current"
        if meets:
            return "mention"  # "care planning with the CwD manager"
        if at >= 0 and self._words[at] in _WHOSE and _MANAGERS.isdisjoint(self._words[first:stop]):
            return "theirs"
        if opens and self._words[first:stop] in (["sw"], ["social", "worker"]):
            return None
        plain = _MANAGERS.isdisjoint(self._words[first:stop]) and self._words[stop - 1] not in lists.advisers
        return "theirs" if opens and plain else "mention"  # "court worker on leave": whose it is, if nobody else's

    def _is_possessive(self, at: int) -> bool:
        token = self._tokens[at]
        return token.word.endswith("s") and token.end - token.start == len(token.word) + 1

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
                    return verb
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
