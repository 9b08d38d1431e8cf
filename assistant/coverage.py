"""How the policy is covered: source paragraph -> clause -> what rests on it -> the cases that show it.

A document's head says how many paragraphs each of its sections has in the council's own copy, and which were
left out and why: so a paragraph that nobody restated is seen here, and so is a clause that nothing rests on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.cases import decide, fired, read_asked, read_cases
from assistant.pack import Pack


@dataclass(frozen=True, slots=True)
class Restated:
    """One clause, what rests on it by file and name, and how many worked cases show any of that."""

    clause: str
    rests: tuple[str, ...]
    cases: int
    waived: str = ""
    """Why nothing needs to rest on it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the council's own copy."""

    document: str
    section: str
    paragraph: int
    clauses: tuple[Restated, ...]
    left_out: str = ""
    """Why it has no clause."""

    @property
    def covered(self) -> bool:
        restated = bool(self.clauses) and all(each.rests or each.waived for each in self.clauses)
        return restated or bool(self.left_out)


def covered(pack: Pack) -> tuple[Row, ...]:
    """A row for every paragraph of every document, in the order of the documents; all worked cases are run for it."""
    return tuple(_rows(pack, _shown(pack)))


def _shown(pack: Pack) -> Counter[str]:
    """How many worked cases and questions show each thing that rests on clauses, by its id."""
    shown: Counter[str] = Counter()
    for case in read_cases(pack.folder)[0]:
        shown.update(fired(decide(pack, case)))
    shown.update(each.topic for each in read_asked(pack.folder)[0])
    return shown


def _rows(pack: Pack, shown: Counter[str]) -> Iterator[Row]:
    rests = _rests(pack)
    waived = {waiver.clause: waiver.reason for waiver in pack.waivers}
    by_paragraph: dict[tuple[str, str, int], list[Restated]] = defaultdict(list)
    for clause in pack.clauses.values():
        names = rests.get(clause.id, ())
        restated = Restated(
            clause=clause.id,
            rests=names,
            cases=sum(shown[name.rpartition(": ")[2]] for name in names),
            waived=waived.get(clause.id, ""),
        )
        by_paragraph[clause.document, clause.section, clause.paragraph].append(restated)
    for document in pack.documents.values():
        left_out = {(each.section, number): each.reason for each in document.left_out for number in each.paragraphs}
        for section, count in document.paragraphs.items():
            for number in range(1, count + 1):
                clauses = tuple(by_paragraph.get((document.document, section, number), ()))
                yield Row(document.document, section, number, clauses, left_out.get((section, number), ""))


def _rests(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """Clause -> what rests on it; a transfer point stands for the routes that use it."""
    routes_at: dict[str, list[str]] = defaultdict(list)
    for route in pack.routes.values():
        if route.transfer_point:
            routes_at[route.transfer_point].append(f"{pack.rule_files[route.id]}: {route.id}")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, clauses in pack.citing():
        for clause in clauses:
            found[clause][name] = None
    for point, points in pack.points.items():
        for clause in (clause for each in points for clause in each.clauses):
            found[clause].update(dict.fromkeys(routes_at[point]))
    return {clause: tuple(names) for clause, names in found.items()}
