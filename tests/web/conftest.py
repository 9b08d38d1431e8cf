"""One server for all tests of the ways in, and a client that talks to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from assistant.settings import Settings
from tests.conftest import SEAHOLM
from tests.serving import serving, without_model
from web.app import create_app

TODAY = "2026-03-02"
ICPC = "initial_child_protection_conference"
QUESTION = "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?"
FACTS = {"current_team": "duty_and_assessment", "plan": "cp", "age": 6, ICPC: "2026-04-08"}


def unglossed(page: str) -> str:
    """A page as it reads, its short forms not marked."""
    return re.sub(r"</?abbr[^>]*>", "", page)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture(scope="session")
def at_seaholm() -> Iterator[httpx.Client]:
    """A client of the made-up second council's server."""
    app = create_app(Settings(pack=SEAHOLM), without_model)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client
