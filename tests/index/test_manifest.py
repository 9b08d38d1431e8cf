from __future__ import annotations

from pathlib import Path

import pytest

from assistant.clauses import Clause
from index import manifest
from index.exceptions import IndexUnusable


def test_a_name_has_three_parts_whatever_the_pack_is_called() -> None:
    assert manifest.index_name("north-moor", "2025/10.1", "ab" * 32) == "north_moor-2025_10_1-abababababab"
    assert manifest.index_name("../..", "", "ab" * 32) == "none-none-abababababab"


def test_what_was_sealed_passes(tmp_path: Path, clauses: list[Clause]) -> None:
    description = manifest.describe(clauses, "model")
    manifest.write(tmp_path, description, {"a": [("b", 0.5)]})
    manifest.check(tmp_path, description)
    assert manifest.neighbours(tmp_path) == {"a": [("b", 0.5)]}


def test_another_model_or_other_clauses_are_refused(tmp_path: Path, clauses: list[Clause]) -> None:
    manifest.write(tmp_path, manifest.describe(clauses, "model"), {})
    official = [clause.model_copy(update={"wording": "official"}) for clause in clauses]
    for other in (
        manifest.describe(clauses, "another"),
        manifest.describe(clauses[1:], "model"),
        manifest.describe(official, "model"),
    ):
        with pytest.raises(IndexUnusable, match="other clauses or another"):
            manifest.check(tmp_path, other)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"index": {}}', "null", "\0\0"])
def test_a_manifest_of_garbage_is_refused(tmp_path: Path, clauses: list[Clause], content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(IndexUnusable, match="incomplete or damaged"):
        manifest.check(tmp_path, manifest.describe(clauses, "model"))
