from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.facts import UnknownFact, complete, read_facts
from assistant.pack import Pack


def test_reads_each_kind(lancashire: Pack) -> None:
    raw = {"plan": "cp", "age": 6, "looked_after": False, "final_hearing": "2026-12-18"}
    assert read_facts(lancashire.facts, raw) == raw | {"final_hearing": date(2026, 12, 18)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plan", "zzz-secret"),
        ("plan", 3),
        ("age", -1),
        ("age", 45),
        ("age", True),
        ("age", "six"),
        ("age", float("nan")),
        ("looked_after", "zzz-secret"),
        ("final_hearing", "2026-02-30"),
        ("final_hearing", "20261218"),
        ("final_hearing", 20261218),
        ("zzz_secret", 1),
        ("not an identifier zzz-secret", 1),
    ],
)
def test_refuses_without_echoing_the_value(lancashire: Pack, name: str, value: Any) -> None:
    with pytest.raises(UnknownFact) as caught:
        read_facts(lancashire.facts, {name: value})
    assert "zzz-secret" not in str(caught.value)
    assert list(caught.value.problems) == [name if name.isidentifier() else "facts"]


def test_names_every_problem_at_once(lancashire: Pack) -> None:
    with pytest.raises(UnknownFact) as caught:
        read_facts(lancashire.facts, {"age": 99, "plan": "x", "nonsense": 1})
    assert set(caught.value.problems) == {"age", "plan", "nonsense"}


def test_an_icpc_implies_a_child_protection_plan(lancashire: Pack) -> None:
    known = complete(lancashire.facts, {"initial_child_protection_conference": date(2026, 4, 8)})
    assert (known["plan"].value, known["plan"].source) == ("cp", "implied")


def test_what_is_said_is_never_overruled(lancashire: Pack) -> None:
    known = complete(
        lancashire.facts, {"plan": "cin", "initial_child_protection_conference": date(2026, 4, 8), "looked_after": True}
    )
    assert (known["plan"].value, known["plan"].source) == ("cin", "given")
    assert known["looked_after"].source == "given"


def test_a_need_in_the_family_is_presumed_under_thirteen_only(lancashire: Pack) -> None:
    assert complete(lancashire.facts, {"age": 12})["primary_need"].source == "presumed"
    assert "primary_need" not in complete(lancashire.facts, {"age": 13})
    assert "primary_need" not in complete(lancashire.facts, {})


def test_says_values_in_words(lancashire: Pack) -> None:
    facts = lancashire.facts
    assert facts["plan"].say("cp") == "Child protection plan"
    assert facts["looked_after"].say(True) == "Looked after"
    assert facts["final_hearing"].say(date(2026, 12, 18)) == "Friday 18 December 2026"
    assert facts["age"].say(1.5) == "1.5"
    assert facts["age"].say(6) == "6"


def test_the_schema_has_a_shape_for_every_fact(lancashire: Pack) -> None:
    shapes = {name: spec.json_schema() for name, spec in lancashire.facts.items()}
    assert shapes["age"]["maximum"] == 25
    assert shapes["final_hearing"]["format"] == "date"
    assert shapes["looked_after"]["type"] == "boolean"
    assert {"const": "cp", "title": "Child protection plan"} in shapes["plan"]["oneOf"]
