"""The worked cases notice when a rule is changed: nearly every condition, number and team of the pack."""

from __future__ import annotations

import pytest

from assistant.pack import Pack
from tests.mutations import Cases, Mutant, mutants, sweep

ENOUGH = 0.98


@pytest.mark.sweep
def test_nearly_every_change_to_the_rules_is_noticed(lancashire: Pack) -> None:
    counts, unnoticed = sweep(lancashire)
    assert 1 - len(unnoticed) / counts.total() >= ENOUGH


def test_of_a_small_pack_every_change_is_noticed(seaholm: Pack) -> None:
    cases = Cases(seaholm)
    found = list(mutants(seaholm))
    assert {mutant.kind for mutant in found} == {"condition", "number", "team"}
    assert [f"{mutant.rule}: {mutant.change}" for mutant in found if not cases.notice(mutant)] == []


def test_an_unchanged_pack_is_not_noticed(seaholm: Pack) -> None:
    assert not Cases(seaholm).notice(Mutant("tell", "number", "none", seaholm))
