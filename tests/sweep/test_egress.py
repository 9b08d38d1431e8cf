"""With every way out closed but the model's and the identity provider's, all works, and nothing else is tried.

The environment invites telemetry, tracing and downloads meanwhile: none comes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.llm import writing
from tests.llm.server import model_server
from tests.sweep import denied
from tests.sweep.served import as_served
from tests.web.access.conftest import sign_in
from tests.web.access.provider import CLIENT, CLIENT_SECRET, SESSION_SECRET, TENANT, providing
from tests.web.teams.calls import TOKEN, Channel

INVITATIONS = {
    "LANGSMITH_TRACING": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "of-no-use",
    "LANGSMITH_ENDPOINT": "http://127.0.0.1:9/langsmith",
    "ANONYMIZED_TELEMETRY": "True",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://127.0.0.1:9/otel",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9/otel",
    "HF_HUB_DISABLE_TELEMETRY": "0",
    "SENTRY_DSN": "http://of-no-use@127.0.0.1:9/1",
}
QUESTIONS = {
    "resolved": "A child aged 6 on a CP plan is with Duty and Assessment. ICPC 8 April 2026. When does it move?",
    "needs_facts": "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?",
    "guidance": "What does the EmPower team do?",
    "out_of_scope": "what is the weather today",
    "emergency": "a child is being hurt right now",
}


@pytest.mark.parametrize(
    "whole", [False, pytest.param(True, marks=pytest.mark.sweep)], ids=["by words", "with the index built"]
)
def test_only_what_is_configured_is_called(whole: bool, tmp_path: Path) -> None:
    record = tmp_path / "record"
    with model_server(writing.terse) as model, providing() as provider:
        allowed = {urlsplit(model.address).netloc, urlsplit(provider.issuer).netloc}
        settings = {
            "ALLOWED": " ".join(allowed),
            "RECORD": str(record),
            "OPENAI_BASE_URL": model.address,
            "OPENAI_API_KEY": "of-no-use",
            "ASSISTANT_LLM": "openai:loopback",
            "ASSISTANT_TEAMS_SECRETS": TOKEN,
            "ASSISTANT_OIDC_ISSUER": provider.issuer,
            "ASSISTANT_OIDC_TENANT": TENANT,
            "ASSISTANT_OIDC_CLIENT_ID": CLIENT,
            "ASSISTANT_OIDC_CLIENT_SECRET": CLIENT_SECRET,
            "ASSISTANT_SESSION_SECRET": SESSION_SECRET,
            **INVITATIONS,
            **({} if whole else {"ASSISTANT_EMBEDDING_MODEL": str(tmp_path / "none")}),
        }
        with as_served(tmp_path, settings, denied.__file__, whole=whole) as address:
            use(address, provider.token())
        assert model.requests
        assert set(record.read_text("utf-8").split()) == allowed


def use(address: str, token: str) -> None:
    """Everything that the assistant does, by every way in."""
    with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
        assert client.get("/").status_code in (303, 401)
        for kind, question in QUESTIONS.items():
            body = {"message": question, "today": "2026-03-02"}
            asked = client.post("/api/chat", json=body, headers={"Authorization": f"Bearer {token}"})
            assert (asked.status_code, asked.json()["kind"]) == (200, kind)
        assert sign_in(client).status_code == 200
        for path in ("/", "/policy", "/learn", "/docs", "/openapi.json", "/api/search?q=meeting", "/api/pathways"):
            assert client.get(path).status_code == 200
        assert client.post("/", data={"message": QUESTIONS["resolved"]}).status_code == 200
        channel = Channel(client, now=lambda: datetime.now(UTC))
        assert channel.ask(QUESTIONS["resolved"])["type"] == "message"
