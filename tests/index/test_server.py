"""A Chroma server shared by several processes: real, on loopback."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.clauses import Clause
from index import library, server
from index.embedding import Embedding
from index.exceptions import IndexUnusable
from tests.index.conftest import Ready, Start
from tests.index.dozen import EXAMPLES, made_up

QUESTION = "must I warn anyone of an urgent hearing?"


class Server:
    """`chroma run`, which can go and come back."""

    def __init__(self, path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.path = path
        self.run()

    def run(self) -> None:
        chroma = str(Path(sys.executable).with_name("chroma"))
        command = [chroma, "run", "--path", str(self.path), "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        output = self.process.stdout
        assert output is not None
        assert any("listening on" in line for line in output)
        threading.Thread(target=output.read, daemon=True).start()  # or it stops when its log has filled the pipe

    def end(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "server")
    yield server
    server.end()


def test_built_once_then_opened_by_others(chroma: Server, clauses: list[Clause], embedding: Embedding) -> None:
    told: list[str] = []
    stores = [
        server.open_or_build(chroma.url, "northmoor-r1-x", clauses, embedding, told.append, examples=EXAMPLES)
        for _ in range(2)
    ]
    assert told == ["building 0/12", "building 12/12"]
    for store in stores:
        assert store.examples.nearest(embedding.embed_query("where can I park"), 1)[0][0].about == "parking"
        assert store.nearest(embedding.embed_query(QUESTION), 1)[0][0] == "northmoor/1/3"
        assert len(store.neighbours["northmoor/1/1"]) == 5
        store.close()


def test_another_revision_under_the_same_name_is_replaced(
    chroma: Server, clauses: list[Clause], embedding: Embedding
) -> None:
    for given in (clauses, made_up("New.")):
        told: list[str] = []
        server.open_or_build(chroma.url, "northmoor-r1-x", given, embedding, told.append).close()
        assert told
    client = server.connect(chroma.url)
    names = {collection.name for collection in client.list_collections()}
    assert names == {"northmoor-r1-x"}
    server.disconnect(client)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "not a url", "ftp://127.0.0.1"])
def test_no_server_there(url: str, clauses: list[Clause], embedding: Embedding) -> None:
    with pytest.raises(IndexUnusable, match="does not answer"):
        server.open_or_build(url, "northmoor-r1-x", clauses, embedding, print)


def test_gone_and_back(chroma: Server, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "RETRY_FIRST", 0.05)
    monkeypatch.setattr(library, "RETRY_LONGEST", 0.2)
    ready = Ready()
    answering = start(chroma_url=chroma.url, progress=ready)
    assert ready.wait(60)
    assert answering.search(QUESTION, 1)[0].found_by == {"keyword", "vector"}
    chroma.end()
    ready.clear()
    assert answering.search(QUESTION, 1)[0].found_by == {"keyword"}
    assert answering.status["ready"] is False
    chroma.run()
    assert ready.wait(60)
    assert answering.search(QUESTION, 1)[0].found_by == {"keyword", "vector"}
