"""What the README says of the pack is what the pack holds."""

from __future__ import annotations

import pytest

from assistant.pack import Pack
from tests.readme import README, parts, written


@pytest.mark.no_cover
def test_the_made_parts_are_in_step_with_the_pack(lancashire: Pack) -> None:
    text = README.read_text(encoding="utf-8")
    assert written(text, parts(lancashire)) == text, "run: make readme"


def test_a_readme_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="<!-- routes -->"):
        written("no marks", {"routes": "x"})
