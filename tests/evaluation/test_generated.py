"""Generated questions come out as they are meant; what is not read right is asked, and not guessed."""

from __future__ import annotations

from random import Random

import pytest

from assistant.pack import Pack
from tests.evaluation.failures import clusters, table
from tests.evaluation.generator import HELD_OUT, generate
from tests.evaluation.noise import mistype
from tests.evaluation.scoring import assistant_of, score, share

MOST_WRONG, RIGHT_WITHOUT_TYPOS, RIGHT_WITH_FEW_TYPOS = 0.03, 0.9, 0.65
"""Against steps back. The aim is 0.5% wrong, 99.5% right without typos and 97% with them at 2% of characters."""
FEW, MANY = 150, 3000
SEED = 7


@pytest.mark.sweep
@pytest.mark.parametrize(("noise", "least"), [(0, RIGHT_WITHOUT_TYPOS), (0.02, RIGHT_WITH_FEW_TYPOS), (0.05, 0)])
def test_questions_nobody_has_looked_at(
    lancashire: Pack, noise: float, least: float, capsys: pytest.CaptureFixture[str]
) -> None:
    """Totals alone are told."""
    scored = score(assistant_of(lancashire), generate(lancashire, MANY, HELD_OUT, noise))
    with capsys.disabled():
        print(f"\n{table(scored, noise)}")
    assert share(scored, "right") >= least
    assert share(scored, "wrong") <= (1 if noise else MOST_WRONG)


def test_a_few_questions_without_typos(lancashire: Pack) -> None:
    scored = score(assistant_of(lancashire), generate(lancashire, FEW, SEED))
    told = f"\n{table(scored, 0)}\n{clusters(scored, 5)}"
    assert share(scored, "right") >= RIGHT_WITHOUT_TYPOS, told
    assert share(scored, "wrong") <= MOST_WRONG, told
    assert not any(each.wrong_days for each in scored), told


def test_a_seed_makes_the_same_questions_with_or_without_typos(lancashire: Pack) -> None:
    questions, again = (list(generate(lancashire, 30, 5)) for _ in range(2))
    mistyped = list(generate(lancashire, 30, 5, 0.05))
    assert questions == again
    assert [each.facts for each in mistyped] == [each.facts for each in questions]
    assert sum(each.text != other.text for each, other in zip(questions, mistyped, strict=True)) > 25


def test_typos_leave_digits_alone() -> None:
    text = "icpc 08/04/2026, 6yo w duty " * 20
    mistyped = mistype(text, 0.3, Random(1))
    assert mistyped != text
    assert [char for char in mistyped if char.isdigit()] == [char for char in text if char.isdigit()]
