"""A decision as a record for the child's file: what it was decided on, what it is, and the clauses it rests on in full.

It holds no words that anybody typed, only facts as the policy knows them, and the server keeps nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from pydantic_core import to_jsonable_python

from assistant.answering.answer import AnswerAssumption, AnswerQuestion
from assistant.answering.turn import Assistant
from assistant.clauses import Clause, Document
from assistant.facts import read_facts
from assistant.pack import Pack
from assistant.resolution import Resolution
from web.problems import Problem
from web.shown.glance import Duties, Glance, glance
from web.shown.reproduction import Reproduction, reproduction


@dataclass(frozen=True)
class Record:
    pack: Pack
    today: date
    facts: tuple[tuple[str, str], ...]
    """Each given fact: what it is of, and its value in words."""
    assumptions: tuple[AnswerAssumption, ...]
    questions: tuple[AnswerQuestion, ...]
    """What is still open, though it is decided where the case goes."""
    resolution: Resolution
    glance: Glance
    numbers: Mapping[str, int]
    """Clause id -> its number in this record."""
    reproduction: Reproduction

    @property
    def sources(self) -> Iterator[tuple[Document, list[Clause]]]:
        """The clauses in the order of their numbers, by document."""
        clauses = (self.pack.clauses[clause] for clause in self.numbers)
        for document, those in groupby(clauses, key=lambda clause: clause.document):
            yield self.pack.documents[document], list(those)

    def marks(self, clauses: Iterable[str]) -> list[int]:
        return sorted({self.numbers[clause] for clause in clauses})


def write(assistant: Assistant, raw: Mapping[str, Any], today: date) -> Record:
    """The record of a case. Raises UnknownFact, and a problem when nothing is decided on these facts."""
    pack = assistant.pack
    resolved = assistant.resolve(raw, today)
    resolution = resolved.resolution
    if resolution.route is None:
        raise Problem(422, "Nothing is decided in this case yet.", {"facts": "must be enough to decide the case"})
    given = read_facts(pack.facts, raw)
    seen = glance(pack, resolution, today)
    return Record(
        pack=pack,
        today=today,
        facts=tuple((spec.label, spec.say(given[name])) for name, spec in pack.facts.items() if name in given),
        assumptions=resolved.assumptions,
        questions=resolved.questions,
        resolution=resolution,
        glance=seen,
        numbers=_numbered(pack, seen),
        reproduction=reproduction(pack, to_jsonable_python(given), resolution, today),
    )


def _numbered(pack: Pack, seen: Glance) -> dict[str, int]:
    """The clauses of all that the record tells, those of one document together; not of what holds for every move."""
    told = dict.fromkeys(clause for clauses in _told(seen) for clause in clauses)
    documents = list(dict.fromkeys(pack.clauses[clause].document for clause in told))
    ordered = sorted(told, key=lambda clause: documents.index(pack.clauses[clause].document))
    return {clause: number for number, clause in enumerate(ordered, 1)}


def _told(seen: Glance) -> Iterator[tuple[str, ...]]:
    yield from (line.clauses for line in seen.lines)
    yield from (step.clauses for step in seen.steps)
    for duties in (seen.case, seen.added):
        yield from _of(duties)
    yield from (note.clauses for note in seen.notes)


def _of(duties: Duties) -> Iterator[tuple[str, ...]]:
    yield from (step.clauses for steps in duties.tasks.values() for step in steps)
    yield from (each.clauses for each in duties.requirements)
