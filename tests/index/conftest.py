"""What a test needs to search the dozen clauses with the real model and the real Chroma."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.clauses import Clause
from assistant.examples import Example
from index import building, library, manifest
from index.embedding import Embedding, load
from index.late_interaction import LateInteraction
from index.library import Library
from index.opening import Store
from tests.index.dozen import documents, made_up


@pytest.fixture
def clauses() -> list[Clause]:
    return made_up()


@pytest.fixture(scope="session")
def embedding() -> Embedding:
    return load("all-MiniLM-L6-v2")


def word_by_word(clauses: Sequence[Clause], embedding: Embedding) -> LateInteraction:
    """The clauses as a library holds them, to be held against a question word by word."""
    return LateInteraction(documents(clauses), embedding.of_documents([manifest.embedded(each) for each in clauses]))


Build = Callable[..., Store]


@pytest.fixture
def build(tmp_path: Path, embedding: Embedding) -> Iterator[Build]:
    """Open or build in `tmp_path`; closed after the test."""
    stores: list[Store] = []

    def run(
        clauses: Sequence[Clause],
        revision: str = "r1",
        told: list[str] | None = None,
        examples: Sequence[Example] = (),
    ) -> Store:
        told = [] if told is None else told
        name = manifest.index_name("northmoor", revision, embedding.fingerprint)
        stores.append(building.open_or_build(tmp_path, name, clauses, embedding, told.append, examples=examples))
        return stores[-1]

    yield run
    for store in stores:
        store.close()


Start = Callable[..., Library]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a library over the dozen in `tmp_path`; closed after the test."""
    started: list[Library] = []

    def run(clauses: Sequence[Clause] | None = None, data_dir: Path = tmp_path, **settings: Any) -> Library:
        given = made_up() if clauses is None else clauses
        started.append(library.start(given, "northmoor", "r1", data_dir, **settings))
        return started[-1]

    yield run
    for each in started:
        each.close()


class Ready(threading.Event):
    """A listener to progress, set when the library is ready."""

    def __call__(self, status: str) -> None:
        if status == "ready":
            self.set()


def snapshot(directory: Path) -> dict[str, bytes]:
    """Every file under `directory` and what it holds."""
    files = (path for path in directory.rglob("*") if path.is_file())
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}
