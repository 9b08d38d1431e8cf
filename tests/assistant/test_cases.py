"""Every worked case of every pack comes out as a policy officer wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cases import Case, decide, differences, differing, fired, read_cases
from assistant.loading import load
from assistant.resolution import Decision
from tests.conftest import LANCASHIRE, SEAHOLM

PACKS = {folder.name: load(folder) for folder in (LANCASHIRE, SEAHOLM)}
CASES = [(folder.name, case) for folder in (LANCASHIRE, SEAHOLM) for case in read_cases(folder)[0]]


@pytest.fixture(scope="module")
def decided() -> Callable[..., Decision]:
    """Each case decided once."""
    made: dict[str, Decision] = {}

    def of(pack: str, case: Case) -> Decision:
        if case.id not in made:
            made[case.id] = decide(PACKS[pack], case)
        return made[case.id]

    return of


@pytest.mark.parametrize(("pack", "case"), CASES, ids=[f"{pack}-{case.id}" for pack, case in CASES])
@pytest.mark.no_cover  # thousands of ways through the same lines
def test_case(pack: str, case: Case, decided: Callable[..., Decision]) -> None:
    assert differing(case, decided(pack, case)) == []


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"kind": "needs_facts"}, "kind: expected needs_facts"),
        ({"route": "to-beacon"}, "route: expected to-beacon"),
        ({"transfer_point": None}, "transfer_point: expected None"),
        ({"transfer_point": {"date": "2026-01-01"}}, "transfer_point.date"),
        ({"transfer_point": {"colour": "red"}}, "no such field"),
        ({"deadlines": {"tell": "2026-01-01"}}, "deadline tell: expected 2026-01-01"),
        ({"deadlines": {"gone": None}}, "does not apply"),
        ({"passed": ["tell"]}, "passed: expected"),
        ({"asks": "age"}, "asks: expected age"),
        ({"obligations": ["beacon-welcome"]}, "beacon-welcome: expected to apply"),
        ({"not_obligations": ["tell"]}, "tell: expected not to apply"),
        ({"co_allocated": ["harbour"]}, "co_allocated"),
        ({"notes": ["horizon"]}, "note of kind horizon"),
        ({"assumes": ["age"]}, "assumption age"),
        ({"direction": "onward"}, "direction: expected onward"),
        ({"not_deadlines": ["tell"]}, "deadline tell: expected not to apply"),
        ({"periods": {"tell": "4 working days"}}, "period tell: expected 4 working days"),
        ({"periods": {"gone": "1 hour"}}, "no such deadline"),
        ({"times": {"tell": "09:30"}}, "time tell: expected 09:30, got none"),
        ({"ambiguities": ["fog"]}, "ambiguity fog: expected to be told of"),
        ({"displaced": ["tell"]}, "rule tell: expected to give way"),
    ],
)
def test_a_case_can_fail(change: dict[str, object], difference: str) -> None:
    case = read_cases(SEAHOLM)[0][0]
    changed = Case.model_validate(case.model_dump(exclude={"expect"}) | {"expect": change})
    assert any(difference in line for line in differences(PACKS[Path(SEAHOLM).name], changed))


@pytest.mark.no_cover
def test_every_route_of_lancashire_has_four_cases_and_every_obligation_two(decided: Callable[..., Decision]) -> None:
    pack = PACKS[LANCASHIRE.name]
    shown: Counter[str] = Counter()
    for case in read_cases(LANCASHIRE)[0]:
        decision = decided(LANCASHIRE.name, case)
        shown.update(fired(decision))
        # A case that states that a duty does not hold shows it as well.
        shown.update(case.expect.not_obligations)
    assert [route for route in pack.routes if shown[route] < 4] == []
    assert [rule for rule in pack.obligations if shown[rule] < 2] == []
