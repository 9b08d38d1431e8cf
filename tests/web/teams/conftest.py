from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.teams.calls import Channel, webhook


@pytest.fixture(scope="session")
def served() -> Iterator[Channel]:
    with webhook() as channel:
        yield channel


@pytest.fixture
def channel(served: Channel, request: pytest.FixtureRequest) -> Channel:
    """A thread of its own for each test."""
    return Channel(served.client, conversation=f"19:made-up@thread.tacv2;messageid={request.node.nodeid}")
