"""What kind of question it is, and what the person wants to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.understanding.danger import in_danger
from assistant.understanding.findings import Intent, Want
from assistant.understanding.language.cues import Cues
from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.tokens import COMMA, NOTHING, Token

AT_THE_START = 3
SHORT_CHAT = 14
"""Words: nobody chats for longer with a machine."""
SHORT_GUESS = 5
"""Words: so few after a name with a question mark only guess what it stands for."""
FEW = 2
"""Words that may follow where something is asked of the assistant itself."""
AGES_OF_ALL = frozenset(("olds", "yos"))
_ABOUT_A_CASE: frozenset[Want] = frozenset(("when", "where", "who", "ready"))


@dataclass(frozen=True, slots=True)
class Signs:
    """What a question was found to hold, as far as it tells what kind it is."""

    about_a_case: bool
    """Whether anything is said of a case."""
    precise: bool
    """A date, an age or a team: the marks of one case."""
    stated: bool
    """Whether something of a case is told, and not only asked about."""
    little: bool
    """Whether no more than one thing is told, of no team's case."""
    named: Sequence[bool]
    """For each token, whether it belongs to a name of the vocabulary."""
    names: bool
    """Whether any name of the vocabulary does."""
    topics: bool
    outright: bool
    """Whether a topic of the policy is asked about in its own words."""
    answered: bool
    counted: bool
    """Whether a date or an age stands in the text."""


def kind(tokens: Sequence[Token], cues: Cues, signs: Signs, wants: frozenset[Want]) -> Intent:
    words = [token.word for token in tokens]
    if in_danger(tokens, cues):
        return "emergency"
    if starts_again(tokens):
        return "start_again"
    if not signs.counted and is_definition(words, signs.named):
        return "definition"
    told = signs.precise or signs.answered or (signs.stated and not signs.little)
    if not told and asks_for_meaning(tokens, signs.named):
        return "definition"
    if signs.answered:
        return "case"
    chats = is_small_talk(words) and (not signs.names or _all_of(words, english().small_talk))
    if not signs.about_a_case and not signs.outright and chats:
        return "small_talk"
    # Who asks when or where of something, yet of no case and no move, asks about the policy.
    asks = bool(wants & _ABOUT_A_CASE) and english().case_words.find(words) is not None
    if signs.outright and not signs.counted and (not signs.stated or signs.little):
        return "guidance"
    if signs.about_a_case:
        return "guidance" if signs.topics and not signs.precise and not signs.stated and not asks else "case"
    return "case" if asks and not signs.topics else "guidance"


def find_wants(tokens: Sequence[Token]) -> frozenset[Want]:
    words = [token.word for token in tokens]
    lists = english()
    found: set[Want] = set()
    for want in _WANTS:
        phrases = lists.wants.get(want)
        place = phrases.find(words) if phrases else None
        while phrases and place:
            at, stop = place
            relative = at > 0 and tokens[at].gap == NOTHING and words[at] in _RELATIVES and _person(words, at - 1)
            if not relative:
                found.add(want)
                break
            place = phrases.find(words, stop)
    return frozenset(found)


def is_stated(tokens: Sequence[Token], told: Collection[int]) -> bool:
    """Whether something is told before anything is asked in its sentence: "mum declined, can we close?".

    `told` are the tokens at which things told of a case begin. Where nothing is asked at all, one of them alone is
    what is asked about: "consent withdrawn".
    """
    words = [token.word for token in tokens]
    sentences = [token.sentence for token in tokens]
    asks = [at for at in range(len(tokens)) if _asks(words, at, sentences.index(sentences[at]), tokens)]
    if not asks:
        return len(set(told)) > 1
    first = {sentences[at]: at for at in reversed(asks)}
    beside = {at for at in told if sentences[at] not in first}
    return len(beside) > 1 or any(at < first.get(sentences[at], len(tokens)) and at < asks[-1] for at in told)


def asks_of_all(tokens: Sequence[Token]) -> bool:
    """Whether it is asked in general, or for an example's sake: "hypothetically for a ten year old"."""
    return english().of_all.find([token.word for token in tokens]) is not None


