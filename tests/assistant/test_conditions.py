from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from assistant.conditions import Condition


@pytest.mark.parametrize(
    ("source", "facts", "truth"),
    [
        ({}, {}, True),
        ({"plan": "cp"}, {"plan": "cp"}, True),
        ({"plan": "cp"}, {"plan": "cin"}, False),
        ({"plan": "cp"}, {}, None),
        ({"plan": ["cin", "cp"]}, {"plan": "cp"}, True),
        ({"urgent": True}, {"urgent": False}, False),
        ({"age": {"at_least": 3}}, {"age": 3}, True),
        ({"age": {"at_least": 3}}, {"age": 2.9}, False),
        ({"age": {"under": 18}}, {"age": 18}, False),
        ({"age": {"at_least": 13, "under": 19}}, {"age": 18}, True),
        ({"hearing": "given"}, {}, False),
        ({"hearing": "given"}, {"hearing": date(2026, 3, 2)}, True),
        ({"hearing": "not given"}, {}, True),
        ({"plan": "cp", "age": {"under": 3}}, {"plan": "cin"}, False),
        ({"plan": "cp", "age": {"under": 3}}, {"plan": "cp"}, None),
        ({"any": [{"plan": "cp"}, {"age": {"under": 3}}]}, {"plan": "cp"}, True),
        ({"any": [{"plan": "cp"}, {"age": {"under": 3}}]}, {"plan": "cin"}, None),
        ({"any": [{"plan": "cp"}, {"plan": "cin"}]}, {"plan": "plo"}, False),
        ({"all": [{"plan": "cp"}, {"age": {"under": 3}}]}, {"plan": "cp", "age": 1}, True),
        ({"not": {"plan": "cp"}}, {"plan": "cp"}, False),
        ({"not": {"plan": "cp"}}, {}, None),
        ({"team": ["a", "b"]}, {"team": frozenset({"a", "b"})}, True),
        ({"team": ["a"]}, {"team": frozenset({"a", "b"})}, None),
        ({"team": ["c"]}, {"team": frozenset({"a", "b"})}, False),
    ],
)
def test_truth(source: dict[str, Any], facts: dict[str, Any], truth: bool | None) -> None:
    assert Condition(source).test(facts).truth is truth


def test_says_what_it_read_and_what_it_lacks() -> None:
    verdict = Condition({"plan": "cp", "age": {"under": 3}, "urgent": False}).test({"plan": "cp"})
    assert verdict.because == {"plan"}
    assert verdict.lacks == {"age", "urgent"}


def test_a_false_part_decides_whatever_is_unknown() -> None:
    verdict = Condition({"age": {"under": 3}, "plan": "cp"}).test({"plan": "cin"})
    assert verdict.truth is False
    assert verdict.lacks == frozenset()


@pytest.mark.parametrize("source", [{"any": []}, {"any": {"plan": "cp"}}, {"age": {"more": 3}}, {"age": {}}, "plan"])
def test_refuses_what_is_no_condition(source: Any) -> None:
    class Holder(BaseModel):
        when: Condition

    with pytest.raises(ValidationError):
        Holder.model_validate({"when": source})


def test_survives_a_round_trip() -> None:
    class Holder(BaseModel):
        when: Condition

    source = {"plan": ["cp"], "not": {"any": [{"age": {"under": 3}}, {"urgent": True}]}}
    assert Holder.model_validate({"when": source}).model_dump() == {"when": source}
    assert "plan" in repr(Condition(source))
    assert [test.fact for test in Condition(source).tests()] == ["plan", "age", "urgent"]


def test_a_date_within_a_period_of_another_both_ends_in() -> None:
    condition = Condition({"case_closed": {"within": "3 months", "until": ["referral_received", "today"]}})
    closed = {"case_closed": date(2026, 1, 31)}
    assert condition.truth(closed | {"referral_received": date(2026, 4, 30)}) is True
    assert condition.truth(closed | {"referral_received": date(2026, 5, 1)}) is False
    assert condition.truth(closed | {"referral_received": date(2026, 1, 30)}) is False
    assert condition.truth(closed | {"today": date(2026, 4, 1)}) is True
    assert condition.truth(closed | {"referral_received": date(2026, 5, 1), "today": date(2026, 4, 1)}) is False
    assert condition.truth(closed) is None
    assert condition.test(closed).lacks == {"referral_received", "today"}
    assert condition.test(closed | {"today": date(2026, 4, 1)}).because == {"case_closed", "today"}
    assert {test.fact for test in condition.tests()} == {"case_closed", "referral_received"}
    assert condition.admits("case_closed", date(2026, 1, 1))


def test_a_day_of_the_year_whatever_the_year() -> None:
    condition = Condition({"eighteenth_birthday": {"falls_on": "03-01"}})
    assert condition.truth({"eighteenth_birthday": date(2026, 3, 1)}) is True
    assert condition.truth({"eighteenth_birthday": date(2027, 3, 2)}) is False
    assert condition.truth({}) is None


@pytest.mark.parametrize(
    "wanted", [{"falls_on": "March"}, {"falls_on": "13-01"}, {"within": "3 working days", "until": "today"}]
)
def test_a_day_or_a_period_that_cannot_be_is_refused(wanted: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"written MM-DD|month must be|working days cannot"):
        Condition({"eighteenth_birthday": wanted})
