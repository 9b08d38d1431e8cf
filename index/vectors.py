"""Vectors worked out before, kept in the data directory: a pack that changed is embedded only where it changed.

A text's vectors lie under the hash of the text, in one file for each embedding model. Nothing that anyone asks is
kept: only clauses and examples are embedded through here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout
from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    from index.embedding import Embedded, Embedding

_AT_ONCE = 256
_WAIT_FOR_OTHERS = 120.0  # seconds


class Vectors(Embeddings):
    """An embedding that remembers the texts of one revision, as LangChain's embeddings."""

    def __init__(self, embedding: Embedding, directory: Path) -> None:
        self.embedding = embedding
        self.fingerprint = embedding.fingerprint
        self._file = directory / f"vectors-{embedding.fingerprint[:12]}.npz"
        self._held: dict[str, Embedded] = {}

    def prepare(self, clauses: Iterable[str], examples: Iterable[str], progress: Callable[[str], None]) -> None:
        """Have the vectors of all these texts at hand; of the clauses, those of their words as well.

        Several servers of one data directory wait for the one that works them out. Where the directory cannot be
        written, they are worked out and not kept.
        """
        by_word, wanted = set(clauses), list(dict.fromkeys((*clauses, *examples)))
        with contextlib.ExitStack() as lock:
            with contextlib.suppress(OSError, Timeout):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                lock.enter_context(FileLock(self._file.with_suffix(".lock"), timeout=_WAIT_FOR_OTHERS))
            self._held = _read(self._file)
            missing = [text for text in wanted if not self._has(text, by_word=text in by_word)]
            lengths = dict(zip(missing, self.embedding.lengths(missing), strict=True))
            missing.sort(key=lambda text: (text not in by_word, lengths[text]))  # of one length they are the fastest
            for start in range(0, len(missing), _AT_ONCE):
                progress(f"embedding {start}/{len(missing)}")
                some = missing[start : start + _AT_ONCE]
                embedded = self.embedding.of_documents(some, by_word=some[0] in by_word)
                self._held |= zip(map(_key, some), embedded, strict=True)
            if missing:
                kept = {_key(text): self._held[_key(text)] for text in wanted}
                with contextlib.suppress(OSError):
                    _write(self._file, kept)

    def of(self, texts: Sequence[str]) -> list[Embedded]:
        """These texts embedded: remembered, or worked out now."""
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self._held]
        new = dict(zip(missing, self.embedding.of_documents(missing), strict=True)) if missing else {}
        return [new[text] if text in new else self._held[_key(text)] for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in their order."""
        return [each.vector.tolist() for each in self.of(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question, which is not kept."""
        return self.embedding.embed_query(text)

    def _has(self, text: str, *, by_word: bool) -> bool:
        held = self._held.get(_key(text))
        return held is not None and (not by_word or bool(len(held.tokens)))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(file: Path) -> dict[str, Embedded]:
    """What the file holds; nothing where it is missing or damaged."""
    from index.embedding import Embedded  # noqa: PLC0415 (seconds, and in use by now)

    try:
        with file.open("rb") as raw, np.load(raw, allow_pickle=False) as stored:  # each part is checked against its CRC
            keys, vectors, bounds = stored["keys"].tolist(), stored["vectors"], stored["bounds"]
            tokens, token_vectors = stored["tokens"], stored["token_vectors"].astype(np.float32)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    parts = zip(keys, vectors, bounds[:-1], bounds[1:], strict=True)
    return {key: Embedded(vector, tokens[a:b], token_vectors[a:b]) for key, vector, a, b in parts}


def _write(file: Path, held: dict[str, Embedded]) -> None:
    each = list(held.values())
    new = file.with_suffix(f".{os.getpid()}.new")
    try:
        with new.open("wb") as out:
            np.savez(
                out,
                keys=np.array(list(held)),
                vectors=np.array([one.vector for one in each]),
                bounds=np.cumsum([0, *(len(one.tokens) for one in each)]),
                tokens=np.concatenate([one.tokens for one in each]),
                token_vectors=np.concatenate([one.token_vectors for one in each]).astype(np.float16),
            )
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