def asks_of_the_policy(tokens: Sequence[Token]) -> bool:
    """Whether it asks of the policy itself, and of no one child: "what does it say about homeless 16 year olds?"."""
    lists, words = english(), [token.word for token in tokens]
    meant = (lists.one_of_them, lists.one_child, lists.of_ones_own)
    one = any(word in each for word in words if word not in _RELATIVES for each in meant)
    child = any(words[at] in _ONE_CHILD and words[at - 1] in _ONE for at in range(1, len(words)))
    return not (one or child) and lists.of_the_policy.find(words) is not None


def wants_written(tokens: Sequence[Token], told: Collection[int]) -> bool:
    """Whether it is an order to write something: "draft me a letter to dad", "write up my analysis".

    `told` are the words at which things are told of a case. What is told or asked beside the order is what it is about.
    """
    lists, words = english(), [token.word for token in tokens]
    for at in range(len(words)):
        length = lists.writing.starting(words, at)
        opens = at == 0 or tokens[at].gap >= COMMA or lists.before_orders.ending(words, at - 1) > 0
        if not (length and opens):
            continue
        sentence = [each for each in range(at, len(words)) if tokens[each].sentence == tokens[at].sentence]
        rest = words[at + length : sentence[-1] + 1]
        mine = not {"me", "my"}.isdisjoint(rest[:AT_THE_START])
        beside = [each for each in range(len(words)) if each not in sentence]
        sentences = [token.sentence for token in tokens]
        if not set(told) <= set(sentence) or any(
            _asks(words, each, sentences.index(sentences[each]), tokens) for each in beside
        ):
            return False
        return mine or lists.written.find(rest) is not None
    return False


def starts_again(tokens: Sequence[Token]) -> bool:
    words = [token.word for token in tokens]
    if _all_of(words, english().start_again_alone, english().start_again):
        return True
    for at in range(min(AT_THE_START, len(words))):
        if length := english().start_again.starting(words, at):
            small = all(word in english().small_talk or word in english().start_again_leads for word in words[:at])
            return small and (at + length == len(words) or words[at + length] not in ("meeting", "plan"))
    return False


def is_small_talk(words: Sequence[str]) -> bool:
    """Whether it is said to the assistant, or to nobody, and asks nothing of a case."""
    lists = english()
    if not words or _all_of(words, lists.small_talk):
        return bool(words)
    found = lists.chat.find(words) if len(words) <= SHORT_CHAT else None
    if found is None or lists.matters.find(words):
        return False
    rest = words[found[1] :]
    if words[found[0]] in _ASKS_FOR_MORE and len(rest) > FEW and not _all_of(rest, lists.small_talk):
        return False  # "how do you work out maintenance payments?"
    return not any(word in _QUESTION_WORDS or word in _ASKS for word in (*words[: found[0]], *words[found[1] :]))


def is_definition(words: Sequence[str], named: Sequence[bool]) -> bool:
    """Whether it asks what a name of the vocabulary means, and nothing beside."""
    if not any(named) or not english().definition_cues.find(words):
        return False
    return all(is_name or word in english().definition_words for word, is_name in zip(words, named, strict=True))


def asks_for_meaning(tokens: Sequence[Token], named: Sequence[bool]) -> bool:
    """Whether a name stands first and its meaning is asked for: "UASC, spell it out for me", "fst? family summat team".

    And where it is said that others use it: "they said 'transfer point' and I nodded. What is one?".
    """
    lists, words = english(), [token.word for token in tokens]
    first = next((at for at in range(len(words)) if words[at] not in _BEFORE_A_NAME), len(words))
    stop = next((at for at in range(first, len(words)) if not named[at]), len(words))
    if not any(named) or not words:
        return False
    if first < stop < len(words) and not any(named[stop:]):
        queried = tokens[stop - 1].queried and len(words) - stop <= SHORT_GUESS
        queried = queried and not lists.guesses.words.isdisjoint(words[stop:])
        asks = any(word in _QUESTION_WORDS or word in _ASKS for word in words[stop:])
        if lists.meaning_asked.starting(words, stop) or (queried and not asks):
            return True
    cue = lists.definition_cues.starting(words, first) if first < len(words) else 0
    start = first + cue + (words[first + cue : first + cue + 1] in (["a"], ["an"], ["the"]))
    stop = next((at for at in range(start, len(words)) if not named[at]), len(words))
    if cue and start < stop < len(words) and lists.meant_here.starting(words, stop):
        return True  # "what's an ICO when it's in a care plan?"
    last = next((at for at in range(len(words)) if tokens[at].sentence == tokens[-1].sentence), 0)
    ends = any(
        length and at + length == len(words)
        for at in range(max(last, len(words) - SHORT_GUESS), len(words))
        for length in [lists.meaning_asked.starting(words, at)]
    )
    return ends and any(word in lists.said_by_others for word in words)


