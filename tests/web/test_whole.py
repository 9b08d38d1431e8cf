"""The whole of it, as `serve` starts it: the real pack, Chroma and the embedding model behind real HTTP."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import httpx
import pytest

from assistant.answering.answer import ChatRequest
from assistant.settings import Settings
from tests.serving import serving
from web.app import create_app
from web.service import Service, open_service

PATIENT = 120.0  # seconds: the index is built meanwhile, perhaps on a busy machine
CASE = {
    "message": "A child aged 6 on a CP plan is with Duty and Assessment. ICPC 8 April 2026. When does it move?",
    "today": "2026-03-02",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory, empty for the first test that starts there."""
    return tmp_path_factory.mktemp("data")


def test_answers_before_the_model_has_loaded_and_decides_the_same_after(data: Path) -> None:
    opened: list[Service] = []

    def opening(settings: Settings) -> Service:
        opened.append(open_service(settings))
        return opened[0]

    app = create_app(Settings(data_dir=data), opening)
    with serving(app) as address, httpx.Client(base_url=address, timeout=PATIENT) as client:
        before = client.post("/api/chat", json=CASE).json()
        opened[0].library.wait(timeout=300)
        assert client.get("/readyz").json()["index"]["index"] == "ready"
        after = client.post("/api/chat", json=CASE).json()
        assert before["kind"] == after["kind"] == "resolved"
        assert after["see_also"]
        changed = {key for key in after if after[key] != before[key]}
        assert changed <= {"see_also"}
        found = client.get("/api/search", params={"q": "private fostering only need", "limit": 3}).json()
        assert found["results"][0]["id"].startswith("transfer-policy-2025/5.5.3/")
        asked = client.post(
            "/api/chat", json={"message": "is a police check that is late a reason to keep the child?"}
        ).json()
        assert asked["kind"] == "guidance"
        assert asked["completeness"] == "complete"
        assert "transfer-policy-2025/5.2/10.a" in {each["clause"] for each in asked["citations"]}


def test_by_meaning_too_it_does_not_answer_what_the_policy_does_not_speak_to(data: Path) -> None:
    service = open_service(Settings(data_dir=data))
    try:
        assert service.library.wait(timeout=300)
        for message in ("how do I book annual leave", "what is the capital of France", "who won the football"):
            answer = service.assistant.answer(ChatRequest(message=message), date(2026, 3, 2))
            assert answer.kind == "out_of_scope", message
    finally:
        service.close()
