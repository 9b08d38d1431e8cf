"""What is said of the message itself: what was left out, what could not be used, which old name was understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from assistant.answering.conversation import Change
from assistant.answering.standing import Shift
from assistant.facts import Value, say_date
from assistant.pack import Pack
from assistant.resolution import Decision
from assistant.understanding.findings import Reading


@dataclass(frozen=True)
class Heard:
    """What a message changed, as far as it is remarked upon."""

    shift: Shift = "same"
    changes: Sequence[Change] = ()
    unused: Sequence[date] = ()
    """Dates of no meeting."""
    said: Mapping[str, date] = field(default_factory=dict)
    """Each event that was given a date."""


def remarks(pack: Pack, reading: Reading, heard: Heard, decisions: Sequence[Decision] = ()) -> tuple[str, ...]:
    """Sentences to set before the answer, none of them with the person's words."""
    words = _words()
    said = [words[heard.shift]] if heard.shift in ("new", "back") else []
    if heard.shift == "supposed":
        supposed = "; ".join(_change(pack, words["otherwise"], each) for each in heard.changes)
        said.append(words["supposed"].replace("{changes}", f" ({supposed})" if supposed else ""))
    elif not reading.corrected:
        said += [_change(pack, words["changed"], each) for each in heard.changes]
    if reading.left_out:
        said.append(words["left_out"].replace("{kinds}", ", ".join(reading.left_out)))
    said += [words.get(problem.kind, words["other"]) for problem in reading.problems]
    for unsure in reading.unsure:
        if unsure.readings or _waited_for(pack, unsure.fact, decisions):
            key = ("unsure", "one_reading", "two_readings")[min(len(unsure.readings), 2)]
            said.append(words[key].replace("{fact}", pack.facts[unsure.fact].label))
    said += [words["loose_date"].replace("{date}", say_date(day)) for day in heard.unused]
    said += [each for event, day in heard.said.items() for each in _day_off(pack, event, day)]
    for team, old in reading.old_names:
        said.append(words["old_name"].replace("{old}", old).replace("{team}", pack.teams[team].short))
    return tuple(dict.fromkeys(said))


def _waited_for(pack: Pack, fact: str, decisions: Sequence[Decision]) -> bool:
    """Whether a fact that was said vaguely is missed: a date from which nothing is counted is not."""
    if pack.facts[fact].kind != "date" or not decisions:
        return True
    for decision in decisions:
        resolution = decision.resolution
        point = resolution.transfer_point
        undated = {each.anchor.event for each in resolution.deadlines if each.due is None}
        if fact in undated or (point and point.event == fact and point.date is None):
            return True
    return False


def _day_off(pack: Pack, event: str, day: date) -> Iterator[str]:
    """A meeting on a day when nobody meets is more likely a slip."""
    if event in pack.events and not pack.events[event].any_day and not pack.calendar.is_working(day):
        name = pack.calendar.off(day) or _words()["weekend"]
        label = pack.events[event].date_label
        yield _words()["day_off"].replace("{event}", label).replace("{date}", say_date(day)).replace("{name}", name)


def _change(pack: Pack, words: str, change: Change) -> str:
    spec = pack.facts[change.fact]
    label = f"{spec.label} of {change.child}" if change.child else spec.label
    return (
        words.replace("{fact}", label)
        .replace("{before}", _say(pack, change.fact, change.before))
        .replace("{now}", _say(pack, change.fact, change.now))
    )


def _say(pack: Pack, fact: str, value: Value) -> str:
    spec = pack.facts[fact]
    return pack.teams[value].short if isinstance(value, str) and value in pack.teams else spec.say(value)


@cache
def _words() -> dict[str, str]:
    return dict(yaml.safe_load(files("prompts").joinpath("hearing.yaml").read_text(encoding="utf-8")))
