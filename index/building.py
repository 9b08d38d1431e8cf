"""Clauses into a Chroma index in the data directory.

Built in a temporary directory, closed, checked, then renamed to a name made of pack, revision and model: another
process sees a whole index or none. One builder at a time, under a file lock; a builder that was killed leaves only a
temporary directory, which the next one removes.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import chromadb
import numpy as np
from filelock import FileLock, Timeout
from langchain_chroma import Chroma

from assistant.clauses import Clause
from assistant.examples import Example
from index import manifest
from index.exceptions import IndexUnusable
from index.opening import COLLECTION, Store, open_directory, quiet

if TYPE_CHECKING:
    from index.embedding import Embedding
    from index.vectors import Vectors

CONFIGURATION = {"hnsw": {"space": "cosine"}}
_BATCH = 32
"""Clauses that are embedded at once."""
_NEIGHBOURS = 5
_WAIT_FOR_OTHERS = 120.0  # seconds
_TEMPORARY = "building-"

Progress = Callable[[str], None]
"""Told what is being done: "building 40/90"."""


def open_or_build(
    indexes: Path,
    name: str,
    clauses: Sequence[Clause],
    embedding: Embedding | Vectors,
    progress: Progress,
    *,
    examples: Sequence[Example] = (),
) -> Store:
    """Open the index `name` in the directory `indexes`; build it first when it is missing, damaged or another's.

    Raises IndexUnusable, OSError or what Chroma raises, and leaves the other indexes there as they were.
    """
    with contextlib.suppress(Exception):  # whatever is wrong with it, it is built anew
        return open_directory(indexes / name, clauses, embedding, examples)
    indexes.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(indexes / ".lock", timeout=_WAIT_FOR_OTHERS):
            with contextlib.suppress(Exception):  # another builder may have been here while this one waited
                return open_directory(indexes / name, clauses, embedding, examples)
            return _build(indexes, name, clauses, embedding, progress, examples=examples)
    except Timeout as error:
        raise IndexUnusable("another server is still building the index") from error


def fill(chroma: Chroma, clauses: Sequence[Clause], progress: Progress) -> None:
    """Embed the clauses, and add them to the collection."""
    for start in range(0, len(clauses), _BATCH):
        progress(f"building {start}/{len(clauses)}")
        batch = clauses[start : start + _BATCH]
        chroma.add_texts(
            [manifest.embedded(clause) for clause in batch],
            metadatas=[
                {"document": clause.document, "layer": clause.layer, "wording": clause.wording} for clause in batch
            ],
            ids=[clause.id for clause in batch],
        )
    progress(f"building {len(clauses)}/{len(clauses)}")


def nearest_to_each(chroma: Chroma) -> manifest.Neighbours:
    """The five clauses nearest to each clause, from the vectors stored."""
    stored = chroma.get(include=["embeddings"])
    ids, vectors = stored["ids"], np.asarray(stored["embeddings"])
    found: manifest.Neighbours = {}
    for place, clause in enumerate(ids):  # row by row: the whole square would be large for a large official file
        cosines = vectors @ vectors[place]  # vectors have length 1
        cosines[place] = -np.inf
        order = np.argsort(-cosines, kind="stable")[: min(_NEIGHBOURS, len(ids) - 1)]
        found[clause] = [(ids[other], round(float(cosines[other]), 4)) for other in order]
    return found


def _build(
    indexes: Path,
    name: str,
    clauses: Sequence[Clause],
    embedding: Embedding | Vectors,
    progress: Progress,
    *,
    examples: Sequence[Example],
) -> Store:
    for litter in indexes.glob(f"{_TEMPORARY}*"):  # we hold the lock, so nobody is building there
        shutil.rmtree(litter, ignore_errors=True)
    directory = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=indexes))
    try:
        with chromadb.PersistentClient(str(directory), settings=quiet()) as client:
            chroma = Chroma(COLLECTION, embedding, client=client, collection_configuration=CONFIGURATION)
            fill(chroma, clauses, progress)
            neighbours = nearest_to_each(chroma)
        manifest.write(directory, manifest.describe(clauses, embedding.fingerprint), neighbours)
        store = open_directory(directory, clauses, embedding, examples)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    try:
        _put_in_place(directory, indexes / name)
    except BaseException:
        store.close()
        raise
    return store


def _put_in_place(directory: Path, place: Path) -> None:
    """Rename, and drop what it replaces and the pack's other revisions: whoever uses one has a copy."""
    _remove(place)
    directory.chmod(0o755)
    directory.rename(place)
    pack = place.name.split("-")[0]
    for other in place.parent.glob(f"{pack}-*"):
        if other != place:
            _remove(other)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
