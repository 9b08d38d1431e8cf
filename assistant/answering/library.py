"""What the answering room needs of the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Protocol

from assistant.answering.about import Likeness
from assistant.answering.points import Answering
from assistant.clauses import Clause


class Hit(Protocol):
    """A clause found, best first."""

    @property
    def clause(self) -> Clause: ...
    @property
    def score(self) -> float: ...
    @property
    def similarity(self) -> float | None:
        """How well it speaks to the question, about 0 to 1; None where only words were compared."""
        ...

    @property
    def found_by(self) -> Set[str]:
        """`keyword`, `vector` or both."""
        ...


class Consulted(Protocol):
    """What one question finds."""

    @property
    def hits(self) -> Sequence[Hit]: ...
    @property
    def likeness(self) -> Sequence[Likeness]:
        """How like it is to the examples of each thing; none while only words are compared."""
        ...

    @property
    def kinds(self) -> Mapping[str, float]:
        """How likely it is a message of each kind, danger among them; none while only words are compared."""
        ...

    @property
    def answering(self) -> Sequence[Answering]:
        """The statements that may answer it, the best first; none while only words are compared."""
        ...


class Library(Protocol):
    @property
    def ready(self) -> bool: ...
    def search(self, question: str, limit: int) -> Sequence[Hit]: ...
    def consult(self, question: str, limit: int) -> Consulted: ...
    def neighbours(self, clause_ids: Iterable[str], limit: int) -> Sequence[Hit]: ...
