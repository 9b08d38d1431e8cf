"""An index that has been built, opened for reading.

What was built is never opened itself: each reader opens a copy of its own. Chroma caches clients by path, writes to
what it opens, and several servers may share one data directory; a copy settles all three, and lets an index on a
read-only disk be used.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chromadb
from chromadb.config import Settings
from langchain_chroma import Chroma

from assistant.clauses import Clause
from assistant.examples import Example
from index import example_vectors, manifest
from index.example_vectors import ExampleVectors
from index.exceptions import IndexUnusable

if TYPE_CHECKING:
    from index.embedding import Embedding
    from index.vectors import Vectors

COLLECTION = "clauses"
_SAME_TEXT = 0.99  # cosine


class Store:
    """Clauses and examples by vector. Close it once, when nobody reads any more."""

    def __init__(
        self, chroma: Chroma, examples: ExampleVectors, neighbours: manifest.Neighbours, close: Callable[[], None]
    ) -> None:
        self._chroma = chroma
        self.examples = examples
        self.neighbours = neighbours
        self.close = close

    def nearest(self, vector: list[float], limit: int) -> list[tuple[str, float]]:
        """Ids and cosines (-1..1) of the clauses nearest to `vector`, nearest first. Raises if the index is broken."""
        # By vector, never by text: a reopened collection carries an embedder that downloads its model.
        found = self._chroma.similarity_search_by_vector_with_relevance_scores(vector, k=limit)
        if not found:  # its files went from under it
            raise IndexUnusable("the index has lost its clauses")
        return [(str(document.id), 1 - distance) for document, distance in found]

    def check(self, clauses: Sequence[Clause], embedding: Embedding | Vectors) -> None:
        """Check what is held, and ask for a clause by its own text. Raises IndexUnusable."""
        if set(self._chroma.get(include=[])["ids"]) != {clause.id for clause in clauses}:
            raise IndexUnusable("the index does not hold the clauses of this revision")
        [vector] = embedding.embed_documents([manifest.embedded(clauses[0])])
        [(_, cosine)] = self.nearest(vector, 1)
        if not cosine > _SAME_TEXT:  # written so that a NaN fails
            raise IndexUnusable("the index does not find a clause by its own words")


def open_directory(
    directory: Path, clauses: Sequence[Clause], embedding: Embedding | Vectors, examples: Sequence[Example] = ()
) -> Store:
    """Open a copy of the index in `directory`. Raises IndexUnusable if it is not whole, or not of these texts."""
    if not directory.is_dir():  # Chroma would make one
        raise IndexUnusable("no index has been built for this revision")
    temporary = tempfile.TemporaryDirectory(prefix="transfer-assistant-", ignore_cleanup_errors=True)
    copy = Path(temporary.name)
    client: Any = None

    def close() -> None:
        if client:
            client.close()  # or its threads stay for good
        temporary.cleanup()

    try:
        shutil.copytree(directory, copy, dirs_exist_ok=True)
        manifest.check(copy, manifest.describe(clauses, embedding.fingerprint))
        client = chromadb.PersistentClient(str(copy), settings=quiet())
        chroma = Chroma(COLLECTION, client=client, create_collection_if_not_exists=False)
        held = example_vectors.embedded(examples, embedding)
        store = Store(chroma, held, manifest.neighbours(copy), close)
        store.check(clauses, embedding)
    except BaseException:
        close()
        raise
    return store


def quiet() -> Settings:
    """Chroma's settings, telemetry off."""
    return Settings(anonymized_telemetry=False)
