"""The trace as a tree: every rule stands in it once, with the facts that decided it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from assistant.answering.tracing import Branch, Told, Tree, doubts, tree
from assistant.facts import read_facts
from assistant.pack import Pack
from assistant.resolver import resolve
from tests.web.conftest import FACTS, ICPC

TODAY = date(2026, 3, 2)


def grow(pack: Pack, **facts: Any) -> Tree:
    return tree(pack, read_facts(pack.facts, facts), TODAY)


def branches(found: Tree) -> list[Branch]:
    bundles = (*found.open, *found.missed, *found.waiting, *found.idle)
    return [*found.taken, *found.displaced, *found.duties, *(each for bundle in bundles for each in bundle.branches)]


def missed(found: Tree, rule: str) -> Branch:
    return next(each for bundle in found.missed for each in bundle.branches if each.rule == rule)


@pytest.mark.parametrize("facts", [FACTS, {"plan": "cp", "age": 15}, {"current_team": "mash"}])
def test_every_rule_of_the_trace_stands_in_the_tree_once(lancashire: Pack, facts: dict[str, Any]) -> None:
    found = grow(lancashire, **facts)
    trace = resolve(lancashire, read_facts(lancashire.facts, facts), TODAY).resolution.trace
    assert Counter(each.rule for each in branches(found)) == Counter(each.rule for each in trace)
    assert all(each.clauses for each in branches(found))


def test_what_applied_tells_its_facts_and_where_each_is_from(lancashire: Pack) -> None:
    found = grow(lancashire, **FACTS)
    (route,) = found.taken
    assert (route.rule, route.to) == ("duty-to-cin-cp-court", "CIN/CP/Court")
    assert route.told[0] == Told("Team holding the case: Duty and Assessment", "given")
    assert Told("Main need: In the family or home", "presumed") in route.told
    assert Told("Born", "implied", ("Age: 6",)) in route.told
    assert found.point
    assert "initial child protection conference" in found.point.title
    assert Told("Plan: Child protection plan", "implied", ("ICPC: Wednesday 8 April 2026",)) not in found.point.told


def test_what_follows_from_another_fact_names_it(lancashire: Pack) -> None:
    found = grow(lancashire, current_team="duty_and_assessment", age=6, **{ICPC: "2026-04-08"})
    assert found.point
    assert Told("Plan: Child protection plan", "implied", ("ICPC: Wednesday 8 April 2026",)) in found.point.told


def test_what_does_not_apply_tells_the_fact_that_keeps_it_out(lancashire: Pack) -> None:
    found = grow(lancashire, **FACTS)
    cared_for = missed(found, "duty-to-children-in-our-care")
    assert [each.wants for each in cared_for.missed] == ["Looked after", "Permanence agreed"]
    assert cared_for.missed[0].told == (Told("Not looked after", "presumed"),)
    outside = missed(found, "duty-to-empower")
    assert ("Age: 13 to under 19", (Told("Age: 6", "given"),)) in [(each.wants, each.told) for each in outside.missed]


def test_the_nearest_misses_come_first(lancashire: Pack) -> None:
    (bundle,) = grow(lancashire, **FACTS).missed
    near = [len(each.missed) for each in bundle.branches]
    assert near == sorted(near)
    assert len(set(near)) > 1


def test_what_is_open_names_the_fact_that_would_decide(lancashire: Pack) -> None:
    found = grow(lancashire, **{**FACTS, "age": 15})
    assert not found.taken
    (bundle,) = found.open
    assert {each.to: each.lacks for each in bundle.branches} == {
        "CIN/CP/Court": ("Main need",),
        "EmPower": ("Main need",),
    }
    assert found.waiting[0].title == "Receiving team"


def test_what_gave_way_names_what_it_gave_way_to(lancashire: Pack) -> None:
    found = grow(lancashire, **FACTS)
    capacity = next(each for each in found.displaced if each.rule == "capacity-never-delays")
    assert capacity.by == ("Nothing delays the move",)
    assert capacity.earlier


def test_without_a_team_the_routes_stand_by_sending_team(lancashire: Pack) -> None:
    found = grow(lancashire, plan="cp", age=6)
    titles = [bundle.title for bundle in found.open]
    assert "Duty and Assessment" in titles
    assert len(titles) == len(set(titles))


def test_an_exception_displaces_a_route(seaholm: Pack) -> None:
    found = grow(seaholm, current_team="harbour", age=11, night_plan=True)
    assert [each.rule for each in found.taken] == ["night-plan"]
    assert [(each.rule, each.by) for each in found.displaced] == [("to-beacon", ("On a night plan",))]
    ((kept_out, duties),) = [(bundle.title, bundle.branches) for bundle in found.idle if "Outcome" in bundle.title]
    assert kept_out == "Outcome: no transfer"
    assert [each.rule for each in duties] == ["tell"]


def test_what_was_in_doubt_is_presumed_in_the_tree_no_more_than_in_the_answer(lancashire: Pack) -> None:
    given = read_facts(lancashire.facts, FACTS)
    doubted = resolve(lancashire, given, TODAY, ["severe_disability"])
    assert doubts(lancashire, FACTS, doubted.resolution, TODAY) == ("severe_disability",)
    assert doubts(lancashire, FACTS, resolve(lancashire, given, TODAY).resolution, TODAY) == ()
    found = tree(lancashire, given, TODAY, ["severe_disability"])
    assert not found.taken
    assert any("Severe" in lack for bundle in found.open for each in bundle.branches for lack in each.lacks)
