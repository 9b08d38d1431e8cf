"""The library for a single question at the command line: words alone, and those only when it comes to searching.

Loading the model takes longer than anyone waits for one answer, and a case is decided without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.clauses import Clause
from index.retrieval import Hit, Retrieval


class KeywordsAlone:
    ready = False

    def __init__(self, clauses: Sequence[Clause], revision: str) -> None:
        self._clauses, self._revision = clauses, revision

    def search(self, question: str, limit: int) -> list[Hit]:
        return self._retrieval.search(question, limit)

    def neighbours(self, clause_ids: Iterable[str], limit: int) -> list[Hit]:
        return []

    @cached_property
    def _retrieval(self) -> Retrieval:
        return Retrieval(self._clauses, self._revision, reason="one question at the command line")