def corrects(tokens: Sequence[Token], *, answers: bool) -> bool:
    """Whether it takes back what was said before: "sorry, the 10th"; "no, the 10th" too, unless a "no" `answers`."""
    words = [token.word for token in tokens]
    refuses = not answers and len(words) > 1 and words[0] in ("no", "nope") and len(words) <= SHORT_CHAT
    return refuses or english().corrections.find(words) is not None


def supposes(tokens: Sequence[Token]) -> bool:
    """Whether it asks of a case that is only supposed: "what if she were 2?", "and if it moved to May?"."""
    lists, words = english(), [token.word for token in tokens]
    if lists.suppositions.find(words):
        return True
    for at, word in enumerate(words):
        before, after = words[at - 1 : at] if at else [], words[at + 1 : at + 2]
        opens = at == 0 or tokens[at].gap >= COMMA or words[at - 1] in _BEFORE_ASKING
        if word == "say" and opens and any(each in lists.supposed_after_if for each in after):
            return True  # "say the judge makes a full care order"
        if word == "if" and after and after[0] in lists.supposed_after_if:
            return not any(each in lists.not_supposed_before for each in before)
    return False


def goes_on(tokens: Sequence[Token]) -> bool:
    """Whether it begins by adding to what was said last: "and if it moved?"."""
    return bool(tokens) and tokens[0].word in _GOES_ON


def tells(tokens: Sequence[Token]) -> bool:
    """Whether it is a sentence that asks nothing: "still waiting on the chair"; "handover visit" is looked up."""
    lists = english()
    said = (token.word in lists.tellers or token.word in lists.pronouns for token in tokens)
    return asks_nothing(tokens) and any(said)


def asks_nothing(tokens: Sequence[Token]) -> bool:
    """Whether no part of it is a question or an order; "handover visit" asks nothing either."""
    words, lists = [token.word for token in tokens], english()
    if any(token.queried for token in tokens):
        return False
    starts = [at for at in range(len(words)) if at == 0 or tokens[at].gap >= COMMA or words[at - 1] in _BEFORE_ASKING]
    for at in starts:
        # "Could be home": nobody is asked.
        verb = lists.question_starts.starting(words, at) > 0 and words[at + 1 : at + 2] not in (["be"], ["have"])
        if verb or lists.orders.starting(words, at) or words[at] in _QUESTION_WORDS or words[at] in _RELATIVES:
            return False
    return True


def asks_again(tokens: Sequence[Token]) -> bool:
    """Whether it is a short question about the case in hand: "so still EmPower?", "does that leave enough time?"."""
    return len(tokens) <= SHORT_CHAT and english().follow_ups.find([token.word for token in tokens]) is not None


def goes_back(tokens: Sequence[Token]) -> bool:
    """Whether it goes back to the case that was spoken of before."""
    return english().goes_back.find([token.word for token in tokens]) is not None


def goes_back_to(tokens: Sequence[Token], people: Collection[int]) -> bool:
    """Whether it begins by going back to somebody by a name that is left out: "ok back to Ava"."""
    after = _after_going_back(tokens)
    return after is not None and any(after <= at <= after + 1 for at in people)


def back_to_age(tokens: Sequence[Token], ages: Mapping[int, float | None]) -> float | None:
    """The age of whom it begins by going back to: "back to the 13 yr old". `ages` are by the word they begin at."""
    after = _after_going_back(tokens)
    return None if after is None else next((ages[at] for at in range(after, after + 3) if at in ages), None)


