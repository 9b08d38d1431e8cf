from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedded, Embedding
from index.vectors import Vectors

CLAUSES, EXAMPLES = ["Notice is five days.", "A visit is made."], ["how much notice", "who visits"]


class Counting:
    """The real model, and what it was asked to embed."""

    def __init__(self, embedding: Embedding) -> None:
        self.fingerprint = embedding.fingerprint
        self.asked: list[str] = []
        self._embedding = embedding

    def of_documents(self, texts: Sequence[str], *, by_word: bool = True) -> list[Embedded]:
        self.asked += texts
        return self._embedding.of_documents(texts, by_word=by_word)

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return self._embedding.lengths(texts)


@pytest.fixture
def counting(embedding: Embedding) -> Counting:
    return Counting(embedding)


def prepared(counting: Counting, folder: Path, clauses: Sequence[str] = CLAUSES) -> Vectors:
    vectors = Vectors(counting, folder)  # type: ignore[arg-type]
    vectors.prepare(clauses, EXAMPLES, lambda status: None)
    return vectors


def test_a_changed_pack_is_embedded_only_where_it_changed(counting: Counting, tmp_path: Path) -> None:
    first = prepared(counting, tmp_path)
    assert set(counting.asked) == {*CLAUSES, *EXAMPLES}
    counting.asked.clear()
    second = prepared(counting, tmp_path, [CLAUSES[0], "New words."])
    assert counting.asked == ["New words."]
    [kept], [before] = second.of([CLAUSES[0]]), first.of([CLAUSES[0]])
    assert kept.vector == pytest.approx(before.vector)
    assert kept.tokens.tolist() == before.tokens.tolist()
    assert kept.token_vectors == pytest.approx(before.token_vectors, abs=1e-3)


def test_what_is_no_longer_in_use_is_dropped(counting: Counting, tmp_path: Path) -> None:
    prepared(counting, tmp_path)
    prepared(counting, tmp_path, ["New words."])
    counting.asked.clear()
    prepared(counting, tmp_path)
    assert set(counting.asked) == set(CLAUSES)


def test_an_example_that_becomes_a_clause_is_embedded_word_by_word(counting: Counting, tmp_path: Path) -> None:
    prepared(counting, tmp_path)
    [embedded] = prepared(counting, tmp_path, [*CLAUSES, EXAMPLES[0]]).of([EXAMPLES[0]])
    assert len(embedded.tokens) == len(embedded.token_vectors) > 0


@pytest.mark.parametrize("damage", ["garbage", "cut", "flipped"])
def test_a_damaged_file_is_made_anew(counting: Counting, tmp_path: Path, damage: str) -> None:
    prepared(counting, tmp_path)
    [file] = tmp_path.glob("vectors-*.npz")
    content = bytearray(file.read_bytes())
    if damage == "flipped":
        content[len(content) // 2] ^= 0xFF
    file.write_bytes({"garbage": b"garbage", "cut": bytes(content[: len(content) // 2])}.get(damage, bytes(content)))
    counting.asked.clear()
    prepared(counting, tmp_path)
    assert set(counting.asked) == {*CLAUSES, *EXAMPLES}
    counting.asked.clear()
    prepared(counting, tmp_path)
    assert counting.asked == []


def test_a_folder_that_cannot_be_written_is_done_without(counting: Counting, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    vectors = prepared(counting, tmp_path / "file")
    assert len(vectors.of(CLAUSES)) == 2
    assert set(counting.asked) == {*CLAUSES, *EXAMPLES}


def test_a_question_is_not_kept(embedding: Embedding, tmp_path: Path) -> None:
    vectors = Vectors(embedding, tmp_path)
    vectors.prepare(CLAUSES, EXAMPLES, lambda status: None)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    vectors.embed_query("a question")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_order_is_that_of_the_texts(embedding: Embedding) -> None:
    texts = [f"{'long ' * (9 - n)}text {n}" for n in range(9)]
    together = embedding.of_documents(texts)
    for text, embedded in zip(texts, together, strict=True):
        [alone] = embedding.of_documents([text])
        assert np.allclose(alone.vector, embedded.vector, atol=1e-5)
        assert len(alone.tokens) == len(embedded.tokens)
