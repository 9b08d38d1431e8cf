"""One server for all that is only asked, and nothing else of it is wanted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import serving


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as address:
        yield address
