from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.clauses import Clause
from index import opening
from index.embedding import Embedding
from index.exceptions import IndexUnusable
from tests.index.conftest import Build, snapshot
from tests.index.dozen import EXAMPLES


@pytest.fixture
def built(build: Build, clauses: list[Clause], tmp_path: Path) -> Path:
    build(clauses, examples=EXAMPLES)
    [directory] = tmp_path.glob("northmoor-*")
    return directory


def test_reopened_it_finds_the_same(built: Path, build: Build, clauses: list[Clause], embedding: Embedding) -> None:
    told: list[str] = []
    nearest = build(clauses, told=told, examples=EXAMPLES).nearest(
        embedding.embed_query("must I warn anyone of an emergency hearing?"), 3
    )
    assert nearest[0][0] == "northmoor/1/3"
    assert 1 >= nearest[0][1] >= nearest[1][1] >= nearest[2][1]
    assert told == []  # opened, not built


def test_opening_and_searching_write_nothing(
    built: Path, build: Build, clauses: list[Clause], embedding: Embedding
) -> None:
    before = snapshot(built)
    store = build(clauses, examples=EXAMPLES)
    store.nearest(embedding.embed_query("court"), 3)
    store.close()
    assert snapshot(built) == before


def test_a_missing_one_is_not_created(tmp_path: Path, clauses: list[Clause], embedding: Embedding) -> None:
    with pytest.raises(IndexUnusable, match="no index has been built"):
        opening.open_directory(tmp_path / "none", clauses, embedding)
    assert not (tmp_path / "none").exists()


def test_a_zeroed_truncated_or_missing_file_is_noticed(
    built: Path, clauses: list[Clause], embedding: Embedding
) -> None:
    files = [path for path in built.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) >= 4
    for file in files:
        whole = file.read_bytes()
        for damaged in (bytes(len(whole)), whole[: len(whole) // 2], None):
            if damaged == whole:  # Chroma sets room aside, sometimes all zeros
                continue
            file.unlink()
            if damaged is not None:
                file.write_bytes(damaged)
            with pytest.raises(IndexUnusable, match="damaged"):
                opening.open_directory(built, clauses, embedding, EXAMPLES)
            file.write_bytes(whole)


def test_vectors_that_are_not_the_models_are_noticed(build: Build, clauses: list[Clause], embedding: Embedding) -> None:
    swapped = [clause.model_copy(update={"id": f"{clause.id}x"}) for clause in clauses]
    with pytest.raises(IndexUnusable, match="does not hold the clauses"):
        build(clauses).check(swapped, embedding)
    other = [clause.model_copy(update={"text": "Something else altogether."}) for clause in clauses]
    with pytest.raises(IndexUnusable, match="by its own words"):
        build(clauses).check(other, embedding)


def test_closing_ends_the_threads_and_leaves_no_copy(
    built: Path, build: Build, clauses: list[Clause], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    stores = [build(clauses, examples=EXAMPLES) for _ in range(10)]
    assert len(os.listdir(copies)) == 10
    most = threads()
    for store in stores:
        store.close()
    assert os.listdir(copies) == []
    assert threads() <= most // 2


def test_telemetry_is_off() -> None:
    assert opening.quiet().anonymized_telemetry is False


def threads() -> int:
    return len(os.listdir("/proc/self/task"))
