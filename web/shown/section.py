"""A clause in its section: what stands before and after it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.clauses import Clause
from web.service import Service

BESIDE = 1
"""Clauses shown on either side."""


@dataclass(frozen=True)
class Section:
    """The clauses of one section, in the order of the document, around those that are shown."""

    before: Sequence[Clause]
    after: Sequence[Clause]
    place: int
    """Of the first clause shown, from 1."""
    count: int

    @property
    def previous(self) -> Clause | None:
        return self.before[-1] if self.before else None

    @property
    def following(self) -> Clause | None:
        return self.after[0] if self.after else None


def around(service: Service, shown: Sequence[Clause]) -> Section:
    """The section of these clauses, which follow each other: one clause, or the parts of a paragraph."""
    first, last = shown[0], shown[-1]
    clauses = service.pack.clauses if first.id in service.pack.clauses else service.library.official.clauses
    section = [each for each in clauses.values() if (each.document, each.section) == (first.document, first.section)]
    start = next(at for at, each in enumerate(section) if each.id == first.id)
    end = next(at for at, each in enumerate(section) if each.id == last.id) + 1
    return Section(section[max(start - BESIDE, 0) : start], section[end : end + BESIDE], start + 1, len(section))
