"""What is told where no case moves: the statements that answer, what changed, a word, or the nearest clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from assistant import guidance
from assistant.answering import about, explained, points
from assistant.answering.explained import Explained
from assistant.answering.library import Consulted, Hit
from assistant.clauses import Clause
from assistant.guidance import Said
from assistant.pack import Pack
from assistant.resolution import Note, Resolution
from assistant.rules import Beyond, Change, Topic
from assistant.understanding.findings import Reading

NEAREST, BY_WORDS, BESIDE = 5, 3, 2
"""Clauses shown where no statement answers; where only words were compared; and beside what is told."""
NEAR, NEAR_BESIDE = 0.5, 0.55
"""From where a clause is taken to speak to a question: by itself, and beside what is told of. The first divides the
open questions of `python -m tests.evaluation.retrieval` best in cross-validation."""
SIDE = 0.35
"""How near to the best statement of all one of a team's own must come to be told of it where teams are compared."""
NOTES, NOTES_BESIDE = 3, 1
"""Unclear places that are told at once: of a whole topic, and beside a statement or two of it."""
BEARS = 0.5
"""More than so much of what an unclear place is about must be told for it to be told at once; else it stands behind.
Of the clauses of those that were told at half of it or less, to the open questions of tests/evaluation/retrieval, 48 of
88 answered or helped."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a question is about, as its answer tells it."""

    kind: Literal["topic", "change", "term"]
    thing: about.Told
    statements: tuple[Said, ...] = ()
    """Of a topic: those that answer, or all."""
    rest: tuple[Said, ...] = ()
    """The others of it."""
    notes: tuple[Note, ...] = ()
    """Unclear places that bear on what is told."""
    touching: tuple[Note, ...] = ()
    """Those that touch on it, and are about more."""
    more_notes: tuple[Note, ...] = ()
    """The others of it."""
    explained: Explained | None = None
    """Of a term."""
    doubted: bool = False
    """Whether an unclear place behind is about all that is told, so that it must be pointed to at once."""


@dataclass(frozen=True, slots=True)
class Telling:
    entries: tuple[Entry, ...] = ()
    unsettled: bool = False
    """Whether only one of the entries is asked for, and it is not clear which."""
    behind: tuple[Entry, ...] = ()
    """What else may speak to it, the likeliest first: folded behind the rest of the first entry."""
    found: tuple[Clause, ...] = ()
    """Clauses that are quoted."""
    by_words: bool = False
    """Whether the search by meaning was wanted, and not at hand."""
    beyond: Beyond | None = None
    """What it is about that the policy does not speak to."""

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(dict.fromkeys(note for each in self.entries for note in each.notes))[:NOTES]

    @property
    def doubted(self) -> bool:
        """Whether what is told first is unclear in a way that is only told behind it."""
        return bool(self.entries) and self.entries[0].doubted and not self.notes

    @property
    def schedule(self) -> Resolution | None:
        """The dates in it."""
        return guidance.schedule(said for each in self.entries for said in (*each.statements, *each.rest))


def tell(
    pack: Pack,
    reading: Reading,
    consult: Consulted | None,
    known: Mapping[str, Any],
    today: date,
    *,
    ready: bool,
    premises: bool,
) -> Telling:
    """What answers it. `consult`: what the index says of it, None where the words ask for a thing outright.

    `known`: what is held of the case; `premises`: whether beliefs that it takes for granted are put right already.
    """
    is_about = about.outright(pack, reading)
    asked = None if reading.intent == "definition" else consult
    sides = _sides(pack, about.compared(pack, reading), asked, known, today)
    if sides:
        return Telling(sides)
    if is_about.told or consult is None:
        told = is_about.told
        places = [_introduced(each, reading) or _places(pack, each, consult) for each in told]
        return Telling(
            tuple(_entry(pack, each, at, known, today) for each, at in zip(told, places, strict=True)),
        )
    is_about = about.find(pack, reading, consult.likeness)
    by_words = not (ready or about.is_worded(reading) or premises)
    first = is_about.told[0] if is_about.told else None
    # What changed was not asked for by name: what holds now is told first, and the change behind it.
    of_topic = not is_about.beyond and (first is None or isinstance(first, Topic | Change))
    chosen = points.choose(pack, consult.answering) if of_topic else ()
    nearly = points.choose(pack, consult.answering, points.MOST_BEHIND, points.NEAR) if of_topic else ()
    entries = tuple(_entry(pack, each.of, each.places, known, today) for each in chosen)
    entries = entries or tuple(_entry(pack, each, (), known, today) for each in is_about.told)
    found: Sequence[Clause] = ()
    if entries:
        near = [hit.clause for hit in consult.hits[:BESIDE] if (hit.similarity or 0.0) >= NEAR_BESIDE]
        found = [clause for clause in near if clause.id not in pack.told]
    elif not (is_about.beyond or premises):
        near = [hit.clause for hit in consult.hits if _speaks(hit, by_words)]
        found = near[: BY_WORDS if by_words else NEAREST]
    return Telling(
        entries,
        is_about.unsettled and not chosen,
        (
            *_behind(pack, entries, nearly, known, today),
            *(Entry("change", each) for each in is_about.told if chosen and isinstance(each, Change)),
        ),
        tuple(found),
        by_words,
        is_about.beyond,
    )


