"""Which of two options an answer leans to: "a bit of both but mainly home", "not outside, no", "all about home"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.facts import FactSpec, Option, Value
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import split

PAIR = 2
"""Options: only one of two can be told by what it is not."""
LONGEST = 14
"""Words of such an answer."""
REACH = 3
"""Words between an option and what leans to it, or denies it."""
_OF_THE = frozenset(("of", "the", "her", "his", "their", "family", "a"))
Named = tuple[int, Value]
"""The word by which an option is named, and the option."""


def leant_to(spec: FactSpec, words: Sequence[str]) -> Value | None:
    """The one option that is named and not denied, or is the more; the other one, where one is only denied."""
    if len(spec.options) != PAIR or len(words) > LONGEST or _doubts(words):
        return None
    named = _named(spec, words)
    if not _nothing_else(words, named, spec):
        return None
    if named and named[0][0] == 1 and words[0] == "no":
        return None  # "No family": there is none, or "no, family"
    denied = {value for at, value in named if _denied(words, at)}
    told = dict.fromkeys(value for at, value in named if not _denied(words, at))
    leaning = dict.fromkeys(value for at, value in named if _leans(words, at) and not _denied(words, at))
    if len(told) == 1 and not set(told) & denied:
        return str(next(iter(told)))
    if len(told) == PAIR:
        return next(iter(leaning)) if len(leaning) == 1 else None
    others = [option.value for option in spec.options if option.value not in denied]
    return None if told or len(denied) != 1 else others[0]


def _doubts(words: Sequence[str]) -> bool:
    """Whether more than an opinion makes it doubtful."""
    lists, place = english(), english().doubts.find(words)
    while place is not None:
        if lists.opinions.starting(words, place[0]) == 0:
            return True
        place = lists.doubts.find(words, place[1])
    return False


def each_named(spec: FactSpec, words: Sequence[str], people: Collection[int]) -> list[Named]:
    """Every option that is named and not denied, in order: "home for the elder, outside for the younger".

    `people` are the places of the words that tell of whom.
    """
    if len(spec.options) != PAIR or _doubts(words):
        return []
    named = _named(spec, words)
    if not _nothing_else(words, named, spec, people):
        return []
    return [(at, value) for at, value in named if not _denied(words, at)]


def _nothing_else(words: Sequence[str], named: Sequence[Named], spec: FactSpec, people: Collection[int] = ()) -> bool:
    """Whether all that it says is which of them: "family" in "a baby in the same family" picks nothing."""
    lists, known = english(), {at for at, _ in named} | set(people)
    of_options = {word for option in spec.options for each in _parts(option) for word in _said(each)}
    of_options |= {word for words in _asked_by(spec).values() for word in words}
    small = (
        lists.answer_fillers, lists.leanings.words, lists.denials.words, lists.around_not_knowing,
        lists.pronouns, lists.opinions.words,
        lists.small_talk.words, lists.corrections.words, lists.beside_leanings, of_options,
    )  # fmt: skip
    return all(at in known or any(word in each for each in small) for at, word in enumerate(words))


def only_thought(words: Sequence[str]) -> bool:
    """Whether an opinion is all that makes it doubtful: "duty, I think"."""
    return english().opinions.find(words) is not None and not _doubts(words)


def _named(spec: FactSpec, words: Sequence[str]) -> list[Named]:
    options, own = spec.options, _words_of(spec)
    shared = {word for option in options for each in option.label.casefold().split(" or ") for word in _said(each)}
    for value in own:
        shared -= own[value]
    found: list[Named] = []
    for at, word in enumerate(words):
        mine = next((value for value, known in own.items() if word in known), None)
        if mine is not None:
            found.append((at, mine))
        elif word in shared:
            # "Home" is the one that it is a whole name of; "outside the home" has named the other already.
            before = {value for here, value in found if all(each in _OF_THE for each in words[here + 1 : at])}
            whole = [option.value for option in options if any(_said(each) == {word} for each in _parts(option))]
            found += [(at, value) for value in whole if len(whole) == 1 and not before]
    return found


def _words_of(spec: FactSpec) -> Mapping[Value, set[str]]:
    """The words of each option that the other has not, and those in which the question asks for it."""
    asked = _asked_by(spec)
    every = {
        option.value: {word for each in _parts(option) for word in _said(each)} | asked.get(option.value, set())
        for option in spec.options
    }
    return {
        value: known - {word for other, theirs in every.items() if other != value for word in theirs}
        for value, known in every.items()
    }


def _asked_by(spec: FactSpec) -> Mapping[Value, set[str]]:
    """ "Inside the family home, or harm outside it?": the words of the question that stand for each of two options."""
    halves = [_said(half) - _said(spec.label.casefold()) for half in spec.question.casefold().rstrip("?").split(" or ")]
    own = [{word for each in _parts(option) for word in _said(each)} for option in spec.options]
    if len(halves) != PAIR or any(not half & words for half, words in zip(halves, own, strict=False)):
        return {}
    first, second = halves
    shared = first & second
    return {option.value: half - shared for option, half in zip(spec.options, (first, second), strict=False)}


def _parts(option: Option) -> list[str]:
    return [*option.label.casefold().split(" or "), option.short.casefold()]


def _said(part: str) -> set[str]:
    return {token.word for token in split(part) if token.word not in english().answer_fillers}


def _denied(words: Sequence[str], at: int) -> bool:
    here = range(max(at - REACH, 0), at)
    return any(words[each] in english().denials or words[each] in ("nothing", "nowt", "none") for each in here)


def _leans(words: Sequence[str], at: int) -> bool:
    return any(english().leanings.ending(words, each) for each in range(max(at - REACH, 0), at))
