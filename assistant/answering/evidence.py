"""Evidence: the clauses an answer may rest on, numbered in the order that the answer comes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from assistant.answering.answer import Citation
from assistant.clauses import Clause
from assistant.resolution import Resolution

Origin = Literal["rule", "retrieved"]


class Evidence:
    """Clauses cited so far. A clause keeps the marker it was first given."""

    def __init__(self, clauses: Mapping[str, Clause]) -> None:
        self._clauses = clauses
        self._cited: dict[str, Citation] = {}

    def cite(self, clauses: Iterable[str], origin: Origin = "rule") -> str:
        """The markers of these clauses, such as "[1][4]", giving out new ones where needed."""
        return "".join(f"[{self._citation(clause, origin).marker}]" for clause in dict.fromkeys(clauses))

    def admit(self, clauses: Iterable[Clause]) -> None:
        """Let these be cited too: what search finds may be of the council's own files, which are not the pack's."""
        self._clauses = {**self._clauses, **{clause.id: clause for clause in clauses}}

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._cited.values())

    def _citation(self, clause: str, origin: Origin) -> Citation:
        if clause not in self._cited:
            cited = self._clauses[clause]
            self._cited[clause] = Citation(
                marker=len(self._cited) + 1,
                origin=origin,
                wording=cited.wording,
                clause=cited.id,
                document=cited.title,
                section=cited.section,
                paragraph=cited.paragraph,
                heading=cited.heading,
                layer=cited.layer,
                text=cited.text,
            )
        return self._cited[clause]


def rule_clauses(resolution: Resolution) -> tuple[str, ...]:
    """Every clause that a value of the resolution rests on, each once."""
    point = (resolution.transfer_point,) if resolution.transfer_point else ()
    parts = (
        *point,
        *resolution.deadlines,
        *resolution.actions,
        *resolution.requirements,
        *resolution.notes,
        *resolution.co_allocated,
    )
    route = next((each.clauses for each in resolution.trace if each.rule == resolution.route), ())
    return tuple(dict.fromkeys((*route, *(clause for part in parts for clause in part.clauses))))
