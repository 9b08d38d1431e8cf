from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index import weights
from index.exceptions import ModelUnusable


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    copy = tmp_path / "model"
    shutil.copytree(weights.locate(weights.DEFAULT_MODEL), copy)
    return copy


def test_the_packaged_model_is_the_published_one() -> None:
    weights.verify(Path(weights.locate(weights.DEFAULT_MODEL)))


def test_a_changed_weight_is_refused(copy: Path) -> None:
    with (copy / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\0\0\0\0")
    with pytest.raises(ModelUnusable, match=r"model\.safetensors"):
        weights.verify(copy)


def test_a_changed_or_missing_tokenizer_is_refused(copy: Path) -> None:
    (copy / "vocab.txt").write_text("word\n")
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelUnusable, match=r"tokenizer\.json, vocab\.txt"):
        weights.verify(copy)


def test_a_directory_has_the_fingerprint_of_its_files(copy: Path) -> None:
    before = weights.fingerprint(str(copy))
    (copy / "config.json").write_text("{}")
    assert weights.fingerprint(str(copy)) != before


def test_every_model_has_a_fingerprint_of_its_own() -> None:
    models = [weights.DEFAULT_MODEL, "one/model", "another/model"]
    assert len({weights.fingerprint(model) for model in models}) == len(models)
