"""What kind of message a text is, by its meaning: danger now, what only sounds like it, chat, a case, the policy.

A linear model over the embedding of a text. `python -m index.kinds` trains it on the examples of kinds.yaml and writes
kinds.json, which is all that is read when questions are answered.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent
EXAMPLES, TRAINED = _FOLDER / "kinds.yaml", _FOLDER / "kinds.json"
STRENGTH = 10.0
"""How closely the model follows its examples: the best of 3, 10 and 30 in ten-fold cross-validation."""
DIGITS = 4


class Kinds:
    """The trained model, for vectors of one embedding model only."""

    def __init__(self, fingerprint: str, trained: Path = TRAINED) -> None:
        """`fingerprint` is of the embedding model in use; with another than the trained one, nothing is told."""
        model = json.loads(trained.read_text(encoding="utf-8"))
        self._names: list[str] = model["kinds"] if model["embedding"] == fingerprint else []
        self._weights: list[list[float]] = model["weights"]
        self._bias: list[float] = model["bias"]

    def of(self, vector: Sequence[float]) -> Mapping[str, float]:
        """Kind -> how likely it is, from 0 to 1, of a text of this vector; empty where the model does not fit."""
        if not self._names:
            return {}
        odds = [
            sum(weight * number for weight, number in zip(weights, vector, strict=True)) + bias
            for weights, bias in zip(self._weights, self._bias, strict=True)
        ]
        shares = [math.exp(each - max(odds)) for each in odds]
        return {name: share / sum(shares) for name, share in zip(self._names, shares, strict=True)}


def read_examples() -> dict[str, list[str]]:
    """Kind -> its examples."""
    return dict(yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")))


def digest() -> str:
    """What the trained model says of the examples that it was trained on."""
    return hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()


def train() -> None:
    """Write kinds.json anew. Takes half a minute; what it imports is needed for nothing else."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    from index.embedding import load  # noqa: PLC0415

    embedding = load()
    pairs = [(text, kind) for kind, texts in read_examples().items() for text in texts]
    print(f"Embedding {len(pairs)} examples.")
    vectors = embedding.embed_documents([text for text, _ in pairs])
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500)
    model.fit(vectors, [kind for _, kind in pairs])
    trained = {
        "examples": digest(),
        "embedding": embedding.fingerprint,
        "kinds": list(model.classes_),
        "weights": model.coef_.round(DIGITS).tolist(),
        "bias": model.intercept_.round(DIGITS).tolist(),
    }
    TRAINED.write_text(json.dumps(trained), encoding="utf-8")
    print(f"Wrote {TRAINED.name}: {', '.join(model.classes_)}.")


if __name__ == "__main__":
    train()
