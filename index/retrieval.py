"""One revision's clauses and what finds them: by words always, by meaning when the model and the index are there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from assistant.clauses import Clause, Layer
from assistant.examples import Example
from index.keywords import Keywords
from index.kinds import Kinds
from index.likeness import NEAREST, Likeness, Likenesses
from index.manifest import Neighbours

if TYPE_CHECKING:
    from index.embedding import Embedding
    from index.late_interaction import LateInteraction
    from index.opening import Store
    from index.passages import Answering, Passages

Finder = Literal["keyword", "vector"]
Near = tuple[str, float]
"""What was found, and the cosine of it and the question."""

_RANK_CONSTANT = 60  # of reciprocal rank fusion, as in the paper that proposed it
_DEPTH = 20  # how far down each list is looked at, where they are fused
_LOOKED_AT: Mapping[str, int] = {"vector": 100, "keyword": 50}
"""How many clauses each finder brings forward to be held against the question word by word, beside those that the
likeliest statements rest on."""
_STATEMENT = 0.6
"""What it weighs how well the best of the statements that rest on a clause answers."""
_KEYWORDS = 0.05
"""What the words that it shares weigh, of the most that any clause shares."""
_EARLIER = 0.9  # of what a score is worth: a superseded clause loses a near-tie and keeps a clear lead
_EARLIER_BY = 0.02
"""The same, where the score is of words in their meaning: the scores of all clauses lie close together there."""

_LEAST = 1e-6
_BEYOND = 10
"""Clauses beyond those wanted that are looked through for a current one that says the same."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found."""

    clause: Clause
    score: float
    """0..1. It orders the hits of one search; 1 is first in every list that was asked. For `neighbours`, the cosine."""
    found_by: frozenset[Finder]
    similarity: float | None = None
    """How well it speaks to the question, about 0..1: what tells a poor match from a good one. None by words only."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """What one question finds."""

    hits: list[Hit]
    likeness: list[Likeness]
    """How like it is to the examples of each thing; none where only words are searched."""
    kinds: Mapping[str, float]
    """How likely it is a message of each kind; none where only words are searched."""
    answering: list[Answering] = field(default_factory=list)
    """The statements that may answer it, the best first; none where only words are searched."""


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
        late: LateInteraction | None = None,
        passages: Passages | None = None,
        spell_out: Callable[[str], str] = str,
    ) -> None:
        """`late` holds the same clauses; `spell_out` gives a question with its short forms as the policy's words."""
        self.revision = revision
        self.clauses = {clause.id: clause for clause in clauses}
        self.reason = "" if store else reason
        """Why only keywords are searched, in words."""
        self._keywords = Keywords(clauses)
        self.late, self._passages, self._spell_out = late, passages, spell_out
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
        asked = self._ask(question, limit)
        if not asked:
            return Consulted(self._by_words(question, limit), [], {})
        if not self.late or not asked.speaks:
            return Consulted(self._fused(asked.similar, question, limit), asked.likeness, asked.kinds)
        scores = {
            clause: speaks
            + _STATEMENT * asked.told.get(clause, asked.least_told)
            + _KEYWORDS * asked.worded.get(clause, 0.0)
            - _EARLIER_BY * (self._layer(clause) == "earlier")
            for clause, speaks in asked.speaks.items()
        }
        order = sorted(scores, key=lambda clause: -scores[clause])
        best = max(scores[order[0]], _LEAST)
        hits = [
            Hit(self.clauses[each], max(scores[each], 0.0) / best, asked.found_by(each), asked.speaks[each])
            for each in self._each_once(order, limit)
        ]
        return Consulted(hits, asked.likeness, asked.kinds, asked.answering)

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

    def _each_once(self, order: Sequence[str], limit: int) -> list[str]:
        """The first of the clauses, of those that say the same only one: the current one, if one of them is.

        The council's own wording and ours of the same stand beside each other.
        """
        kept: list[str] = []
        for clause in order:
            same = next((each for each in kept if self._say_the_same(each, clause)), None)
            if same is None:
                kept.append(clause)
            elif self._layer(same) == "earlier" != self._layer(clause):
                kept[kept.index(same)] = clause
            if len(kept) > limit + _BEYOND:  # far enough down for a current one to have come up
                break
        return kept[:limit]

    def _say_the_same(self, one: str, other: str) -> bool:
        alike = self.clauses[one].wording == self.clauses[other].wording
        return alike and self.late is not None and self.late.says_the_same(one, other)

    def _by_words(self, question: str, limit: int) -> list[Hit]:
        return self._fused([], question, limit)

    def _fused(self, similar: Sequence[Near], question: str, limit: int) -> list[Hit]:
        """By reciprocal rank fusion, where clauses are not held against the question word by word."""
        depth = max(_DEPTH, 2 * limit)
        lists: dict[Finder, Sequence[Near]] = {"keyword": self._keywords.search(question, depth)}
        if similar:
            lists["vector"] = similar[:depth]
        places: dict[str, dict[Finder, int]] = {}
        for finder, found in lists.items():
            for place, (clause, _) in enumerate(sorted(found, key=self._worth, reverse=True)):
                places.setdefault(clause, {})[finder] = place
        cosines = dict(similar)
        hits = [self._hit(clause, found_at, len(lists), cosines.get(clause)) for clause, found_at in places.items()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.clause.layer == "earlier"))[:limit]

    def _hit(self, clause_id: str, places: dict[Finder, int], lists: int, similarity: float | None) -> Hit:
        clause = self.clauses[clause_id]
        # Scaled so that the first of every list has 1.
        score = sum((_RANK_CONSTANT + 1) / (_RANK_CONSTANT + 1 + place) for place in places.values()) / lists
        return Hit(clause, score, frozenset(places), similarity)

    def _worth(self, found: Near) -> float:
        clause, score = found
        return score * (_EARLIER if self._layer(clause) == "earlier" else 1)

    def _layer(self, clause: str) -> Layer:
        return self.clauses[clause].layer

    def _ask(self, question: str, limit: int) -> _Asked | None:
        """What the model makes of a question; None where there is no model or no index."""
        if not self._store or not self._embedding or self.partial:
            return None
        try:
            wordings = self._embedding.of_questions(list(dict.fromkeys((question, self._spell_out(question)))))
            vector = wordings[0].vector.tolist()
            found = self._store.nearest(vector, max(_LOOKED_AT["vector"], 2 * limit))
            near, lean = self._store.examples.nearest(vector, NEAREST), self._store.examples.lean(vector)
        except Exception as error:  # whatever Chroma or its server does, the answer goes on
            log.warning("the index failed in use: %s", type(error).__name__)
            self.reason = f"the index failed in use ({type(error).__name__})"
            return None
        similar = [(clause, cosine) for clause, cosine in found if clause in self.clauses]
        likeness = self._likenesses.of(question, near, lean)
        shared = self._keywords.search(question, max(_LOOKED_AT["keyword"], limit))
        worded = {clause: score / shared[0][1] for clause, score in shared}
        candidates = self._passages.candidates(wordings[0].vector) if self._passages else []
        resting = (clause for each in candidates for clause in each.clauses if clause in self.clauses)
        looked_at = dict.fromkeys((*(clause for clause, _ in similar), *worded, *resting))
        speaks = self.late.speaks(wordings, looked_at) if self.late else {}
        answering = self._passages.rank(wordings, candidates, speaks, likeness) if self._passages else []
        kinds = self._kinds.of(vector) if self._kinds else {}
        return _Asked(similar, worded, speaks, likeness, kinds, answering)


@dataclass(frozen=True)
class _Asked:
    """What the model makes of one question."""

    similar: Sequence[Near]
    worded: Mapping[str, float]
    """How many of its words each shares, of the most that any does."""
    speaks: Mapping[str, float]
    likeness: list[Likeness]
    kinds: Mapping[str, float]
    answering: list[Answering]

    @cached_property
    def told(self) -> Mapping[str, float]:
        """How well the best of the statements that rest on each clause answers."""
        best: dict[str, float] = {}
        for each in self.answering:
            for clause in each.passage.clauses:
                best.setdefault(clause, each.score)
        return best

    @property
    def least_told(self) -> float:
        return self.answering[-1].score if self.answering else 0.0

    def found_by(self, clause: str) -> frozenset[Finder]:
        return frozenset({"vector", "keyword"} if clause in self.worded else {"vector"})
