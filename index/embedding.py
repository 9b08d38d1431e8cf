"""Text to vectors, on this machine. Import this late: what it imports takes seconds."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from langchain_core.embeddings import Embeddings
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from index import weights
from index.exceptions import ModelUnusable

disable_progress_bar()
# One thread for a text, and as many texts at once as there are cores: threads within one short text cost more than
# they gain, and on a busy machine they wait for each other.
torch.set_num_threads(1)

_BATCH = 64
_WORKERS = os.cpu_count() or 1


class Embedded(NamedTuple):
    """A text as the model sees it."""

    vector: npt.NDArray[np.float32]
    """Of length 1."""
    tokens: npt.NDArray[np.int64]
    """Which pieces of words it has; none where the model does not tell them apart."""
    token_vectors: npt.NDArray[np.float32]
    """For each of them a vector of length 1, as it is meant in this text."""


class Embedding(Embeddings):
    """A sentence-transformers model as LangChain's embeddings. Vectors have length 1; safe to share between threads."""

    def __init__(self, model: str = weights.DEFAULT_MODEL) -> None:
        """Load `model`: the default one, or another's name or path. Raises ModelUnusable."""
        directory = weights.locate(model)
        if model == weights.DEFAULT_MODEL:
            weights.verify(Path(directory))
        self.fingerprint = weights.fingerprint(model)
        """64 hex digits; vectors are compared only with vectors of the same fingerprint."""
        try:
            self._model = SentenceTransformer(directory, device="cpu")
        except Exception as error:
            raise ModelUnusable(f"the embedding model could not be loaded ({type(error).__name__})") from error
        # Questions are short: two at once would only slow each other down.
        self._one_question_at_a_time = threading.Lock()
        self._special = set(getattr(self._model.tokenizer, "all_special_ids", ()))
        self.of_questions([""])  # the tokenizer settles how it pads, and may be shared between threads from here on

    def of_documents(self, texts: Sequence[str], *, by_word: bool = True) -> list[Embedded]:
        """Each text embedded, in their order; all cores work on it. Without `by_word`, no text has its words."""
        lengths = self.lengths(texts)
        order = sorted(range(len(texts)), key=lengths.__getitem__)  # as few as can be are padded to another's length
        batch = max(1, min(_BATCH, -(-len(texts) // _WORKERS)))
        batches = [order[start : start + batch] for start in range(0, len(order), batch)]
        embed = partial(self._batch, texts, by_word=by_word)
        found: dict[int, Embedded] = {}
        with ThreadPoolExecutor(_WORKERS, "embedding") as pool:
            for places, some in zip(batches, pool.map(embed, batches), strict=True):
                found |= zip(places, some, strict=True)
        return [found[place] for place in range(len(texts))]

    def of_questions(self, texts: Sequence[str]) -> list[Embedded]:
        """Each wording of a question embedded: two took about 34 ms on two cores."""
        with self._one_question_at_a_time:
            features = self._model.encode_query(list(texts), output_value=None, show_progress_bar=False)
        return [self._embedded(each) for each in features]

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """How many pieces of words each text is, which is how long it takes to embed."""
        try:
            return [len(each) for each in self._model.tokenizer(list(texts))["input_ids"]] if texts else []
        except (TypeError, KeyError):  # another model's own tokenizer
            return [len(text) for text in texts]

    def pieces(self, text: str) -> list[str]:
        """The pieces of words that the model reads a text as."""
        return list(self._model.tokenizer.tokenize(text))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in their order."""
        return [each.vector.tolist() for each in self.of_documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        vector: list[float] = self.of_questions([text])[0].vector.tolist()
        return vector

    def _batch(self, texts: Sequence[str], places: Sequence[int], *, by_word: bool) -> list[Embedded]:
        some = [texts[place] for place in places]
        if not by_word:
            vectors = self._model.encode_document(some, batch_size=_BATCH, show_progress_bar=False)
            return [_whole(vector) for vector in _unit(vectors)]
        features = self._model.encode_document(some, output_value=None, batch_size=_BATCH, show_progress_bar=False)
        return [self._embedded(each) for each in features]

    def _embedded(self, features: Any) -> Embedded:
        vector = _unit(features["sentence_embedding"].numpy())
        if "token_embeddings" not in features or "input_ids" not in features:
            return _whole(vector)
        length = len(features["token_embeddings"])
        tokens = features["input_ids"].numpy()[:length]
        told = np.array([token not in self._special for token in tokens.tolist()], dtype=bool)
        return Embedded(vector, tokens[told], _unit(features["token_embeddings"].numpy()[told]))


def _whole(vector: npt.NDArray[np.float32]) -> Embedded:
    return Embedded(vector, np.empty(0, np.int64), np.empty((0, len(vector)), np.float32))


def _unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


load = cache(Embedding)
"""The model, loaded once in a process. A failure is not remembered."""
