from __future__ import annotations

import pytest

from assistant.llm.breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(clock: Clock) -> Breaker:
    breaker = Breaker(failures=5, cool_down=30, clock=clock)
    for _ in range(5):
        assert breaker.admit()
        breaker.failed()
    return breaker


def test_it_opens_after_five_failures_in_a_row(opened: Breaker) -> None:
    assert not opened.admit()


def test_a_success_begins_the_count_anew(clock: Clock) -> None:
    breaker = Breaker(failures=2, clock=clock)
    for _ in range(3):
        breaker.failed()
        breaker.worked()
    assert breaker.admit()


def test_one_trial_goes_through_after_the_cool_down(opened: Breaker, clock: Clock) -> None:
    clock.now = 29.9
    assert not opened.admit()
    clock.now = 30.0
    assert opened.admit()
    assert not opened.admit()
    opened.worked()
    assert opened.admit()
    assert opened.admit()


def test_a_failed_trial_opens_it_again(opened: Breaker, clock: Clock) -> None:
    clock.now = 30.0
    assert opened.admit()
    opened.failed()
    clock.now = 59.9
    assert not opened.admit()
    clock.now = 60.0
    assert opened.admit()


def test_a_trial_broken_off_leaves_room_for_another(opened: Breaker, clock: Clock) -> None:
    clock.now = 30.0
    assert opened.admit()
    opened.left()
    assert opened.admit()
