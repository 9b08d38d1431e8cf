"""A day that is of no one meeting by its name, where days of meetings are held: "the meeting is now 27 March".

It takes the place of the one day that it can; of several, each is in doubt from then on. What is held never stands
as it was once it is said to be moved. A day that was of one of several meetings is settled once the case tells which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.facts import Value
from assistant.understanding.children.sharing import Meant
from assistant.understanding.findings import LooseDate, Unsure
from assistant.understanding.intent import supposes, tells
from assistant.understanding.language.english import english
from assistant.understanding.meetings.before import Before
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Room, Scene
from assistant.understanding.vocabulary import Match

Held = Mapping[str, Value]


def place_days(  # noqa: PLR0917 - all that one text is read with
    scene: Scene, room: Room, sayings: Sayings, held: Held, meeting: str | None, children: Meant | None
) -> None:
    """Run when the meetings have been read; `meeting` is the one spoken of last."""
    moved = _is_moved(scene.words) or sayings.corrected
    told = {saying.fact for saying in sayings.told} | {unsure.fact for unsure in sayings.unsure}
    for loose in [each for each in sayings.loose if each.events or (moved and _by_itself(scene, each, children))]:
        at, holders = _holders(loose, held, children)
        days: dict[str, set[date]] = {}
        for holder in holders:
            for name, day in _ahead(holder, room, scene.today):
                days.setdefault(name, set()).add(day)
        able = [name for name in days if name in loose.events] or _any_meeting(loose, days, scene, room)
        able = [name for name in able if name not in told and days[name] != {loose.day}]
        if not able:
            continue
        if len(able) > 1 and meeting in able and not loose.events:
            able = [meeting]
        sayings.loose.remove(loose)
        if len(able) == 1 and moved and loose.certain and not loose.others:
            sayings.told.append(Saying(able[0], loose.day, scene.said(at, loose.at + 1), at))
            continue
        for name in able:
            readings = dict.fromkeys((loose.day, *loose.others, *sorted(days[name])))
            sayings.unsure.append(Unsure(name, loose.said, tuple(readings)))
            sayings.forgotten.append(name)


def doubt_days(sayings: Sayings, room: Room, held: Held, today: date) -> None:
    """ "Manager says the 27th but admin say the 20th", where it was the 20th: which of them is not known."""
    loose = [each.day for each in sayings.loose if not each.events]
    for name, day in _ahead(held, room, today):
        days = [day if each.day == day.day else each for each in loose]
        if day in days and len(set(days)) > 1:
            sayings.loose = [each for each in sayings.loose if each.events]
            sayings.unsure.append(Unsure(name, "", tuple(dict.fromkeys((day, *days)))))
            return


def _is_moved(words: Sequence[str]) -> bool:
    lists = english()
    return lists.meeting_moved.find(words) is not None or lists.rescheduled.find(words) is not None


def settle_earlier(sayings: Sayings, room: Room, held: Held, before: Before) -> None:
    """ "Conference 12 March", and then "it's with duty": of which meeting the day is, now that the team is known."""
    told = {saying.fact: saying.value for saying in sayings.told if saying.stance == "said" and not saying.suggested}
    facts = {**held, **told}
    doubted = {unsure.fact for unsure in sayings.unsure}
    for each in before.undecided:
        first, *others = each.events
        if any(name in facts or name in doubted for name in each.events):
            continue
        match = Match((0, 0), "event", first, "", None, 0, 0, tuple(others))
        meeting, certain = room.meetings.settle(match, facts, frozenset())
        if meeting is not None and certain and told:
            sayings.told.append(Saying(meeting, each.day, each.said, 0))


def same_day_as_held(scene: Scene, sayings: Sayings, room: Room, held: Held, before: Before) -> None:
    """ "It's CP now, with the conference that day": the day that is held of another meeting."""
    days = dict(_ahead(held, room, scene.today))
    days = {name: day for name, day in days.items() if name == before.meeting} or days
    told = {saying.fact for saying in sayings.told} | {unsure.fact for unsure in sayings.unsure}
    meant = [name for name in sayings.meetings if name in room.pack.facts and name not in told and name not in days]
    if len(set(days.values())) != 1 or len(meant) != 1 or not (tells(scene.tokens) or supposes(scene.tokens)):
        return
    for event in scene.of("event"):
        at = event.stop
        while at < len(scene.words) and scene.words[at] in english().event_then_date and scene.words[at] not in _THAT:
            at += 1
        if meant[0] in event.ids and scene.words[at : at + 1] == ["that"] and scene.words[at + 1 : at + 2] in _A_DAY:
            said = scene.said(event.first, at + 2)
            sayings.told.append(Saying(meant[0], next(iter(days.values())), said, event.first))
            return


_THAT, _A_DAY = frozenset(("that",)), (["day"], ["date"])


def _by_itself(scene: Scene, loose: LooseDate, children: Meant | None) -> bool:
    """Whether nothing else is told beside it but of whom: "it's now 27 March for both"."""
    if loose.alone:
        return True
    lists = english()
    small = (
        lists.event_then_date, lists.answer_fillers, lists.pronouns, lists.small_talk,
        lists.one_of_them, lists.more_of_them,
        lists.booked_for.words, lists.meeting_moved.words, lists.rescheduled.words, lists.corrections.words,
        lists.all_of_them.words, lists.ranks, lists.after_ranks, lists.articles,
    )  # fmt: skip
    days = {at for each in scene.dates for at in range(each.first, each.stop)}
    if children is not None:
        days |= {at for age in scene.ages for at in range(age.first, age.stop)} | set(scene.people)
    return all(at in days or any(word in each for each in small) for at, word in enumerate(scene.words))


def _any_meeting(loose: LooseDate, days: Mapping[str, set[date]], scene: Scene, room: Room) -> list[str]:
    """ "The meeting", "it", "hers": whatever is held, where no day held goes by the name."""
    named = [event for event in scene.of("event") if event.ids == loose.events]
    plain = all(event.ids == room.any_meeting or scene.words[event.stop - 1] in _MEETINGS for event in named)
    return list(days) if plain else []


_MEETINGS = frozenset(("meeting", "meetings", "meet", "mtg", "mtgs"))


def _ahead(holder: Held, room: Room, today: date) -> Iterator[tuple[str, date]]:
    events = room.pack.events
    for name, day in holder.items():
        if name in events and not events[name].any_day and isinstance(day, date) and day >= today:
            yield name, day


def _holders(loose: LooseDate, held: Held, children: Meant | None) -> tuple[int, Sequence[Held]]:
    """Where it is said whose day it is, and what is held of them."""
    if children is None:
        return loose.at, (held,)
    text = children.text
    each = [{**held, **child.held} for child in text.family.children]
    for at in (loose.at, 0):
        whose = text.scopes.whose(at, at + 1)
        if whose.means == "these":
            return at, [each[child] for child in sorted(whose.of)]
    return loose.at, each
