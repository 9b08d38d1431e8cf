"""The library for a single question at the command line: words alone, and those only when it comes to searching.

Loading the model takes longer than anyone waits for one answer, and a case is decided without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from assistant.clauses import Clause
from index import official
from index.official import Official
from index.retrieval import Consulted, Hit, Retrieval


class KeywordsAlone:
    ready = False

    def __init__(self, clauses: Sequence[Clause], revision: str, official_files: Path | None = None) -> None:
        self._clauses, self._revision, self._official_files = clauses, revision, official_files

    def search(self, question: str, limit: int) -> list[Hit]:
        return self._retrieval.search(question, limit)

    def consult(self, question: str, limit: int) -> Consulted:
        return self._retrieval.consult(question, limit)

    def neighbours(self, clause_ids: Iterable[str], limit: int) -> list[Hit]:
        return []

    @cached_property
    def official(self) -> Official:
        """What was read of the council's own files."""
        return official.read(self._official_files) if self._official_files else official.NONE

    @cached_property
    def _retrieval(self) -> Retrieval:
        clauses = [*self._clauses, *self.official.clauses.values()]
        return Retrieval(clauses, self._revision, reason="one question at the command line")
