"""How old a child was when something began, and what that tells: "s20 since he was 14", a 17 year old of last month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from assistant.facts import Value
from assistant.terms import Event
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Room, Scene
from assistant.understanding.vocabulary import Match

_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_YEAR = 365
A_MONTH = 31
"""Days: for so long whoever is of an age now is taken to have been of it then."""
NEAR = 2
"""Words between an arrival and its day."""
FARTHEST = 8
"""Words between what began and the age or the time at which it did."""
_AGAIN = frozenset(("back", "again", "returned", "re"))
_VAGUE = {"this week": 7, "last week": 14, "this month": 31, "last month": 62, "few weeks ago": 62, "recently": 31}
"""Days that it is ago at the most."""


def from_age_then(scene: Scene, room: Room, sayings: Sayings, held: Mapping[str, Value]) -> Iterator[Saying]:
    """What the child's age at an event tells, where the pack says that it tells anything."""
    for event in room.pack.events.values():
        tells = event.age_tells
        if tells is None or any(saying.fact == tells.fact for saying in sayings.told):
            continue
        for match in _begun(scene, event):
            then = _age_said(scene, match)
            old_enough = then >= tells.at_least if then is not None else None
            if old_enough is None:
                days = _days_ago(scene, _day(event, sayings, held), match)
                old_enough = _reached(age_now(sayings, held), days, tells.at_least)
            if old_enough is None and (days := _since_arriving(scene)) is not None:
                old_enough = _reached(age_now(sayings, held), days, tells.at_least) or None
            if old_enough is not None:
                yield Saying(tells.fact, old_enough, scene.said(match.first, match.stop), match.first)
                break


def _since_arriving(scene: Scene) -> int | None:
    """ "UASC, arrived on Tuesday": before that day nothing began here."""
    lists = english()
    for at in range(len(scene.words)) if lists.newcomers.find(scene.words) else ():
        if length := lists.arrivals.starting(scene.words, at):
            days = [day for each in scene.dates if at < each.first <= at + length + NEAR for day in each.readings]
            if days:
                return (scene.today - min(days)).days
            said = " ".join(scene.words[at : at + FARTHEST])
            return next((most for time, most in _VAGUE.items() if time in said), None)
    return None


def _begun(scene: Scene, event: Event) -> Iterator[Match]:
    """Where the event, or a term that it begins, is said of the child."""
    for match in scene.matches:
        named = event.id in match.ids and not match.others if match.kind == "event" else match.id in event.begun_by
        # "Back in care": not where it began.
        again = match.first > 0 and scene.words[match.first - 1] in _AGAIN
        if named and not again and scene.cues.stance(match.first, match.stop, denied=match.denied) == "said":
            yield match


def _age_said(scene: Scene, match: Match) -> int | None:
    """ "Since he was 14", "at the age of 14"."""
    links = english().then_age
    for at in range(match.stop, min(match.stop + FARTHEST, len(scene.words))):
        if scene.tokens[at].gap >= COMMA:
            return None
        number = _NUMBER.fullmatch(scene.words[at])
        value = int(scene.words[at]) if number else english().numbers.get(scene.words[at])
        if value is not None and at > match.stop:
            counts = at + 1 < len(scene.words) and scene.words[at + 1] in (*english().periods, *english().months)
            return None if counts else value
        if scene.words[at] not in links:
            return None
    return None


def _day(event: Event, sayings: Sayings, held: Mapping[str, Value]) -> date | None:
    said = [saying.value for saying in sayings.told if saying.fact == event.id and saying.certain]
    day = said[0] if said else held.get(event.id)
    return day if isinstance(day, date) else None


def _days_ago(scene: Scene, day: date | None, match: Match) -> int | None:
    """How long ago it was, at the most: by its day, or by what is said right after it."""
    if day is not None:
        return (scene.today - day).days
    stop = match.stop
    while stop < len(scene.words) and stop < match.stop + FARTHEST and scene.tokens[stop].gap < COMMA:
        stop += 1
    said = " ".join(scene.words[match.stop : stop])
    return next((days for time, days in _VAGUE.items() if match.kind == "event" and time in said), None)


def age_now(sayings: Sayings, held: Mapping[str, Value]) -> float | None:
    said = {saying.value for saying in sayings.told if saying.fact == "age" and saying.stance == "said"}
    age = next(iter(said)) if len(said) == 1 else held.get("age") if not said else None
    return float(age) if isinstance(age, (int, float)) else None


def _reached(age: float | None, days: int | None, least: float) -> bool | None:
    """Whether the child had this age so many days ago; None where a birthday since may decide it."""
    if age is None or age < least or days is None or days < 0:
        # Below the age now is below it then, which the pack's own rules say.
        return None
    then = age - days / _YEAR
    if then >= least or (age >= least and days <= A_MONTH):
        return True
    return False if int(age) + 1 - days / _YEAR <= least else None
