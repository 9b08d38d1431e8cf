"""The examples' vectors, held in memory: there are a few thousand, and every one of them counts.

They lie in no Chroma collection: its own search looks at most of them only, and not always at the same, and building
one took a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from assistant.examples import Example

Vectors = npt.NDArray[np.float64]
_RIDGE = 5.0
"""What keeps the weights of the line small: the more, the less a single example tells."""


class ExampleVectors:
    """Vectors of length 1, in the order of their examples."""

    def __init__(self, examples: Sequence[Example], vectors: Vectors) -> None:
        self._examples = list(examples)
        self._vectors = vectors
        self._line = _line(vectors, np.array([example.within for example in examples], dtype=bool))

    def nearest(self, vector: Sequence[float], limit: int) -> list[tuple[Example, float]]:
        """The examples nearest to `vector`, and their cosines, nearest first."""
        if not self._examples:
            return []
        cosines = self._vectors @ np.asarray(vector)
        order = np.argsort(-cosines, kind="stable")[:limit]
        return [(self._examples[place], float(cosines[place])) for place in order]

    def lean(self, vector: Sequence[float]) -> float:
        """Above 0 towards the examples that the policy speaks to, below 0 towards the others; 0 where all are alike."""
        return float(np.append(vector, 1.0) @ self._line) if self._line.size else 0.0


def embedded(examples: Sequence[Example], embedding: Embeddings) -> ExampleVectors:
    """The examples with their vectors."""
    return ExampleVectors(examples, np.array(embedding.embed_documents([each.text for each in examples]), dtype=float))


def _line(vectors: Vectors, within: npt.NDArray[np.bool_]) -> Vectors:
    """What best parts the examples within from the others: a weight for each part of a vector, and one by itself.

    By least squares, with 1 for what is within and -1 for the others, both sides weighing the same. Empty where one
    side has no examples.
    """
    if within.all() or not within.any():
        return np.empty(0)
    points = np.column_stack((vectors, np.ones(len(vectors))))
    weighed = points.T * np.where(within, 1.0, within.sum() / (~within).sum())
    ridge = _RIDGE * np.eye(len(weighed))
    return np.asarray(np.linalg.solve(weighed @ points + ridge, weighed @ np.where(within, 1.0, -1.0)))
