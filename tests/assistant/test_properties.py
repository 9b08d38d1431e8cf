"""Properties that hold for whatever facts: tried on the real pack by Hypothesis."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts import Value, complete
from assistant.loading import load
from assistant.resolver import resolve
from tests.conftest import LANCASHIRE

PACK = load(LANCASHIRE)
TODAY = date(2026, 3, 2)
DATES = st.dates(date(2025, 10, 1), date(2027, 6, 30))
CHOICES: dict[str, st.SearchStrategy[Any]] = {
    name: st.sampled_from(spec.domain()) for name, spec in PACK.facts.items() if spec.kind in ("choice", "yes_no")
}
MEETINGS = [name for name, spec in PACK.facts.items() if spec.kind == "date" and name != "eighteenth_birthday"]
FACTS = st.fixed_dictionaries({}, optional=CHOICES | {"age": st.integers(0, 20)})
DATED = st.builds(
    lambda facts, dates: facts | dates, FACTS, st.dictionaries(st.sampled_from(MEETINGS), DATES, max_size=2)
)


@settings(deadline=None, max_examples=200)
@given(DATED)
def test_whatever_the_facts_there_is_a_decision(facts: dict[str, Value]) -> None:
    decision = resolve(PACK, facts, TODAY)
    resolution = decision.resolution
    assert (decision.kind == "resolved") == (resolution.route is not None)
    for deadline in resolution.deadlines:
        assert deadline.clauses
        if deadline.due and deadline.period and "working" in deadline.period:
            assert PACK.calendar.is_working(deadline.due)


@settings(deadline=None, max_examples=150)
@given(DATED, st.integers(0, 60))
def test_a_later_event_never_gives_an_earlier_deadline(facts: dict[str, Value], days: int) -> None:
    """Every date moved on alike, and with them the day of asking, so that the same rules hold."""
    step = timedelta(days=days)
    later = {name: value + step if isinstance(value, date) else value for name, value in facts.items()}
    before = {each.name: each.due for each in resolve(PACK, facts, TODAY).resolution.deadlines}
    after = {each.name: each.due for each in resolve(PACK, later, TODAY + step).resolution.deadlines}
    for name, due in before.items():
        moved = after.get(name)
        if due and moved:
            assert moved >= due


@settings(deadline=None, max_examples=200)
@given(FACTS, st.data())
def test_adding_a_fact_that_was_not_presumed_never_undoes_a_decision(
    facts: dict[str, Value], data: st.DataObject
) -> None:
    decision = resolve(PACK, facts, TODAY)
    if decision.kind != "resolved":
        return
    known = complete(PACK.facts, facts)
    free = [name for name in CHOICES if name not in known]
    if not free:
        return
    name = data.draw(st.sampled_from(free))
    more = facts | {name: data.draw(CHOICES[name])}
    grown = complete(PACK.facts, more)
    taken = {each: held.value for each, held in known.items() if held.source != "given"}
    if any(each not in grown or grown[each].value != value for each, value in taken.items()):
        return  # it overrules what was presumed, or contradicts what was told: that is allowed to change the answer
    assert resolve(PACK, more, TODAY).resolution.route == decision.resolution.route


@settings(deadline=None, max_examples=60)
@given(DATED, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_changes_nothing(facts: dict[str, Value], shuffle: random.Random) -> None:
    def mixed(records: Any) -> dict[str, Any]:
        names = list(records)
        shuffle.shuffle(names)
        return {name: records[name] for name in names}

    pack = replace(PACK, routes=mixed(PACK.routes), obligations=mixed(PACK.obligations))
    one, other = resolve(PACK, facts, TODAY), resolve(pack, facts, TODAY)
    assert one.kind == other.kind
    assert one.resolution.route == other.resolution.route
    assert one.resolution.transfer_point == other.resolution.transfer_point
    assert set(one.resolution.candidates) == set(other.resolution.candidates)
    assert sorted(each.model_dump_json() for each in one.resolution.deadlines) == sorted(
        each.model_dump_json() for each in other.resolution.deadlines
    )
    assert {note.text for note in one.resolution.notes} == {note.text for note in other.resolution.notes}
    assert (one.question and one.question.fact) == (other.question and other.question.fact)
