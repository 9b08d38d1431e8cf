"""Requests made up from the OpenAPI document: whatever comes in, what goes out is as the document says.

Schemathesis makes them up: right ones, wrong ones, and conversations that follow the document's links. It checks the
status, the content type, the headers and the shape of each answer, and that nothing is a 500.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.settings import Settings
from tests.serving import serving, without_model
from tests.web.access.conftest import opened, settings
from tests.web.access.provider import providing
from web.app import create_app

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
CONFIG = Path(__file__).with_name("schemathesis.toml")
SAME_EVERY_TIME = ("--generation-deterministic",)
ALL_BUT_BOUNDARIES = ("--phases", "examples,fuzzing,stateful")


def nothing_wrong(app: FastAPI, folder: Path, *more: str) -> None:
    """Fails with what was found wrong with the application, and the request that shows it."""
    with serving(app) as address:
        document = folder / "openapi.json"
        document.write_text(json.dumps(app.openapi()))  # as served, which not everyone may read
        command: list[str | Path] = [
            SCHEMATHESIS,
            "--config-file",
            CONFIG,
            "run",
            document,
            "--url",
            address,
            "--no-color",
            *more,
        ]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Nothing is wrong where people sign in, asked by a program that has a token."""
    with providing() as provider:
        token = provider.token(roles=["assistant.ask", "assistant.metrics"])

        def guarded(*more: str, **others: str) -> None:
            app = create_app(settings(provider.issuer, **others), opened)
            nothing_wrong(app, tmp_path, "-H", f"Authorization: Bearer {token}", *more)

        yield guarded


def test_a_few_requests_of_every_operation_and_conversation(tmp_path: Path) -> None:
    app = create_app(Settings(), without_model)
    nothing_wrong(app, tmp_path, "--max-examples", "6", *ALL_BUT_BOUNDARIES, *SAME_EVERY_TIME)


@pytest.mark.sweep
def test_many_requests_of_every_operation_and_conversation(tmp_path: Path) -> None:
    nothing_wrong(create_app(Settings(), without_model), tmp_path, "--max-examples", "300")


@pytest.mark.sweep
def test_where_people_sign_in_with_a_token_and_without(guarded: Callable[..., None]) -> None:
    guarded("--max-examples", "50")


@pytest.mark.sweep
def test_where_one_may_not_ask_so_often(guarded: Callable[..., None]) -> None:
    guarded("--max-examples", "10", rate="20/minute")
