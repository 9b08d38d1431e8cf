"""What every test may use: the real pack, the made-up one, and a pack folder to spoil."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.loading import load
from assistant.pack import Pack
from tests.serving import the_real_pack

LANCASHIRE = Path(__file__).parents[1] / "policy_docs" / "lancashire"
SEAHOLM = Path(__file__).parent / "packs" / "seaholm"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, or one of them runs alone at the end; `make test` has the workers keep this order."""
    items.sort(key=lambda item: 0 if "browser" in item.path.parts else 1 if item.path.name == "test_whole.py" else 2)


@pytest.fixture(scope="session", autouse=True)
def authorities_read_once() -> Iterator[None]:
    """Every HTTP client reads the list of certificate authorities for itself, in a tenth of a second and more.

    Hundreds of clients are made here, of which hardly one speaks TLS.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def lancashire() -> Pack:
    return the_real_pack()


@pytest.fixture(scope="session")
def seaholm() -> Pack:
    return load(SEAHOLM)


@pytest.fixture
def spoiled(tmp_path: Path) -> Callable[[str, Callable[[Any], None]], Path]:
    """A copy of the made-up pack with one file changed."""

    def spoil(file: str, change: Callable[[Any], None]) -> Path:
        folder = tmp_path / "pack"
        if not folder.exists():
            shutil.copytree(SEAHOLM, folder)
        path = folder / file
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        return folder

    return spoil
