"""Text to vectors, on this machine. Import this late: what it imports takes seconds."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

import torch
from langchain_core.embeddings import Embeddings
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from index import weights
from index.exceptions import ModelUnusable

disable_progress_bar()
torch.set_num_threads(1)  # one short text at a time: more threads only get in each other's way


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
        # The tokenizer keeps state while it pads, and a second thread would gain nothing on two cores.
        self._one_at_a_time = threading.Lock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in their order."""
        with self._one_at_a_time:
            vectors = self._model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
        return [vector.tolist() for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question (10-20 ms)."""
        with self._one_at_a_time:
            vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return [float(number) for number in vector]


load = cache(Embedding)
"""The model, loaded once in a process. A failure is not remembered."""
