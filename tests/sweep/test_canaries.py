"""Planted names and numbers go in by every way, right requests and wrong ones, and are found nowhere afterwards.

Nowhere is: the answers, what the server writes to its log, its counts, its folders, its errors, and what the model
gets. The server is asked from outside, over HTTP.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from assistant.settings import Settings
from tests.llm import writing
from tests.llm.server import ModelServer, model_server
from tests.llm.serving import with_model
from tests.serving import failing, serving
from tests.sweep.canaries import Canary, canaries, found
from tests.sweep.served import as_served
from tests.web.teams.calls import TOKEN, Channel
from web import logs
from web.app import create_app

TODAY = "2026-03-02"
A_FEW, MANY = 60, 500
WAYS = ("chat", "stream", "page", "whole page", "teams")


def test_what_is_planted_would_be_found() -> None:
    planted = canaries(MANY)
    assert len({each.question for each in planted}) == MANY
    assert all(found([each], each.question) for each in planted)
    assert canaries(A_FEW) == planted[:A_FEW]


def test_a_few(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    planted = canaries(A_FEW)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    logs.configure()
    with with_a_model(monkeypatch) as model:
        settings = Settings(llm="openai:loopback", teams_secrets=TOKEN, team_rate="9999/minute", data_dir=tmp_path)
        with serving(create_app(settings, with_model())) as address:
            nowhere_outside(address, planted, model)
        with serving(create_app(Settings(data_dir=tmp_path), failing)) as address:
            assert failures(address, planted) == {500}
    written = "".join(capfd.readouterr())
    assert written.count('"route": "/api/chat"') > A_FEW // len(WAYS)  # it was the log that was looked through
    assert found(planted, written) == []
    assert in_files(planted, tmp_path) == []


@pytest.mark.sweep
def test_five_hundred_of_the_whole_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As `serve` runs it, a process of its own, with its index built and its model's connection open."""
    planted = canaries(MANY)
    settings = {
        "ASSISTANT_LLM": "openai:loopback",
        "ASSISTANT_TEAMS_SECRETS": TOKEN,
        "ASSISTANT_TEAM_RATE": "9999/minute",
    }
    with with_a_model(monkeypatch) as model, as_served(tmp_path, settings) as address:
        nowhere_outside(address, planted, model)
    log = (tmp_path / "log").read_text("utf-8")
    assert log.count('"route": "/api/chat"') > MANY // len(WAYS)
    assert in_files(planted, tmp_path) == []  # the log, the index, and whatever was put beside them


def nowhere_outside(address: str, planted: Sequence[Canary], model: ModelServer) -> None:
    """Plants each by its way and by every wrong request; nothing of it comes back, is counted, or reaches the model."""
    fresh = httpx.Limits(max_keepalive_connections=0)  # after a refusal the server closes the connection
    with httpx.Client(base_url=address, timeout=120, limits=fresh) as client:
        for at, canary in enumerate(planted):
            assert found([canary], ask(client, WAYS[at % len(WAYS)], canary.question)) == [], canary.question
        for canary in planted[:: len(planted) // 20]:
            for response in wrong(client, canary.question):
                assert response.status_code in (400, 401, 404, 405, 413, 422), response.status_code
                assert found([canary], response.text + str(response.headers)) == []
        search(client, planted[0])
        assert found(planted, client.get("/metrics").text + client.get("/readyz").text) == []
    assert len(model.requests) > len(planted) // 2
    assert found(planted, model.seen) == []


def ask(client: httpx.Client, way: str, question: str) -> str:
    """All that comes back."""
    body = {"message": question, "today": TODAY}
    match way:
        case "chat":
            response = client.post("/api/chat", json=body)
        case "stream":
            response = client.post("/api/chat", json=body, headers={"Accept": "text/event-stream"})
        case "page":
            response = client.post("/answers", data=body)
        case "whole page":
            response = client.post("/", data=body)
        case _:
            channel = Channel(client, now=lambda: datetime.now(UTC))
            response = channel.post(channel.activity(html.escape(question)))
    assert response.status_code == 200, response.status_code
    return response.text


def wrong(client: httpx.Client, question: str) -> Iterator[httpx.Response]:
    """Every kind of request that is refused, with the question somewhere in it."""
    typed = {"Content-Type": "application/json"}
    yield client.post("/api/chat", json={"message": question, "state": {"facts": {"plan": {"said": question}}}})
    yield client.post("/api/chat", json={"message": question, "facts": {"plan": question}})
    yield client.post("/api/chat", json={"message": question, "today": question})
    yield client.post("/api/chat", json={"message": question, question: 1})
    yield client.post("/api/chat", json={"message": question + "x" * 2_000})
    yield client.post("/api/chat", json={"message": question + "x" * 66_000})
    yield client.post("/api/chat", content=f'{{"message": "{question}'.encode(), headers=typed)
    yield client.post("/api/resolve", json={"facts": {"plan": question}})
    yield client.post("/answers", data={"message": "x", "fact.plan": question})
    yield client.put("/api/chat", json={"message": question})
    yield client.get(f"/{quote(question, safe='')}")
    yield client.get(f"/api/clauses/{quote(question, safe='')}/1/1")
    yield client.post(f"/teams/webhook?id={quote(question)}", json={"type": question})


def search(client: httpx.Client, canary: Canary) -> None:
    """What is searched for stands in the address, which servers like to log."""
    for name in ("/api/search?q=", "/policy?q="):
        assert found([canary], client.get(name + quote(canary.question)).text) == []


def failures(address: str, planted: Sequence[Canary]) -> set[int]:
    """The statuses of a server whose every answer fails."""
    with httpx.Client(base_url=address, timeout=120) as client:
        responses = [client.post("/api/chat", json={"message": each.question}) for each in planted[:10]]
    assert found(planted, "".join(each.text for each in responses)) == []
    return {each.status_code for each in responses}


def in_files(planted: Sequence[Canary], folder: Path) -> list[str]:
    """What was written anywhere below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [f"{path.name}: {bad}" for path in files if (bad := found(planted, path.read_bytes().decode("latin-1")))]


@contextmanager
def with_a_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A model on loopback in the settings."""
    with model_server(writing.terse) as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.address)
        monkeypatch.setenv("OPENAI_API_KEY", "of-no-use")
        yield model
