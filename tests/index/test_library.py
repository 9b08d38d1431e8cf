from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from index import building, embedding, library, weights
from index.library import Library
from tests.index.conftest import Ready, Start, snapshot
from tests.index.dozen import EXAMPLES, made_up
from tests.index.papers import POLICY, pdf, word

QUESTION = "must I warn anyone of an urgent hearing?"
LONG = 120  # seconds: never waited for unless something hangs


def test_it_answers_by_keywords_at_once_and_by_meaning_when_ready(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_load = threading.Event()
    load = embedding.load
    monkeypatch.setattr(embedding, "load", lambda model: may_load.wait(LONG) and load(model))
    told: list[str] = []
    library = start(progress=told.append)
    assert library.search(QUESTION, 3)[0].found_by == {"keyword"}
    assert library.status == {
        "ready": False,
        "index": "loading model",
        "search": "keyword",
        "revision": "r1",
        "clauses": 12,
        "official": {"files": 0, "clauses": 0, "revision": "", "problems": []},
    }
    may_load.set()
    assert library.wait(LONG)
    assert library.search(QUESTION, 3)[0].found_by == {"keyword", "vector"}
    assert library.status["index"] == "ready"
    assert library.status["search"] == "keyword and vector"
    assert told == ["embedding 0/12", "building 0/12", "building 12/12", "ready"]


def test_examples_are_swapped_with_their_clauses(start: Start) -> None:
    library = start(examples=EXAMPLES)
    assert library.wait(LONG)
    assert {each.about for each in library.consult(QUESTION, 3).likeness} == {"disagreement", "parking", "court"}
    library.swap(made_up("New."), "r2", EXAMPLES[:2])
    assert library.ready
    assert {each.about for each in library.consult(QUESTION, 3).likeness} == {"disagreement"}
    library.close()
    assert library.consult(QUESTION, 3).likeness == []


def test_neighbours_need_no_model_once_an_index_was_built(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    first = start()
    assert first.wait(LONG)
    neighbours = first.neighbours(["northmoor/1/3"], 3)
    never = threading.Event()
    monkeypatch.setattr(embedding, "load", lambda _: never.wait(LONG))
    second = start()
    assert not second.ready
    assert neighbours
    assert second.neighbours(["northmoor/1/3"], 3) == neighbours
    never.set()


def test_importing_it_imports_nothing_heavy() -> None:
    heavy = "{'torch', 'transformers', 'chromadb', 'langchain_core', 'bm25s', 'numpy'}"
    command = f"import sys, index.library; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", command], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def answers_by_keyword(library: Library, status: str) -> None:
    assert not library.wait(LONG)
    assert library.search(QUESTION, 3)[0].clause.id == "northmoor/1/3"
    assert library.search(QUESTION, 3)[0].found_by == {"keyword"}
    assert status in library.status["index"]
    assert "/" not in library.status["index"]
    assert not library.status["ready"]


def test_a_data_directory_that_cannot_be_written(start: Start, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    writable = os.access(tmp_path, os.W_OK)  # root is not stopped by that, but by /proc
    answers_by_keyword(start(data_dir=Path("/proc/self") if writable else tmp_path), "")


def test_a_data_directory_that_is_a_file(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("garbage")
    answers_by_keyword(start(data_dir=tmp_path / "data"), "Not a directory")


def test_an_index_on_a_read_only_disk_is_used(start: Start, tmp_path: Path) -> None:
    first = start()
    assert first.wait(LONG)
    first.close()
    before = snapshot(tmp_path)
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o555)
    second = start()
    assert second.wait(LONG)
    assert second.search(QUESTION, 1)
    assert snapshot(tmp_path) == before
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o755)


def test_a_damaged_index_is_built_again(start: Start, tmp_path: Path) -> None:
    first = start()
    assert first.wait(LONG)
    first.close()
    [database] = tmp_path.rglob("chroma.sqlite3")
    database.write_bytes(bytes(database.stat().st_size))
    told: list[str] = []
    assert start(progress=told.append).wait(LONG)
    assert told[0] == "building 0/12"


def test_a_damaged_index_that_cannot_be_built_again(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    assert first.wait(LONG)
    first.close()
    [database] = tmp_path.rglob("chroma.sqlite3")
    database.write_bytes(bytes(database.stat().st_size))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr(building, "_build", full)
    answers_by_keyword(start(), "No space left on device")


def test_a_tampered_model_is_refused(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "model"
    shutil.copytree(weights.locate(weights.DEFAULT_MODEL), copy)
    (copy / "tokenizer.json").write_text("{}")
    monkeypatch.setattr(weights, "locate", lambda _: str(copy))
    embedding.load.cache_clear()
    answers_by_keyword(start(), "not the expected ones: tokenizer.json")


def test_an_unknown_model_and_no_clauses_are_reported(start: Start) -> None:
    answers_by_keyword(start(embedding_model="no-such-model"), "the embedding model could not be loaded")
    none = start(clauses=[])
    assert not none.wait(LONG)
    assert none.search(QUESTION, 3) == []
    assert none.status["index"] == "there are no clauses to search"


def test_another_models_index_is_its_own(start: Start, tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(weights.locate(weights.DEFAULT_MODEL), model)
    assert start(embedding_model=str(model)).wait(LONG)
    [directory] = (tmp_path / "index").glob("northmoor-r1-*")
    assert not directory.name.endswith(weights.fingerprint(weights.DEFAULT_MODEL)[:12])


def test_what_failed_is_tried_again(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "RETRY_FIRST", 0.01)
    (tmp_path / "data").write_text("in the way")
    ready = threading.Event()
    told: list[str] = []

    def progress(status: str) -> None:
        told.append(status)
        if len(told) == 3:
            (tmp_path / "data").unlink()
        if status == "ready":
            ready.set()

    answering = start(data_dir=tmp_path / "data", progress=progress)
    assert ready.wait(LONG)
    assert answering.search(QUESTION, 1)[0].found_by == {"keyword", "vector"}


def test_an_index_that_fails_in_use_is_opened_again(start: Start) -> None:
    ready = Ready()
    library = start(progress=ready)
    assert ready.wait(LONG)
    ready.clear()
    with library.reading() as retrieval:
        retrieval._store.close()  # type: ignore[union-attr]
    assert library.search(QUESTION, 1)[0].found_by == {"keyword"}
    assert ready.wait(LONG)
    assert library.search(QUESTION, 1)[0].found_by == {"keyword", "vector"}


def test_a_revision_that_cannot_be_built_is_served_by_keywords(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = start()
    assert library.wait(LONG)
    monkeypatch.setattr(building, "_WAIT_FOR_OTHERS", 0.01)
    with FileLock(tmp_path / "index" / ".lock"):
        library.swap(made_up("New."), "r2")
        hits = library.search(QUESTION, 3)
    assert hits[0].clause.text.endswith("New.")
    assert hits[0].found_by == {"keyword"}


def test_closed_it_answers_by_keywords(start: Start) -> None:
    library = start()
    assert library.wait(LONG)
    library.close()
    answers_by_keyword(library, "closed")
    library.close()


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    """A folder of official files: a good Word file and PDF, and one that cannot be read."""
    folder = tmp_path / "official"
    folder.mkdir()
    (folder / "handbook.docx").write_bytes(word())
    (folder / "policy.pdf").write_bytes(POLICY)
    (folder / "scan.pdf").write_bytes(pdf([]))
    return folder


def test_official_files_are_found_beside_the_clauses(start: Start, dropped: Path, tmp_path: Path) -> None:
    library = start(official_files=dropped)
    assert library.wait(LONG)
    hits = library.search(QUESTION, 3)
    assert {"northmoor/1/3": "restated", "official-policy/5.3/1": "official"}.items() <= {
        hit.clause.id: hit.clause.wording for hit in hits
    }.items()
    assert all(hit.found_by == {"keyword", "vector"} for hit in hits[:2])
    assert "official-policy/5.3/1" in {hit.clause.id for hit in library.neighbours(["northmoor/1/3"], 3)}
    assert library.status["clauses"] == 12 + library.status["official"]["clauses"]
    assert library.status["official"]["files"] == 2
    assert library.status["official"]["problems"] == [
        "scan.pdf: has no text: scanned pages need text recognition first"
    ]
    library.swap(made_up("New."), "r2")
    assert library.ready
    assert library.status["clauses"] == 12 + library.status["official"]["clauses"]


def test_the_same_files_need_no_other_index_and_another_file_does(start: Start, dropped: Path, tmp_path: Path) -> None:
    for changed in (None, "dropped", None, "removed"):
        if changed == "dropped":
            (dropped / "note.txt").write_text("Tea is at four.")
        elif changed:
            (dropped / "note.txt").unlink()
        told: list[str] = []
        library = start(official_files=dropped, progress=told.append)
        assert library.wait(LONG)
        library.close()
        if changed:
            assert any(each.startswith("building 0/") for each in told)
    told = []
    library = start(official_files=dropped, progress=told.append)
    assert library.wait(LONG)
    assert told == ["ready"]
    assert len(list((tmp_path / "index").glob("northmoor-*"))) == 1


def test_the_old_index_stays_when_one_with_a_new_file_cannot_be_built(
    start: Start, dropped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(official_files=dropped)
    assert first.wait(LONG)
    first.close()
    [index] = (tmp_path / "index").glob("northmoor-*")
    before = snapshot(index)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (dropped / "note.txt").write_text("Tea is at four.")
    with monkeypatch.context() as patched:
        patched.setattr(building, "fill", full)
        second = start(official_files=dropped)
        assert not second.wait(LONG)
        assert second.search("when is tea", 1)[0].clause.id == "official-note/opening/1"
        assert snapshot(index) == before
        second.close()
    (dropped / "note.txt").unlink()
    told: list[str] = []
    assert start(official_files=dropped, progress=told.append).wait(LONG)
    assert told == ["ready"]


def test_twenty_swaps_under_four_readers(start: Start) -> None:
    swaps_under_readers(start, 20)


@pytest.mark.sweep
def test_a_hundred_swaps_under_four_readers(start: Start) -> None:
    swaps_under_readers(start, 100)


def swaps_under_readers(start: Start, swaps: int) -> None:
    library = start(made_up("r1"))
    assert library.wait(LONG)
    stop = threading.Event()

    def read() -> int:
        searches = 0
        while not stop.is_set():
            with library.reading() as retrieval:
                hits = retrieval.search(QUESTION, 5) + retrieval.neighbours(["northmoor/1/3"], 3)
            assert {hit.clause.text.split()[-1] for hit in hits} == {retrieval.revision}
            assert "vector" in hits[0].found_by
            searches += 1
        return searches

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            threads = []
            for number in range(2, swaps + 2):
                library.swap(made_up(f"r{number}"), f"r{number}")
                threads.append(len(os.listdir("/proc/self/task")))
                assert library.ready
        finally:
            stop.set()
        assert all(reader.result() for reader in readers)
    assert library.status["revision"] == f"r{swaps + 1}"
    assert max(threads[len(threads) // 2 :]) <= max(threads[: len(threads) // 2]) + 10