def _sides(
    pack: Pack, teams: Sequence[str], consult: Consulted | None, known: Mapping[str, Any], today: date
) -> tuple[Entry, ...]:
    """Of each team that is compared what speaks to the question, else what the team is for.

    `consult`: None where nothing is asked beside what they are. None of them where nothing of theirs speaks to it.
    """
    topics = [_introducing(pack, team) for team in teams]
    apart = consult is not None and len({each.id for each in topics}) == len(topics)
    places: dict[str, list[int]] = {}
    speaks = not apart
    for team, topic in zip(teams, topics, strict=True):
        answering = consult.answering if consult and apart else []
        near = [each for each in answering if each.passage.about == topic.id]
        near = [each for each in near if each.score >= answering[0].score - SIDE]
        best = points.choose(pack, near, most=1)[0].places if near else _introductions(topic, team)
        places.setdefault(topic.id, []).extend(best)
        speaks = speaks or bool(near)
    entries = [_entry(pack, pack.topics[name], list(dict.fromkeys(at)), known, today) for name, at in places.items()]
    return tuple(entries) if speaks else ()


def _introducing(pack: Pack, team: str) -> Topic:
    """The topic that says what a team is for, which must be one that is introduced."""
    return next(each for each in pack.topics.values() if _introductions(each, team))


def _introductions(topic: Topic, *teams: str) -> tuple[int, ...]:
    return tuple(place for place, each in enumerate(topic.statements) if {*each.introduces}.intersection(teams))


def beside(pack: Pack, consulted: Consulted, least: float, known: Mapping[str, Any], today: date) -> tuple[Entry, ...]:
    """The one or two statements that speak to a case which cannot be decided yet; none below the score `least`."""
    near = [each for each in consulted.answering if each.score >= least]
    return tuple(_entry(pack, each.of, each.places, known, today) for each in points.choose(pack, near, BESIDE))


def _entry(pack: Pack, thing: about.Told, places: Sequence[int], known: Mapping[str, Any], today: date) -> Entry:
    """A thing told whole, or at first what stands at `places` of it."""
    if isinstance(thing, Change):
        return Entry("change", thing)
    if not isinstance(thing, Topic):
        return Entry("term", thing, explained=explained.explain(pack, thing))
    said = {each.place: each for each in guidance.said(pack, thing, known, today)}
    first = tuple(said[place] for place in places if place in said) or tuple(said.values())
    resting = {clause for each in first for clause in each.clauses}
    notes = guidance.unclear(pack, thing)
    touching = [note for note in notes if resting.intersection(note.clauses)]
    near = [note for note in touching if len(resting & set(note.clauses)) > BEARS * len(note.clauses)]
    near = near[: NOTES_BESIDE if places else NOTES]
    touching = [note for note in touching if note not in near]
    return Entry(
        "topic",
        thing,
        statements=first,
        rest=tuple(each for each in said.values() if each not in first),
        notes=tuple(near),
        touching=tuple(touching),
        more_notes=tuple(note for note in notes if note not in near and note not in touching),
        doubted=any(resting <= set(note.clauses) for note in touching),
    )


def _introduced(thing: about.Told, reading: Reading) -> tuple[int, ...]:
    """What says what a team is for, where that is asked: "what does MASH do?"."""
    return _introductions(thing, *reading.terms) if isinstance(thing, Topic) else ()


def _places(pack: Pack, thing: about.Told, consult: Consulted | None) -> tuple[int, ...]:
    """Which statements of a topic that is asked for outright answer; none where that was not looked for."""
    if consult is None or not isinstance(thing, Topic):
        return ()
    own = [each for each in consult.answering if each.passage.about == thing.id]
    return tuple(place for each in points.choose(pack, own) for place in each.places)


def _behind(
    pack: Pack, entries: Sequence[Entry], nearly: Sequence[points.Point], known: Mapping[str, Any], today: date
) -> tuple[Entry, ...]:
    """The statements that come near without being told: those of the first entry's topic follow it anyway."""
    if not entries or entries[0].kind != "topic":
        return ()
    told = {(entry.thing.id, said.place) for entry in entries for said in entry.statements}
    found = []
    for each in nearly:
        places = [place for place in each.places if (each.of.id, place) not in told]
        said = [one for one in guidance.said(pack, each.of, known, today) if one.place in places]
        if said and each.of.id != entries[0].thing.id:
            found.append(Entry("topic", each.of, statements=tuple(said)))
    return tuple(found)


def _speaks(hit: Hit, by_words_alone: bool) -> bool:
    """Whether a clause speaks to the question at all; without the model, a shared word has to do."""
    if hit.similarity is None:
        return by_words_alone
    return hit.similarity >= NEAR