def _after_going_back(tokens: Sequence[Token]) -> int | None:
    """Where whom or what it goes back to stands, in a text that begins by going back: "ok back to ..."."""
    words = [token.word for token in tokens]
    place = english().to_a_topic.find(words)
    if place is None or "back" not in words[slice(*place)]:
        return None
    return place[1] if all(word in english().small_talk for word in words[: place[0]]) else None


def asks_why(tokens: Sequence[Token], named: Sequence[bool]) -> bool:
    """Whether it begins by asking for the reasons of an answer, and of nothing else: "how come it isn't EmPower?"."""
    lists, words = english(), [token.word for token in tokens]
    phrases = lists.wants.get("why")
    place = phrases.find(words) if phrases else None
    if place is None or place[0] > AT_THE_START:
        return False
    return all(
        named[at] or lists.about_an_answer.starting(words, at) or lists.case_words.starting(words, at)
        for at in range(place[1], len(words))
    )


def speaks_of_somebody(words: Sequence[str]) -> bool:
    """Whether a child, a parent or "she" is spoken of; a worker or "one" is nobody."""
    lists = english()
    people = (lists.one_child, lists.many_children, lists.females, lists.males, lists.more_of_them, lists.sibling_words)
    return any(each.find(words) for each in people) or any(
        (word in lists.adult_words and word not in _OF_THE_SERVICE) or word in _SOMEBODY for word in words
    )


def asks_what_changed(tokens: Sequence[Token]) -> bool:
    """Whether it asks how the policy differs from what it was."""
    lists, words = english(), [token.word for token in tokens]
    asks = bool(words) and (words[0] in lists.asking_words or words[0] in lists.question_starts)
    return lists.change_cues.find(words) is not None or (asks and lists.change_words.find(words) is not None)


def compares(words: Sequence[str]) -> bool:
    """Whether it holds two things against each other: "duty or mash", "how is cwd different from send support"."""
    return english().comparing.find(words) is not None


def _asks(words: Sequence[str], at: int, start: int, tokens: Sequence[Token]) -> bool:
    """Whether a question begins here: with a question word anywhere, with its verb where a clause begins."""
    lists = english()
    begins = at == start or tokens[at].gap >= COMMA or words[at - 1] in ("and", "so", "but", "then", "now")
    verb = begins and lists.question_starts.starting(words, at) > 0
    return verb or words[at] in _QUESTION_WORDS or words[at] in _SUPPOSES or (begins and words[at] in _RELATIVES)


def _all_of(words: Sequence[str], *lists: Phrases) -> bool:
    at = 0
    while at < len(words):
        length = max(phrases.starting(words, at) for phrases in lists)
        if not length:
            return False
        at += length
    return bool(words)


def _person(words: Sequence[str], at: int) -> bool:
    lists = english()
    return any(phrases.ending(words, at) for phrases in (lists.child_words, lists.adult_words, lists.sibling_words))


_WANTS: tuple[Want, ...] = ("when", "where", "who", "ready", "why")
_QUESTION_WORDS = frozenset(("what", "which", "when", "where", "why", "how", "whats", "wheres", "whens"))
_ASKS_FOR_MORE = frozenset(("how", "can", "do", "what"))
_OF_THE_SERVICE = frozenset(("worker", "manager", "partner"))
_SOMEBODY = frozenset(("child", "kid", "person", "yp", "man", "men", "somebody", "someone", "client", "me"))
_BEFORE_A_NAME = frozenset(("a", "an", "the", "so", "ok", "hi", "hello", "hey", "and", "this", "whole"))
_ONE = frozenset(("my", "our", "this", "the", "a", "old", "yo"))
_ONE_CHILD = frozenset(("child", "kid", "yp", "lad", "lass"))
_GOES_ON = frozenset(("and", "also", "plus"))
_BEFORE_ASKING = frozenset(("and", "so", "but", "then", "ok", "okay", "right", "also"))
_SUPPOSES = frozenset(("if", "whether"))
_ASKS = frozenset(("who", "does", "should", "must", "can", "could"))
_RELATIVES = frozenset(("who", "whose", "whos"))
