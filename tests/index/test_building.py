from __future__ import annotations

import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.clauses import Clause
from index import building, manifest
from index.embedding import Embedding
from index.exceptions import IndexUnusable, in_words
from tests.index.conftest import Build, snapshot
from tests.index.dozen import EXAMPLES, made_up

# Another process builds with made-up vectors, so that it starts in a second and not in ten.
BUILDER = """
import os, signal, sys
from pathlib import Path
from index import building, manifest
from tests.index.dozen import made_up

class Embedding:
    fingerprint = "made up"
    def embed_documents(self, texts):
        return [[1.0 / (1 + len(text)), len(text) / 100, 1.0] for text in texts]

def progress(text):
    print(text, flush=True)
    if "kill" in sys.argv and not text.startswith("building 0/"):
        os.kill(os.getpid(), signal.SIGKILL)

print("waiting", flush=True)
indexes = Path(sys.argv[1])
building.open_or_build(indexes, "northmoor-r1-made_up", made_up(), Embedding(), progress).close()
print("done", flush=True)
"""


def builder(indexes: Path, *more: str) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(indexes), *more], cwd=root, stdout=subprocess.PIPE, text=True
    )


def test_each_clause_knows_its_neighbours(build: Build, clauses: list[Clause]) -> None:
    neighbours = build(clauses).neighbours
    assert set(neighbours) == {clause.id for clause in clauses}
    assert neighbours["northmoor/1/1"][0][0] == "northmoor/1/2"
    for clause, near in neighbours.items():
        cosines = [cosine for _, cosine in near]
        assert len(near) == 5
        assert clause not in dict(near)
        assert cosines == sorted(cosines, reverse=True)


@pytest.mark.parametrize("count", [1, 2])
def test_a_clause_or_two_make_an_index(build: Build, clauses: list[Clause], count: int) -> None:
    assert len(build(clauses[:count]).neighbours["northmoor/1/1"]) == count - 1


def test_progress_is_told(build: Build) -> None:
    told: list[str] = []
    build(
        made_up() + [clause.model_copy(update={"id": f"{clause.id}x{n}"}) for n in range(3) for clause in made_up()],
        told=told,
    )
    assert told == ["building 0/48", "building 32/48", "building 48/48"]


def test_the_examples_are_held_beside_the_clauses(build: Build, clauses: list[Clause], embedding: Embedding) -> None:
    told: list[str] = []
    for _ in range(2):
        store = build(clauses, told=told, examples=EXAMPLES)
        [(example, cosine), *others] = store.examples.nearest(embedding.embed_query("where can I park"), 9)
        assert example.about == "parking"
        assert cosine == pytest.approx(1, abs=0.01)
        assert len(others) == len(EXAMPLES) - 1
    assert told == ["building 0/12", "building 12/12"]


def test_the_same_clauses_with_other_examples_need_no_building(
    build: Build, clauses: list[Clause], embedding: Embedding
) -> None:
    build(clauses, examples=EXAMPLES)
    told: list[str] = []
    store = build(clauses, told=told, examples=EXAMPLES[1:])
    near = store.examples.nearest(embedding.embed_query("where can I park"), 99)
    assert [told, sorted(each.text for each, _ in near)] == [[], sorted(each.text for each in EXAMPLES[1:])]


def test_a_new_revision_replaces_the_packs_old_one_and_no_other(
    build: Build, clauses: list[Clause], tmp_path: Path
) -> None:
    (tmp_path / "northmoor_test-r1-abc").mkdir()
    build(clauses, "r1")
    build(made_up("New."), "r2")
    assert sorted(path.name.rsplit("-", 1)[0] for path in tmp_path.glob("north*")) == [
        "northmoor-r2",
        "northmoor_test-r1",
    ]


def test_the_same_revision_with_other_clauses_is_built_again(build: Build, clauses: list[Clause]) -> None:
    build(clauses)
    told: list[str] = []
    build(made_up("Changed."), told=told)
    assert told


@pytest.mark.parametrize("garbage", ["file", "empty", "half"])
def test_garbage_in_its_place_is_replaced(
    build: Build, clauses: list[Clause], tmp_path: Path, embedding: Embedding, garbage: str
) -> None:
    place = tmp_path / manifest.index_name("northmoor", "r1", embedding.fingerprint)
    if garbage == "file":
        place.write_text("garbage")
    else:
        place.mkdir()
    if garbage == "half":
        (place / "chroma.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(4096))
    build(clauses)
    assert (place / "manifest.json").is_file()


def test_two_threads_build_once(build: Build, clauses: list[Clause]) -> None:
    told: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: build(clauses, told=told), range(2)))
    assert told == ["building 0/12", "building 12/12"]


def test_two_processes_build_once(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"):
        both = [builder(tmp_path) for _ in range(2)]
        for process in both:
            assert process.stdout is not None
            assert process.stdout.readline() == "waiting\n"
    said = sorted(process.communicate(timeout=60)[0] for process in both)
    assert said == ["building 0/12\nbuilding 12/12\ndone\n", "done\n"]
    assert [process.returncode for process in both] == [0, 0]


def test_a_killed_build_leaves_the_old_index_and_the_next_one_cleans_up(
    build: Build, clauses: list[Clause], tmp_path: Path
) -> None:
    build(clauses)
    before = snapshot(tmp_path)
    process = builder(tmp_path, "kill")
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    [litter] = tmp_path.glob("building-*")
    assert {name: content for name, content in snapshot(tmp_path).items() if not name.startswith(litter.name)} == before
    build(made_up("New."), "r2")
    assert not litter.exists()


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond 64 KiB, which SQLite takes for a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_leaves_the_old_index_and_no_litter(
    build: Build, clauses: list[Clause], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    build(clauses)
    before = snapshot(tmp_path)
    request.getfixturevalue("full_disk")
    with pytest.raises(Exception) as caught:  # noqa: PT011
        build(made_up("New."), "r2")
    assert str(tmp_path) not in in_words(caught.value)
    assert snapshot(tmp_path) == before


def test_a_builder_that_holds_the_lock_for_ever_is_reported(
    build: Build, clauses: list[Clause], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_WAIT_FOR_OTHERS", 0.01)
    with FileLock(tmp_path / ".lock"), pytest.raises(IndexUnusable, match="another server is still building"):
        build(clauses)


def test_no_connection_is_opened(
    build: Build, clauses: list[Clause], embedding: Embedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    build(clauses).nearest(embedding.embed_query("court"), 1)
