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
NOTES, NOTES_BESIDE = 3, 1
"""Unclear places that are told at once: of a whole topic, and beside a statement or two of it."""


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
    more_notes: tuple[Note, ...] = ()
    explained: Explained | None = None
    """Of a term."""


@dataclass(frozen=True, slots=True)
class Telling:
    entries: tuple[Entry, ...] = ()
    unsettled: bool = False
    """Whether only one of the entries is asked for, and it is not clear which."""
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
    if is_about.told or consult is None:
        return Telling(tuple(_entry(pack, each, (), known, today) for each in is_about.told))
    is_about = about.find(pack, reading, consult.likeness)
    by_words = not (ready or about.is_worded(reading) or premises)
    of_topic = not is_about.beyond and (not is_about.told or isinstance(is_about.told[0], Topic))
    chosen = points.choose(pack, consult.answering) if of_topic else ()
    entries = tuple(_entry(pack, each.of, each.places, known, today) for each in chosen)
    entries = entries or tuple(_entry(pack, each, (), known, today) for each in is_about.told)
    found: Sequence[Clause] = ()
    if entries:
        near = [hit.clause for hit in consult.hits if (hit.similarity or 0.0) >= NEAR_BESIDE]
        found = [clause for clause in near[:BESIDE] if clause.id not in pack.told]
    elif not (is_about.beyond or premises):
        near = [hit.clause for hit in consult.hits if _speaks(hit, by_words)]
        found = near[: BY_WORDS if by_words else NEAREST]
    return Telling(entries, is_about.unsettled and not chosen, tuple(found), by_words, is_about.beyond)


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
    near = [note for note in notes if not places or resting.intersection(note.clauses)]
    near = near[: NOTES_BESIDE if places else NOTES]
    return Entry(
        "topic",
        thing,
        statements=first,
        rest=tuple(each for each in said.values() if each not in first),
        notes=tuple(near),
        more_notes=tuple(note for note in notes if note not in near),
    )


def _speaks(hit: Hit, by_words_alone: bool) -> bool:
    """Whether a clause speaks to the question at all; without the model, a shared word has to do."""
    if hit.similarity is None:
        return by_words_alone
    return hit.similarity >= NEAR
