"""Cases to practise on: told without their answer, marked by what the resolver decides."""

from __future__ import annotations

import pytest

from assistant.pack import Pack
from assistant.resolution import Resolution
from web.learning import practice
from web.learning.practice import LEVELS, Exercise, Level


def decided(pack: Pack, exercise: Exercise) -> Resolution:
    return practice.decide(pack, exercise).resolution


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_cases_that_are_decided_and_differ(lancashire: Pack, level: Level) -> None:
    found = [practice.exercise(lancashire, level, place) for place in range(60)]
    assert all(found)
    assert len({each.id for each in found if each}) == 60
    for each in found:
        assert each
        assert each.level == level
        assert decided(lancashire, each).receiving_team
        assert decided(lancashire, each).transfer_point


def test_the_right_answer_gets_every_mark_and_a_wrong_one_is_told_what_is_right(lancashire: Pack) -> None:
    exercise = practice.exercise(lancashire, 2, 3)
    assert exercise
    resolution = decided(lancashire, exercise)
    last = practice.notice(resolution)
    assert last
    assert last.due
    assert resolution.transfer_point
    right = {
        "team": str(resolution.receiving_team),
        "event": resolution.transfer_point.event,
        "day": last.due.isoformat(),
    }
    assert [each.is_right for each in practice.mark(lancashire, exercise, resolution, right)] == [True, True, True]
    for name in right:
        wrong = practice.mark(lancashire, exercise, resolution, {**right, name: "nonsense"})
        assert [each.is_right for each in wrong].count(False) == 1


def test_an_exercise_is_found_again_by_its_id_and_others_are_not(lancashire: Pack) -> None:
    exercise = practice.exercise(lancashire, 1, 40)
    assert exercise
    assert practice.named(lancashire, exercise.id) == exercise
    case = exercise.id.rpartition("+")[0]
    for name in ("", "+", f"{case}+", f"{case}+41", f"{case}+-1", f"{case}+²", "no-such-case+1"):
        assert practice.named(lancashire, name) is None


def test_a_pack_with_too_few_cases_has_none_to_offer(seaholm: Pack) -> None:
    assert all(practice.exercise(seaholm, level, 0) is None or level for level in LEVELS)
