"""One revision's clauses and what finds them: by words always, by meaning when the model and the index are there."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.clauses import Clause
from assistant.examples import Example
from index.keywords import Keywords
from index.kinds import Kinds
from index.likeness import NEAREST, Likeness, Likenesses
from index.manifest import Neighbours

if TYPE_CHECKING:
    from index.embedding import Embedding
    from index.opening import Store

Finder = Literal["keyword", "vector"]
Near = tuple[str, float]
"""What was found, and the cosine of it and the question."""

_RANK_CONSTANT = 60  # of reciprocal rank fusion, as in the paper that proposed it
_DEPTH = 20  # how far down each list is looked at
_EARLIER = 0.9  # of what its score is worth: a superseded clause loses a near-tie and keeps a clear lead

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found."""

    clause: Clause
    score: float
    """0..1. It orders the hits of one search; 1 is first in every list that was asked. For `neighbours`, the cosine."""
    found_by: frozenset[Finder]
    similarity: float | None = None
    """Cosine of question and clause, -1..1: what tells a poor match from a good one. None if found by words only."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """What one question finds."""

    hits: list[Hit]
    likeness: list[Likeness]
    """How like it is to the examples of each thing; none where only words are searched."""
    kinds: Mapping[str, float]
    """How likely it is a message of each kind; none where only words are searched."""


class Retrieval:
    """Search in one revision's clauses. Never raises for want of a model or an index: it is `partial` then."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        revision: str,
        *,
        store: Store | None = None,
        embedding: Embedding | None = None,
        neighbours: Neighbours | None = None,
        reason: str = "",
        examples: Sequence[Example] = (),
    ) -> None:
        self.revision = revision
        self.clauses = {clause.id: clause for clause in clauses}
        self.reason = "" if store else reason
        """Why only keywords are searched, in words."""
        self._keywords = Keywords(clauses)
        self._store = store
        self._embedding = embedding
        self._kinds = Kinds(embedding.fingerprint) if embedding else None
        self._likenesses = Likenesses(examples if store else ())
        self._neighbours = (store.neighbours if store else neighbours) or {}

    @property
    def partial(self) -> bool:
        """Whether only keywords are searched."""
        return bool(self.reason)

    def search(self, question: str, limit: int) -> list[Hit]:
        """The clauses nearest to the question, best first, at most `limit`."""
        return self.consult(question, limit).hits

    def consult(self, question: str, limit: int) -> Consulted:
        """The same, and what the question is like; it is embedded once."""
        if not question.strip() or limit < 1:
            return Consulted([], [], {})
        depth = max(_DEPTH, 2 * limit)
        similar, likeness, kinds = self._similar(question, depth)
        lists: dict[Finder, list[tuple[str, float]]] = {"keyword": self._keywords.search(question, depth)}
        if similar:
            lists["vector"] = similar
        places: dict[str, dict[Finder, int]] = {}
        for finder, found in lists.items():
            for place, (clause, _) in enumerate(sorted(found, key=self._worth, reverse=True)):
                places.setdefault(clause, {})[finder] = place
        cosines = dict(similar)
        hits = [self._hit(clause, found_at, len(lists), cosines.get(clause)) for clause, found_at in places.items()]
        best = sorted(hits, key=lambda hit: (-hit.score, hit.clause.layer == "earlier"))[:limit]
        return Consulted(best, likeness, kinds)

    def neighbours(self, clause_ids: Iterable[str], limit: int) -> list[Hit]:
        """The clauses nearest to any of these, without them, best first. Empty until an index has been built."""
        known = dict.fromkeys(clause_ids)
        best: dict[str, float] = {}
        for clause in known:
            for other, cosine in self._neighbours.get(clause, []):
                if other not in known:
                    best[other] = max(cosine, best.get(other, cosine))
        order = sorted(best, key=lambda other: -best[other])[: max(limit, 0)]
        return [Hit(self.clauses[other], max(best[other], 0.0), frozenset({"vector"}), best[other]) for other in order]

    def close(self) -> None:
        """Close the index; what is asked afterwards is answered by keywords."""
        store, self._store = self._store, None
        if store:
            store.close()

    def _hit(self, clause_id: str, places: dict[Finder, int], lists: int, similarity: float | None) -> Hit:
        clause = self.clauses[clause_id]
        # Reciprocal rank fusion, scaled so that the first of every list has 1.
        score = sum((_RANK_CONSTANT + 1) / (_RANK_CONSTANT + 1 + place) for place in places.values()) / lists
        return Hit(clause, score, frozenset(places), similarity)

    def _worth(self, found: tuple[str, float]) -> float:
        clause, score = found
        return score * (_EARLIER if self.clauses[clause].layer == "earlier" else 1)

    def _similar(self, question: str, limit: int) -> tuple[list[Near], list[Likeness], Mapping[str, float]]:
        """The clauses nearest in meaning, how like it is to the examples, and the kinds of message that it may be."""
        if not self._store or not self._embedding or self.partial:
            return [], [], {}
        try:
            vector = self._embedding.embed_query(question)
            found = self._store.nearest(vector, limit)
            near, lean = self._store.examples.nearest(vector, NEAREST), self._store.examples.lean(vector)
        except Exception as error:  # whatever Chroma or its server does, the answer goes on
            log.warning("the index failed in use: %s", type(error).__name__)
            self.reason = f"the index failed in use ({type(error).__name__})"
            return [], [], {}
        kinds = self._kinds.of(vector) if self._kinds else {}
        likeness = self._likenesses.of(question, near, lean)
        return [(clause, cosine) for clause, cosine in found if clause in self.clauses], likeness, kinds
