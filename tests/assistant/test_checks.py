"""Each static check finds what was planted for it, and nothing in the packs that are served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.checks import problems
from assistant.loading import load
from assistant.pack import Pack
from tests.conftest import LANCASHIRE, SEAHOLM

Spoil = Callable[[str, Callable[[Any], None]], Path]
ROUTES = "routes/harbour.yaml"


def _found(folder: Path) -> list[str]:
    return problems(load(folder))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "folder", [pytest.param(LANCASHIRE, marks=pytest.mark.sweep), SEAHOLM], ids=["lancashire", "seaholm"]
)
def test_the_packs_are_without_problems(folder: Path) -> None:
    """The pack that is served is checked by `make lint`, before any test."""
    assert _found(folder) == []


@pytest.mark.parametrize(
    ("file", "change", "problem"),
    [
        (ROUTES, lambda c: c["routes"][0]["when"].update(age={"under": 11}), "to-lighthouse overlaps to-beacon"),
        (
            ROUTES,
            lambda c: c["routes"][1]["when"].update(age={"at_least": 12}),
            "no route out of harbour when age is 10",
        ),
        (ROUTES, lambda c: c["routes"][2].update(exception_to=["to-lighthouse"]), "to-beacon overlaps night-plan"),
        (ROUTES, lambda c: c["routes"][0].update(exception_to=["night-plan"]), "is an exception to itself"),
        (
            ROUTES,
            lambda c: (
                c["routes"].append(
                    dict(
                        c["routes"][0],
                        id="never",
                        when={"current_team": "harbour", "age": {"under": 5}, "night_plan": True},
                    )
                    | {"exception_to": []}
                )
                or c["routes"][2]["exception_to"].append("never")
            ),
            "never: can never win",
        ),
        (ROUTES, lambda c: c["obligations"].pop(0), "moving-on/1/2: no rule or topic cites it"),
        (
            ROUTES,
            lambda c: c["obligations"][1].update(when={"receiving_team": "lighthouse", "age": {"at_least": 10}}),
            "beacon-welcome: no worked case",
        ),
        (
            "facts.yaml",
            lambda c: c["facts"].append({"name": "shoes", "kind": "yes_no", "label": "Shoes"}),
            "shoes: no rule reads it",
        ),
        ("facts.yaml", lambda c: c["groups"][0]["facts"].remove("age"), "facts.yaml: age: stands in no group"),
        (
            "waivers.yaml",
            lambda c: c.update(waivers=[{"clause": "moving-on/1/1", "reason": "x"}]),
            "moving-on/1/1: is cited after all",
        ),
        (
            "cases/harbour.yaml",
            lambda c: c[0]["expect"].update(receiving_team="beacon"),
            "nine-year-old: receiving_team: expected beacon",
        ),
        ("cases/harbour.yaml", lambda c: c[0]["facts"].update(shoes=4), "nine-year-old: shoes: is not a fact"),
        ("cases/harbour.yaml", lambda c: c[0].pop("why"), "nine-year-old: why: Field required"),
        ("cases/harbour.yaml", lambda c: c.append(c[0]), "nine-year-old stands twice"),
    ],
)
def test_finds_what_was_planted(spoiled: Spoil, file: str, change: Callable[[Any], None], problem: str) -> None:
    if "cites it" in problem:
        spoiled("topics.yaml", lambda c: c["topics"].clear())
    found = _found(spoiled(file, change))
    assert any(problem in line for line in found), found


def test_a_conflict_that_slips_through_is_an_answer_that_says_so(seaholm: Pack, spoiled: Spoil) -> None:
    from datetime import date

    from assistant.resolver import resolve

    pack = load(spoiled(ROUTES, lambda c: c["routes"][0]["when"].pop("age")))
    decision = resolve(pack, {"current_team": "harbour", "age": 11}, date(2026, 3, 1))
    assert decision.kind == "needs_facts"
    assert decision.question is None
    assert decision.resolution.candidates == ("lighthouse", "beacon")
