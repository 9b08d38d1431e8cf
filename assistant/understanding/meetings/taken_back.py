"""What a message takes back without saying what is right: "wrong team", "scrap the date", "ignore that last bit".

Also "no, that's the core group": the day that is held of one meeting is of another, or of none that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.dates.dates import DateMention
from assistant.understanding.intent import tells
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA
from assistant.understanding.meetings.before import Before
from assistant.understanding.meetings.put_off import find_put_off
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Scene

NEAR = 3
"""Words between what takes back and what it takes."""
LONGEST = 5
"""Words of the meeting that a day is of after all."""
_POINTS = frozenset(("thats", "that", "its", "it"))
_DAYS = frozenset(("date", "dates", "day", "days", "meeting", "conference", "review", "hearing"))


def take_back(scene: Scene, sayings: Sayings, held: Sequence[Mapping[str, Value]], before: Before, pack: Pack) -> None:
    """`held` is what is known of the case, or of each child; run when everything else was read."""
    _cancelled(scene, sayings, held, pack)
    told = {saying.fact for saying in sayings.told if saying.suggested is None}
    told |= {unsure.fact for unsure in sayings.unsure}
    names = [name for each in held for name in each]
    gone = list(_of_another(scene, sayings, held, before, pack, told))
    if not told:
        gone += _last(scene, before)
    gone += [name for name in _wrong(scene, names, before, pack) if name not in told]
    sayings.forgotten += [name for name in dict.fromkeys(gone) if name in names]


def _cancelled(scene: Scene, sayings: Sayings, held: Sequence[Mapping[str, Value]], pack: Pack) -> None:
    """ "They've cancelled the 20th": the day that is held is none any more, and is not said again."""
    found = find_put_off(scene.tokens)
    near = [each for each in scene.dates if _refused(scene, each)]
    if found is not None and not found.ways:
        near += [
            each
            for each in scene.dates
            if found.stop <= each.first <= found.stop + 1 or each.stop <= found.first <= each.stop + NEAR
        ]
    off = {name for event in scene.of("event") if _is_off(scene, event.stop) for name in event.ids}
    gone = {
        name
        for each in held
        for name, day in each.items()
        if name in pack.events and not pack.events[name].any_day
        for said in near
        if isinstance(day, date) and (day in said.readings or day.day == said.day_of_month)
    }
    gone |= {name for each in held for name in each if name in off}
    later = [each for each in scene.dates if each not in near and each.readings]
    if gone and not later:
        sayings.told = [saying for saying in sayings.told if saying.fact not in gone]
        sayings.unsure = [unsure for unsure in sayings.unsure if unsure.fact not in gone]
        sayings.forgotten += sorted(gone)


def _refused(scene: Scene, day: DateMention) -> bool:
    """ "Not the 20th", "they can't do the 19th"."""
    at = day.first - 1
    while at > 0 and scene.words[at] in ("the", "on"):
        at -= 1
    return at >= 0 and english().not_that_day.ending(scene.words, at) > 0 and tells(scene.tokens)


def _is_off(scene: Scene, stop: int) -> bool:
    """ "The conference is off"."""
    at = stop
    while at < len(scene.words) and scene.words[at] in ("is", "s", "now"):
        at += 1
    ends = at + 1 >= len(scene.words) or scene.tokens[at + 1].gap >= COMMA or scene.words[at + 1] == "now"
    return scene.words[at : at + 1] == ["off"] and ends


def _last(scene: Scene, before: Before) -> Sequence[str]:
    """ "Forget the last one", and nothing else: what the message before told."""
    lists, words, at, found = english(), scene.words, 0, False
    while at < len(words):
        length = lists.takes_back_last.starting(words, at)
        found = found or length > 0
        small = words[at] in lists.small_talk or words[at] in lists.answer_fillers or words[at] in lists.corrections
        if not (length or small):
            return ()
        at += length or 1
    return before.last if found else ()


def _wrong(scene: Scene, names: Sequence[str], before: Before, pack: Pack) -> Iterator[str]:
    """ "Sorry, wrong team", "the plan isn't right", "scrap the date"."""
    lists, words = english(), scene.words
    for at, word in enumerate(words):
        first = at - 1
        while first > max(at - NEAR, 0) and words[first] in lists.articles and scene.tokens[first + 1].gap < COMMA:
            first -= 1
        led = first >= 0 and (words[first] in lists.forget or words[first] == "wrong")
        follows = lists.not_right.starting(words, at + 1) > 0
        if not (led or follows) or scene.named[at]:
            continue
        yield from (name for name in names if word == name.split("_")[-1] and name not in pack.events)
        if word in _DAYS:
            days = [name for name in names if name in pack.events and not pack.events[name].any_day]
            yield from [before.meeting] if before.meeting in days else days


def _of_another(  # noqa: PLR0917 - all that one text is read with
    scene: Scene,
    sayings: Sayings,
    held: Sequence[Mapping[str, Value]],
    before: Before,
    pack: Pack,
    told: set[str],
) -> Iterator[str]:
    """ "No, that's the core group": the meeting whose day it is no more."""
    days = {
        (name, day)
        for each in held
        for name, day in each.items()
        if name in pack.events and not pack.events[name].any_day and isinstance(day, date)
    }
    of_it = {(name, day) for name, day in days if name == before.meeting} or days
    if len(of_it) != 1:
        return
    ((meeting, day),) = of_it
    at = _second_thought(scene)
    stop = next((here for here in range(at, len(scene.words)) if here and scene.tokens[here].gap >= COMMA), None)
    stop = len(scene.words) if stop is None else stop
    counted = [day.first for day in scene.dates] + [age.first for age in scene.ages]
    if not 0 < at < stop <= at + LONGEST or any(at <= first < stop for first in counted):
        return
    named = [event for event in scene.of("event") if at <= event.first < stop]
    if any(meeting in event.ids for event in named):
        return
    others = any(word in english().other_meetings or word in _DAYS for word in scene.words[at:stop])
    if named and not named[0].others and named[0].id in pack.facts and named[0].id not in told:
        sayings.told.append(Saying(named[0].id, day, scene.said(at, stop), at))
    if named or others:
        yield meeting


def _second_thought(scene: Scene) -> int:
    """Where the second thought ends that a text begins with: "no, that's the"; 0 where it begins with none."""
    lists, at, told, points = english(), 0, False, False
    while at < len(scene.words):
        length = lists.second_thoughts.starting(scene.words, at)
        told = told or length > 0
        points = points or any(word in _POINTS for word in scene.words[at : at + max(length, 1)])
        if not length and scene.words[at] not in lists.beside_second_thoughts:
            break
        at += length or 1
    return at if told and points else 0
