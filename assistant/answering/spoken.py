"""What the next message may point back to: a meeting, the days that were left open, the children spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.answering import doubts
from assistant.answering.siblings import held_fact
from assistant.answering.standing import plain
from assistant.answering.state import HeldFact, State, UndecidedDay
from assistant.pack import Pack
from assistant.understanding.findings import Reading, Unsure
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import split

MOST = 6
"""Meetings with days left open, and days of each."""
SEVERAL = 2
FEW = 4


def spoken(pack: Pack, before: State, after: State, reading: Reading, awaits: str | None) -> dict[str, Any]:
    """What is carried of it in the state. `awaits` is the meeting whose date an answer that decided asks for."""
    named = reading.meetings[0] if len(reading.meetings) == 1 else None
    return {
        "meeting": awaits or (named if named in pack.facts else None) or before.meeting,
        "open_days": {name: [plain(day) for day in days] for name, days in _open(pack, before, after, reading)},
        "open_spans": _spans(pack, before, after, reading),
        "gone_days": _called_off(before, after, reading, pack),
        "undecided": _undecided(before, after, reading),
        "mentioned": _mentioned(before, after, reading),
        "spoken_of": _children(before, after, reading),
        "doubts": doubts.carried(before, after, reading, pack.facts),
    }


def still_open(pack: Pack, before: State, after: State, reading: Reading) -> list[Unsure]:
    """What an earlier message left open, and this one says nothing of: days, and what only may be meant."""
    said = {each.fact for each in reading.unsure}
    days = [Unsure(name, "", tuple(days)) for name, days in _open(pack, before, after, reading) if name not in said]
    return days + doubts.of_the_case(before, after, reading, pack.facts)


def _open(pack: Pack, before: State, after: State, reading: Reading) -> list[tuple[str, Sequence[date]]]:
    known = {*after.facts, *(name for child in after.children for name in child.facts)}
    gone = {each.fact for each in reading.unsure} | set(reading.retracted)
    held = {name: days for name, days in before.before(pack.facts).days.items() if name not in gone}
    found = [(each.fact, _days(each)) for each in reading.unsure] + list(held.items())
    return [(name, days[:MOST]) for name, days in found if len(days) >= SEVERAL and name not in known][:MOST]


def _spans(pack: Pack, before: State, after: State, reading: Reading) -> dict[str, Any]:
    known = {*after.facts, *(name for child in after.children for name in child.facts)}
    found = {each.fact: each.within for each in reading.unsure if each.within and len(each.readings) < SEVERAL}
    found = {**before.before(pack.facts).spans, **found}
    kept = [(name, span) for name, span in found.items() if name not in known][:MOST]
    return {name: [plain(span[0]), plain(span[1])] for name, span in kept}


def _called_off(before: State, after: State, reading: Reading, pack: Pack) -> dict[str, str]:
    """The days that meetings of the one child were on, and which this message or an earlier one took back."""
    dated = (name for name in reading.retracted if name in before.facts and name in pack.events)
    gone = {**before.gone_days, **{name: str(before.facts[name].value) for name in dated}}
    return {name: day for name, day in list(gone.items())[-MOST:] if name not in after.facts}


def _undecided(before: State, after: State, reading: Reading) -> list[UndecidedDay]:
    """The days of "the conference" and the like, for as long as nothing tells which of them is meant."""
    known = {*after.facts, *(name for child in after.children for name in child.facts)}
    known |= {each.fact for each in reading.unsure}
    found = [
        UndecidedDay(value=plain(each.day), said=each.said, events=list(each.events))
        for each in reading.loose_dates
        if len(each.events) >= SEVERAL and each.certain and not each.others
    ]
    kept = [*found, *(before.undecided if not found else ())]
    return [each for each in kept[:FEW] if known.isdisjoint(each.events)]


def _mentioned(before: State, after: State, reading: Reading) -> dict[str, HeldFact]:
    """What is told, and not only asked about, while no case is in hand; of somebody, where it is asked about too."""
    if after.case is not None or reading.intent in ("definition", "small_talk", "start_again"):
        return {}
    told = {name: held_fact(fact, after.turn) for name, fact in reading.mentioned.items() if fact.certain}
    # "MASH only get an hour on a section 47", "I thought a section 47 always goes to duty"
    of_all = bool(reading.premises) and not reading.of_somebody
    of_all = of_all or english().of_all.find([token.word for token in split(reading.text)]) is not None
    if of_all or not (reading.stated or reading.asks_nothing or reading.corrected):
        told = {}
    return {**before.mentioned, **told}


def _days(unsure: Unsure) -> list[date]:
    return [day for day in unsure.readings if isinstance(day, date)]


def _children(before: State, after: State, reading: Reading) -> list[int]:
    if reading.dropped:
        return []
    brought = range(len(before.children), len(after.children)) if before.children else range(0)
    pointed = list(reading.pointed) or list(brought)
    if not pointed or len(pointed) == len(after.children):
        return [] if pointed else [at for at in before.spoken_of if at < len(after.children)]
    return [at for at in pointed if at < len(after.children)]
