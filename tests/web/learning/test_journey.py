"""A child's journey: the teams that the pack names, and what moves a case from each to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.loading import PackError, load
from assistant.pack import Pack
from web.learning.journey import journey


def test_each_stage_leads_to_the_next_at_a_transfer_point_with_its_clauses(lancashire: Pack) -> None:
    stages = journey(lancashire)
    assert [stage.team for stage in stages] == list(lancashire.about.journey)
    for stage in stages[:-1]:
        assert any(route.at for route in stage.onward), stage.team
        assert all(route.clauses for route in stage.onward)
    assert stages[-1].onward == ()
    assert "EmPower" in stages[1].elsewhere


def test_a_pack_without_one_has_none(seaholm: Pack) -> None:
    assert journey(seaholm) == ()


def test_an_unknown_team_in_it_is_a_fault_of_the_pack(spoiled: Any) -> None:
    def change(content: dict[str, Any]) -> None:
        content["journey"] = ["nobody"]

    folder: Path = spoiled("pack.yaml", change)
    with pytest.raises(PackError, match="journey: no such team: nobody"):
        load(folder)
