"""Opening the model that the settings name: at once where it can be, and never in the way where it cannot."""

from __future__ import annotations

import asyncio
import importlib.util
import subprocess
import sys
import textwrap

import pytest
from pydantic import ValidationError

from assistant.answering.model import Message, ModelFailure
from assistant.llm import opening
from assistant.llm.opening import Opening
from assistant.llm.providers import arguments
from assistant.settings import Settings
from tests.llm.server import model_server


class Meter:
    def call(self, outcome: str) -> None: ...
    def tokens(self, read: int, written: int) -> None: ...


def write(model: Opening) -> str:
    async def whole() -> str:
        try:
            return "".join([piece async for piece in model.write([Message("user", "r1 (must be said): It moves.")])])
        finally:
            await model.aclose()

    return asyncio.run(whole())


def test_no_model_is_opened_where_none_is_configured() -> None:
    assert opening.start(Settings(), Meter(), lambda error: None) is None


def test_it_is_starting_then_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        monkeypatch.setenv("OPENAI_API_KEY", "of-no-use")
        model = opening.start(Settings(llm="openai:loopback"), Meter(), lambda error: None)
        assert model is not None
        assert model.wait(60) == "ready"
        assert model.name == "openai:loopback"
        assert "It moves. [r1]" in write(model)


def test_before_it_is_open_it_says_so() -> None:
    import threading

    may_open = threading.Event()

    def wait() -> None:
        may_open.wait(60)

    model = Opening("test:model", wait, lambda error: None)  # type: ignore[arg-type]
    try:
        with pytest.raises(ModelFailure, match="starting"):
            write(model)
    finally:
        may_open.set()


def test_what_cannot_be_opened_is_refused_and_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    heard: list[Exception] = []

    def no_key() -> None:
        raise ValueError("no key")

    model = Opening("test:model", no_key, heard.append)  # type: ignore[arg-type]
    assert model.wait(60) == "failed"
    assert isinstance(heard[0], ValueError)
    with pytest.raises(ModelFailure, match="refused"):
        write(model)


@pytest.mark.parametrize("llm", ["gpt", "openai:", ":model", "langsmith:model", "made-up:model"])
def test_a_setting_that_names_no_model_is_refused(llm: str) -> None:
    with pytest.raises(ValidationError, match="ASSISTANT_LLM must be provider:model"):
        Settings(llm=llm)


@pytest.mark.parametrize("provider", ["anthropic", "ollama"])
def test_an_extra_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, provider: str) -> None:
    monkeypatch.setattr("assistant.settings.find_spec", lambda name: None)
    with pytest.raises(ValidationError, match=rf"pip install -e '\.\[{provider}\]'"):
        Settings(llm=f"{provider}:model")


def test_a_model_may_have_colons_in_its_name() -> None:
    assert Settings(llm="openai:llama3.1:8b").llm == "openai:llama3.1:8b"


def test_each_provider_is_told_the_limits_in_its_own_words() -> None:
    settings = Settings(llm_max_tokens=700, llm_temperature=0.2, llm_timeout=9)
    assert arguments("openai", settings)["max_retries"] == 0
    assert arguments("openai", settings)["timeout"].read == 9
    assert arguments("azure_openai", settings)["max_tokens"] == 700
    assert arguments("anthropic", settings) == {"temperature": 0.2, "max_tokens": 700, "max_retries": 0, "timeout": 9}
    assert arguments("ollama", settings)["num_predict"] == 700


EGRESS = """
import os, socket, sys

reached = []
def guard(event, args):
    if event == "socket.connect" and args[0].family in (socket.AF_INET, socket.AF_INET6):
        if args[1][0] not in ("127.0.0.1", "::1"):
            reached.append(args[1][0])
            raise PermissionError("beyond loopback")
    if event == "socket.getaddrinfo" and args[0] not in ("127.0.0.1", "localhost", "::1", None):
        reached.append(args[0])
        raise PermissionError("beyond loopback")
sys.addaudithook(guard)

from tests.llm.server import model_server
from tests.llm.test_opening import Meter, write
from assistant.llm import opening
from assistant.settings import Settings

with model_server() as server:
    os.environ["OPENAI_BASE_URL"] = server.address
    model = opening.start(Settings(llm="openai:loopback"), Meter(), print)
    assert model.wait(100) == "ready", model.status
    assert "It moves" in write(model)
    assert len(server.requests) == 1

import threading
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
del os.environ["OPENAI_BASE_URL"]
from assistant.llm.providers import open_chat
elsewhere = open_chat(Settings(llm="openai:loopback"), Meter())
assert "smith" not in str(elsewhere._model.root_async_client.base_url)
assert reached == [], reached
"""


def test_nothing_is_called_but_the_model_though_tracing_and_a_gateway_are_set() -> None:
    """In a process of its own, with every connection beyond loopback refused and told of."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "OPENAI_API_KEY": "of-no-use",
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "of-no-use",
        "LANGSMITH_GATEWAY": "true",
        "OPENAI_LOG": "debug",
    }
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(EGRESS)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "It moves" not in done.stderr + done.stdout  # no debugging log of what was sent


def test_settings_are_light() -> None:
    code = "import sys, assistant.settings, assistant.llm.opening; assert 'langchain_core' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert importlib.util.find_spec("langchain_core")
