"""An age that answers whether something was at that age or over: "before, since he was 12", "she came in at 15"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.facts import OLDEST, Value
from assistant.understanding.age_then import age_now
from assistant.understanding.language.english import Phrases, english
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Room, Scene

LONGEST_ANSWER = 14
"""Words of an answer that tells the age then."""
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_IN_YEAR = re.compile(r"20\d\d", re.ASCII)
_RELATED = 4
"""Words between "before" and the age."""


def answers_by_age(asked: str | None, scene: Scene, sayings: Sayings, room: Room, held: Mapping[str, Value]) -> None:
    """ "Before, since he was 12", "she came in at 15", asked whether it was at 16 or over: the age is of then."""
    events = [event for event in room.pack.events.values() if event.age_tells and event.age_tells.fact == asked]
    tells = events[0].age_tells if events else None
    if tells is None or len(scene.words) > LONGEST_ANSWER or any(token.queried for token in scene.tokens):
        return
    lists, words = english(), scene.words
    ages = dict(_ages_then(scene))
    if len(ages) > 1:  # "15 on the day, turned 16 on the Saturday"
        ages = {at: age for at, age in ages.items() if words[at - 1] not in _TURNED or not at}
    no = lists.no_answers.starting(words, 0)
    told = {_old_enough(words, no, at, age, tells.at_least) for at, age in ages.items()}
    if not ages:
        told |= {_since_year(scene, sayings, held, tells.at_least)}
    if not ages and told == {None}:
        told |= {True} if _all_of(words, lists.after_that_age) else set()
        told |= {False} if lists.long_before.find(words) or _all_of(words, lists.before_that_age) else set()
    said_no, said_yes = no > 0, lists.yes_answers.starting(words, 0) > 0 and words[0] not in lists.pronouns
    certain = [value for value in told if value is not None]
    if len(certain) != 1:
        return
    (value,) = certain
    if (said_no and value) or (said_yes and not value):
        # "Yes, since he was 12": one of the two is not so.
        at = next(iter(ages), 0)
        both = [Saying(tells.fact, value, scene.said(at, at + 1), at), Saying(tells.fact, not value, words[0], 0)]
        sayings.told += both if ages else []
        return
    sayings.told = [
        each
        for each in sayings.told
        if each.fact not in ("age", asked) and not (said_no and each.fact in events[0].facts)
    ]
    sayings.unsure = [each for each in sayings.unsure if each.fact not in ("age", asked)]
    sayings.told.append(Saying(tells.fact, value, scene.said(0, len(words)), 0))


def _ages_then(scene: Scene) -> Iterator[tuple[int, int]]:
    """Each number that may be an age, and is not the child's of now."""
    lists, words = english(), scene.words
    dated = {at for each in scene.dates for at in range(each.first, each.stop)}
    for at, word in enumerate(words):
        found = _ORDINAL.fullmatch(word)
        number = int(found[1]) if found else lists.numbers.get(word)
        if number is None or number != int(number) or at in dated or number > OLDEST:
            continue
        then = words[at + 1 : at + 2] == ["then"] or words[max(at - 1, 0)] == "was"
        now = not then and (words[max(at - 1, 0)] in _NOW or words[at + 1 : at + 2] == ["now"])
        counts = words[at + 1 : at + 2] != [] and (words[at + 1] in lists.periods or words[at + 1] in lists.months)
        if not now and (not counts or words[at + 1].startswith("year")):
            yield at, int(number)


def _old_enough(words: Sequence[str], start: int, at: int, age: int, least: float) -> bool | None:
    lists = english()
    before = range(max(at - _RELATED, start), at)
    related = next((each for each in reversed(before) if words[each] in _BEFORE_IT or words[each] in _AFTER_IT), None)
    if related is None:
        return None if at > start and lists.denials.ending(words, at - 1) else age >= least
    denied = any(lists.denials.ending(words, each) for each in range(max(related - 2, start), related))
    if words[related] in _UNTIL:
        return True if denied and age >= least else None
    if words[related] in _AFTER_IT:
        return None if denied or age < least else True
    return (True if age >= least else None) if denied else False if age <= least else None


def _since_year(scene: Scene, sayings: Sayings, held: Mapping[str, Value], least: float) -> bool | None:
    """ "Since 2019": where a child of this age cannot have been that old then, or must have been."""
    years = [int(word) for word in scene.words if _IN_YEAR.fullmatch(word)]
    age = age_now(sayings, held)
    if len(years) != 1 or age is None or (ago := scene.today.year - years[0]) < 1:
        return None
    return False if int(age) - ago + 1 < least else True if int(age) - ago - 1 >= least else None


def _all_of(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether it says this, and nothing else that counts."""
    found = phrases.find(words)
    if found is None:
        return False
    lists = english()
    small = (lists.answer_fillers, lists.pronouns, lists.around_not_knowing, lists.then_age)
    return all(any(word in each for each in small) for word in (*words[: found[0]], *words[found[1] :]))


_TURNED = frozenset(("turned", "turns", "turning"))
_NOW = frozenset(("now", "is", "hes", "shes", "currently"))
_UNTIL = frozenset(("till", "til", "until"))
_BEFORE_IT = frozenset(("before", "under", "below")) | _UNTIL
_AFTER_IT = frozenset(("after", "over", "past", "post", "following"))
