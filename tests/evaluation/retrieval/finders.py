"""The ways of finding clauses that are held against each other. Each gives at most twenty ids, best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import chromadb
import numpy as np
import numpy.typing as npt

from assistant.answering.about import examples
from assistant.pack import Pack
from assistant.understanding.in_full import spell_out
from index.building import CONFIGURATION
from index.embedding import Embedded, Embedding
from index.keywords import Keywords
from index.late_interaction import LateInteraction
from index.opening import quiet
from index.retrieval import Retrieval

DEEP, LOOKED_AT = 20, 200
RANK_CONSTANT = 60
EARLIER = 0.9
FREQUENT = 1e-3
"""How frequent a word is that weighs half in the static model."""
Vectors = npt.NDArray[np.float32]
Finder = Callable[[str], list[str]]


class Finders:
    """What the finders share: the clauses, by words and by vectors."""

    def __init__(self, pack: Pack, embedding: Embedding, served: Retrieval, late: LateInteraction) -> None:
        self.clauses = list(pack.clauses.values())
        self._embedding, self._served, self._late = embedding, served, late
        self._asked: dict[str, Embedded] = {}
        self._earlier = {clause.id for clause in self.clauses if clause.layer == "earlier"}
        self._spelled = spell_out(pack)
        self._keywords = Keywords(self.clauses)
        self._client = chromadb.EphemeralClient(settings=quiet())
        self._examples = examples(pack)

    def all(self) -> Iterator[tuple[str, Finder]]:
        """Each way by its name, from the plainest to the one that is served."""
        plain = self._chroma("plain", self._late.whole)
        headed = self._chroma("headed", self._embed(f"{each.heading}\n{each.text}" for each in self.clauses))
        titled = self._chroma(
            "titled", self._embed(f"{each.title}: {each.heading}\n{each.text}" for each in self.clauses)
        )
        word_by_word = self._word_by_word
        yield "Keywords (BM25) alone", self._by_words
        yield "Static model of the same weights", self._static()
        yield "Chroma, MiniLM: clause, with its heading where it does not name it", plain
        yield "Chroma, MiniLM: heading and clause", headed
        yield "Chroma, MiniLM: document, heading and clause", titled
        yield "Chroma and keywords, fused (headings: as it was)", self._fused(headed)
        yield "... headings only where needed", self._fused(plain)
        yield "... asked in full as well", self._fused(plain, self._asked_in_full(plain), self._words_in_full)
        yield "Word by word (late interaction)", word_by_word(in_full=False)
        yield "... asked in full as well", word_by_word(in_full=True)
        yield "... and by the statements that rest on them: as served", self._as_served

    def _of(self, question: str) -> Embedded:
        if question not in self._asked:
            self._asked[question] = self._embedding.of_questions([question])[0]
        return self._asked[question]

    def _by_words(self, question: str) -> list[str]:
        return [clause for clause, _ in self._keywords.search(question, DEEP)]

    def _words_in_full(self, question: str) -> list[str]:
        return self._by_words(self._spelled(question))

    def _as_served(self, question: str) -> list[str]:
        return [hit.clause.id for hit in self._served.search(question, DEEP)]

    def _asked_in_full(self, finder: Finder) -> Finder:
        return lambda question: finder(self._spelled(question))

    def _word_by_word(self, *, in_full: bool) -> Finder:
        def find(question: str) -> list[str]:
            wordings = [question, self._spelled(question)] if in_full else [question]
            near = self._late.nearest(self._of(question).vector, LOOKED_AT)
            speaks = self._late.speaks([self._of(each) for each in dict.fromkeys(wordings)], near)
            return sorted(speaks, key=lambda clause: -speaks[clause])[:DEEP]

        return find

    def _fused(self, *finders: Finder) -> Finder:
        """Reciprocal rank fusion with keywords, an earlier clause a little lower in each list."""

        def find(question: str) -> list[str]:
            scores: dict[str, float] = defaultdict(float)
            for finder in (*finders, self._by_words):
                for place, clause in enumerate(finder(question)):
                    scores[clause] += (EARLIER if clause in self._earlier else 1) / (RANK_CONSTANT + 1 + place)
            return sorted(scores, key=lambda clause: -scores[clause])[:DEEP]

        return find

    def _embed(self, texts: Iterable[str]) -> Vectors:
        return np.array([each.vector for each in self._embedding.of_documents(list(texts))])

    def _chroma(self, name: str, vectors: Vectors) -> Finder:
        collection = self._client.get_or_create_collection(name, configuration=CONFIGURATION, embedding_function=None)
        collection.add(ids=[clause.id for clause in self.clauses], embeddings=vectors)

        def find(question: str) -> list[str]:
            vector = self._of(question).vector
            return list(collection.query(query_embeddings=vector[None, :], n_results=DEEP)["ids"][0])

        return find

    def _static(self) -> Finder:
        """Each piece of a word embedded by itself once; a text is their mean, the frequent ones weighing less."""
        split = self._embedding.pieces
        counts = Counter(piece for clause in self.clauses for piece in split(clause.text))
        whole = counts.total()
        known: dict[str, Vectors] = {}

        def of(texts: Sequence[str]) -> npt.NDArray[np.float64]:
            pieces = [split(text) for text in texts]
            new = sorted({piece for each in pieces for piece in each} - known.keys())
            known.update(zip(new, (each.vector for each in self._embedding.of_documents(new)), strict=True))
            rows = [
                sum((known[piece] * (FREQUENT / (FREQUENT + counts[piece] / whole)) for piece in each), np.zeros(1))
                / max(len(each), 1)
                for each in pieces
            ]
            return np.array(rows)

        stored = of([clause.text for clause in self.clauses])
        middle = stored.mean(axis=0)  # what every text has in common tells nothing

        def unit(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            apart = vectors - middle
            return np.asarray(apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9))

        matrix = unit(stored)

        def find(question: str) -> list[str]:
            order = np.argsort(-(matrix @ unit(of([question]))[0]), kind="stable")[:DEEP]
            return [self.clauses[place].id for place in order]

        return find
