"""How a thing is said: stated, denied, doubted, or still to come; told by the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, Token

Stance = Literal["said", "denied", "doubted", "pending"]
REACH = 7
"""Words that a denial or a doubt reaches over."""
NEAR = 4
"""Words that a fear, or a time gone by, reaches over."""
SHORT = 3
"""Words: a question mark after so few puts the thing itself in question."""
_LINKS = frozenset(("or", "nor", "and", "under"))


class Cues:
    """The cues of one text. `things` gives, for each token, a number for the thing it belongs to, or None."""

    def __init__(self, tokens: Sequence[Token], things: Sequence[int | None]) -> None:
        self._tokens, self._things = tokens, things
        self._words = [token.word for token in tokens]

    def stance(
        self,
        first: int,
        stop: int,
        *,
        denied: bool = False,
        after: bool = True,
        reach: int = REACH,
        judged: bool = False,
    ) -> Stance:
        """How the thing at these tokens is said; `denied` when a denial stands within it.

        Doubts `after` it count unless they are about something else; `reach` is how many words before it count.
        What is `judged` is no more doubtful for being thought.
        """
        before = self._before(first, reach, judged=judged)
        if before == "doubted" or (after and self._after_doubted(first, stop)):
            return "doubted"
        if denied and before == "denied":
            return "doubted"
        refused = denied or before == "denied" or self._follows(stop, "denials_after") or self._refused_in_answer(stop)
        if not refused:
            return before
        pending = english().pending.find(self._words, *self._segment(first))
        return "pending" if pending else "denied"

    def wanted(self, first: int, stop: int) -> bool:
        """Whether it is only needed, sought or asked about: "do we need consent", "has permanence been agreed?"."""
        if self._is_asked(first, stop) or self._is_to_come(first, stop) or self._is_questioned(first):
            return True
        at = first - 1
        while at > 0 and self._words[at] in english().articles and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        if at < 0 or self._tokens[at + 1].gap > NOTHING or not english().wanted.ending(self._words, at):
            return False
        # "She's getting a plan": it is on its way.
        return not (self._words[at] in _GETTING and self._words[max(at - 1, 0)] in _ON_ITS_WAY)

    def asked_outright(self, first: int) -> bool:
        """Whether it stands in a question of its own: "can it go to CFW?", and not "when does it go to CFW?"."""
        start = first
        while (
            start > 0
            and self._tokens[start].gap < COMMA
            and self._tokens[start - 1].sentence == (self._tokens[first].sentence)
        ):
            start -= 1
        start += start < first and self._words[start] in _BEFORE_A_QUESTION
        lists = english()
        about = self._words[start + 1 : start + 2]
        inverted = any(word in each for word in about for each in (lists.pronouns, lists.child_words, lists.articles))
        return start < first and inverted and lists.question_starts.starting(self._words, start) > 0

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
        if at < 0 or self._tokens[at + 1].gap > NOTHING or self._words[at] in _AT_WORK:
            return False  # "my manager thinks it's s47": of the child
        return lists.adult_words.ending(self._words, at) > 0

    def gone_by(self, first: int, reach: int = NEAR, stop: int | None = None) -> bool:
        """Whether it is told as of long ago: "a history of neglect", "used to be on CP", "was on CP before"."""
        lists, at = english(), first
        while at > 0 and self._words[at - 1] in lists.before_what_was and self._tokens[at].gap == NOTHING:
            at -= 1
        ends = stop is not None and (stop + 1 >= len(self._words) or self._tokens[stop + 1].gap > NOTHING)
        after = ends and self._words[stop : (stop or 0) + 1] in (["before"], ["previously"], ["once"])
        return after or self._led(first, lists.gone_by, reach) or self._led(at, lists.gone_by, 1)

    def left_behind(self, first: int, stop: int) -> bool:
        """Whether it is told as over: "was CP", "down from CP", "CP ended"."""
        lists, at = english(), first - 1
        while at > 0 and self._words[at] in lists.before_what_was and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        before = at >= 0 and self._tokens[at + 1].gap == NOTHING and self._words[at] in lists.was_or_from
        if before and self._words[at] in _AWAY:
            # "Stepped down from CP", and not "stepping down from CP"; "came off CP", and not "coming off CP".
            gone = (lists.moved, lists.went, _IS_OFF)
            before = any(word in each for word in self._words[max(at - NEAR, 0) : at] for each in gone)
        while stop < len(self._words) and self._words[stop] in lists.has_been and self._tokens[stop].gap == NOTHING:
            stop += 1
        after = stop < len(self._words) and self._tokens[stop].gap == NOTHING
        return before or (after and lists.over.starting(self._words, stop) > 0)

    def feared(self, first: int) -> bool:
        """Whether it is only feared: "at risk of exploitation", "worries about a gang"."""
        return self._led(first, english().feared)

    def _led(self, first: int, phrases: Phrases, reach: int = NEAR) -> bool:
        """Whether one of these stands shortly before it, with nothing else named in between."""
        at = first - 1
        while at >= 0 and first - at <= reach and self._tokens[at + 1].gap < COMMA:
            if phrases.ending(self._words, at):
                return True
            if self._words[at] in english().ends:
                return False
            at -= 1
        return False

    def _is_asked(self, first: int, stop: int) -> bool:
        """ "Is the child looked after": the end of a question that begins with its verb."""
        sentence = self._tokens[first].sentence
        if stop < len(self._tokens) and self._tokens[stop].sentence == sentence:
            return False
        if self._tokens[stop - 1].queried and self._answered(stop):
            return False  # "Is she looked after? Yes"
        start = next(index for index, token in enumerate(self._tokens) if token.sentence == sentence)
        if any(self._tokens[at].gap >= COMMA for at in range(start + 1, first + 1)):
            return False  # "Can it go to CFW, level 4"
        lists = english()
        subject = self._words[start + 1 : start + 2]
        inverted = any(word in each for word in subject for each in (lists.pronouns, lists.child_words, lists.articles))
        if self._words[first - 1 : first] in (["with"], ["whos"], ["who"]):
            return False  # "can they hold a child with no plan of permanence?"
        asks = inverted or self._tokens[stop - 1].queried
        return asks and start < first and lists.question_starts.starting(self._words, start) > 0

    def _is_questioned(self, first: int) -> bool:
        """ "Can the team refuse it", "did mum say no": a question's verb stands right before it."""
        at = first - 1
        while at > 0 and self._words[at] in english().articles and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        begins = at == 0 or (at > 0 and (self._tokens[at].gap >= COMMA or self._words[at - 1] in _BEFORE_A_QUESTION))
        return begins and self._tokens[at + 1].gap == NOTHING and self._words[at] in english().before_subjects

    def _is_to_come(self, first: int, stop: int) -> bool:
        """ "Once permanence is agreed": a time that is waited for; "when it was agreed" is gone by."""
        at, lists = first - 1, english()
        while at > 0 and self._words[at] in lists.articles and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        waits = at >= 0 and self._tokens[at + 1].gap == NOTHING and lists.waits_for.ending(self._words, at) > 0
        return waits and any(word in lists.has_come for word in self._words[first:stop])

    def _before(self, first: int, reach: int, *, judged: bool = False) -> Stance:
        lists = english()
        # "Rather than a social worker and they agree": what has its own subject after "and" is no part of the denial.
        own = first > 0 and self._words[first - 1] == "and" and self._words[first] in lists.pronouns
        at, unsure, subject = first - 1 - own, False, own
        # "Whether CwD itself or SEND support suits her": a doubt is about both.
        either = "or" in self._words[max(first - 2, 0) : first]
        thing = self._things[first]
        while at >= 0 and first - at <= reach and self._tokens[at + 1].gap < COMMA:
            if unsure and self._tokens[at + 1].gap == SOFT:
                return "said"  # "not closing - looked after": said apart
            if length := lists.no_denials.ending(self._words, at):
                at -= length
                continue
            if self._within_another(at, thing) and lists.denials.ending(self._words, at):
                return "said"  # "says no to help, looked after": the denial is part of what else is named
            if judged and (length := lists.opinions.ending(self._words, at)):
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
            if other and not either and self._words[self._after_thing(at)] not in _LINKS:
                return "said"
            # "Not on a plan and looked after" and "no visit done looked after child" can be read both ways.
            reached = other or self._words[at] in lists.denial_reach or self._words[at] in lists.adult_words
            unsure = unsure or self._words[at] == "and" or not reached
            at -= 1
        return "said"

    def _within_another(self, at: int, thing: int | None) -> bool:
        """Whether this token, and the one before it or after it, belong to one other name."""
        own = self._things[at]
        beside = (self._things[each] for each in (at - 1, at + 1) if 0 <= each < len(self._things))
        return own is not None and own != thing and own in beside

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
            if self._asks_before(start):
                return self._follows(stop, "doubts_after") or self._or_another(stop)
            if stop - start <= SHORT and not english().wants_anything(self._words[start:first]):
                return not self._answered(stop)
        return self._follows(stop, "doubts_after") or self._or_another(stop)

    def _asks_before(self, start: int) -> bool:
        """ "Is it EmPower for a boy of 13, ICPC 16 July?": the question began before, and is not about this."""
        if english().question_starts.starting(self._words, start):
            return False  # "Who takes her, is it CP?"
        begin = start
        while begin > 0 and self._tokens[begin - 1].sentence == self._tokens[start].sentence:
            begin -= 1
        return begin < start and (
            english().question_starts.starting(self._words, begin) > 0
            or english().wants_anything(self._words[begin:start])
        )

    def _or_another(self, stop: int) -> bool:
        """ "S20 or ICO?": one of two, and it is asked which."""
        at = stop + 1
        while at < len(self._words) and self._words[at] in english().articles:
            at += 1
        if at >= len(self._words) or self._words[stop] != "or":
            return False
        if self._things[at] is None:
            # "Outside the home or family?": so short a rest is another such thing.
            return self._tokens[at].queried and self._words[at] not in english().pronouns
        end = at
        while end + 1 < len(self._things) and self._things[end + 1] == self._things[at]:
            end += 1
        return self._tokens[end].queried

    def _answered(self, stop: int) -> bool:
        """ "Consent? Yes", "looked after? no": asked and answered in one breath."""
        answers = (english().yes_answers, english().no_answers)
        return stop < len(self._words) and any(each.starting(self._words, stop) for each in answers)

    def _refused_in_answer(self, stop: int) -> bool:
        """ "Looked after? No", "Section 47 concern: none"."""
        if stop < len(self._words) and self._tokens[stop - 1].queried:
            return english().no_answers.starting(self._words, stop) > 0
        value = self._value(stop)
        refusals = (english().no_answers, english().none_of_them)
        return value is not None and any(
            length and self._ends(value + length) for each in refusals for length in [each.starting(self._words, value)]
        )

    def _value(self, stop: int) -> int | None:
        """Where the value begins of an entry whose label the thing stands in."""
        while stop < len(self._words) and self._things[stop] is None and self._tokens[stop].gap < COMMA:
            if self._tokens[stop].entered:
                return stop
            stop += 1
        return None

    def _ends(self, at: int) -> bool:
        return at >= len(self._words) or self._tokens[at].gap > NOTHING

    def _follows(self, stop: int, which: Literal["doubts_after", "denials_after"]) -> bool:
        phrases = english().doubts_after if which == "doubts_after" else english().denials_after
        for at in (stop, stop + 1):
            if at >= len(self._words) or self._tokens[at].gap > SOFT or (at > stop and self._words[stop] not in _IS):
                return False
            if length := phrases.starting(self._words, at):
                # "Duty - not sure whether it's CIN": the doubt is about what follows.
                after = self._words[at + length : at + length + 1]
                # "Expected to end the plan": what it will do is doubted, and not its day.
                return which != "doubts_after" or after not in (*_OF_WHAT_FOLLOWS, ["to"])
        return False

    def _is_answer(self, at: int) -> bool:
        """ "No she is on a CP plan": it answers, and denies nothing that follows."""
        if self._words[at] != "no" or at + 1 >= len(self._words):
            return False
        starts = at == 0 or self._tokens[at].gap > NOTHING or self._tokens[at - 1].queried
        follows = self._words[at + 1]
        return starts and (
            follows in english().pronouns
            or follows in english().corrections
            or follows in english().articles
            or follows in english().refusals_after_no
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


_OF_WHAT_FOLLOWS = (["whether"], ["if"], ["what"], ["which"], ["who"], ["how"], ["when"], ["where"], ["why"])
_BEFORE_A_QUESTION = frozenset(("so", "and", "but", "or", "then"))
_AWAY = frozenset(("from", "off"))
_IS_OFF = frozenset(("dropped", "been", "just", "fell"))
_AT_WORK = frozenset(("worker", "manager"))
_GETTING = frozenset(("getting", "get"))
_ON_ITS_WAY = frozenset(("is", "hes", "shes", "child", "girl", "boy", "baby", "he", "she"))
_IS = frozenset(("is", "was", "has", "are", "its", "still"))
