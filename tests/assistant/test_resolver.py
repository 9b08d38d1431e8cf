"""What the resolver does beside the worked cases: exceptions, points, ages, notes, questions, assumptions, trace."""

from __future__ import annotations

from datetime import date

from assistant.facts import Value
from assistant.pack import Pack
from assistant.resolver import resolve

TODAY = date(2026, 3, 2)


def test_the_first_of_two_initial_meetings_governs(lancashire: Pack) -> None:
    facts: dict[str, Value] = {"current_team": "duty_and_assessment", "age": 6, "plan": "cp"}
    meetings: dict[str, Value] = {
        "initial_cin_meeting": date(2026, 3, 20),
        "initial_child_protection_conference": date(2026, 4, 8),
    }
    point = resolve(lancashire, facts | meetings, TODAY).resolution.transfer_point
    assert point is not None
    assert (point.event, point.date) == ("initial_cin_meeting", date(2026, 3, 20))


def test_an_eighteenth_birthday_before_the_transfer_counts(seaholm: Pack) -> None:
    birthday, evening = date(2034, 3, 5), date(2026, 3, 12)
    facts: dict[str, Value] = {"current_team": "harbour", "eighteenth_birthday": birthday, "planning_evening": evening}
    before = resolve(seaholm, facts | {"planning_evening": date(2026, 3, 4)}, TODAY)
    after = resolve(seaholm, facts, TODAY)
    assert before.resolution.receiving_team == "lighthouse"
    assert after.resolution.receiving_team == "beacon"
    assert [note.kind for note in after.resolution.notes] == ["time_basis"]


def test_a_birthday_that_may_fall_before_the_transfer_is_said(seaholm: Pack) -> None:
    facts: dict[str, Value] = {"current_team": "harbour", "age": 9, "planning_evening": date(2026, 3, 12)}
    decision = resolve(seaholm, facts, TODAY)
    assert decision.resolution.receiving_team == "lighthouse"
    assert decision.resolution.notes[0].text == "If 10 by Thursday 12 March 2026, it changes."
    younger = resolve(seaholm, facts | {"age": 7}, TODAY)
    assert younger.resolution.notes == ()


def test_a_transfer_point_gone_by_is_said(seaholm: Pack) -> None:
    facts: dict[str, Value] = {"current_team": "harbour", "age": 7, "planning_evening": date(2026, 2, 12)}
    decision = resolve(seaholm, facts, TODAY)
    texts = [note.text for note in decision.resolution.notes]
    assert texts == ["The day to tell has gone.", "the planning evening passed on Thursday 12 February 2026."]
    assert decision.resolution.deadlines[0].status == "passed"


def test_past_the_calendars_horizon_is_said(seaholm: Pack) -> None:
    facts: dict[str, Value] = {"current_team": "harbour", "age": 12, "planning_evening": date(2028, 2, 12)}
    assert [note.kind for note in resolve(seaholm, facts, TODAY).resolution.notes] == ["horizon"]


def test_today_is_neither_ahead_nor_passed(seaholm: Pack) -> None:
    facts: dict[str, Value] = {"current_team": "harbour", "age": 7, "planning_evening": date(2026, 3, 5)}
    assert resolve(seaholm, facts, TODAY).resolution.deadlines[0].status == "today"


def test_a_count_shows_how_it_was_made(seaholm: Pack) -> None:
    facts: dict[str, Value] = {"current_team": "harbour", "age": 7, "planning_evening": date(2026, 3, 12)}
    counted = resolve(seaholm, facts, TODAY).resolution.deadlines[0].counted
    assert counted is not None
    assert counted.model_dump(mode="json") == {
        "from": "2026-03-12",
        "to": "2026-03-06",
        "skipped": [{"date": "2026-03-10", "name": "Seaholm founders' day"}],
    }


def test_every_presumption_that_matters_is_shown_with_where_the_contrary_leads(seaholm: Pack) -> None:
    (assumption,) = resolve(seaholm, {"current_team": "harbour", "age": 7}, TODAY).assumptions
    assert (assumption.fact, assumption.value) == ("night_plan", False)
    assert assumption.otherwise.routes == ("night-plan",)


def test_where_no_route_speaks_it_says_so(seaholm: Pack) -> None:
    decision = resolve(seaholm, {"current_team": "beacon"}, TODAY)
    assert decision.kind == "no_rule"
    assert decision.resolution.outcome is None
    assert decision.resolution.deadlines == ()


def test_the_trace_tells_every_rule_and_the_facts_it_was_read_from(seaholm: Pack) -> None:
    decision = resolve(seaholm, {"current_team": "harbour", "night_plan": True, "age": 7}, TODAY)
    results = {each.rule: each.result for each in decision.resolution.trace}
    assert results == {
        "to-lighthouse": "defeated",
        "to-beacon": "not",
        "night-plan": "applies",
        "tell": "not",
        "beacon-welcome": "not",
    }
    because = next(each.because for each in decision.resolution.trace if each.rule == "night-plan")
    assert [(each.fact, each.value) for each in because] == [("current_team", "harbour"), ("night_plan", True)]


def test_asks_first_for_the_fact_that_decides_most(lancashire: Pack) -> None:
    question = resolve(lancashire, {"plan": "cp"}, TODAY).question
    assert question is not None
    assert question.fact == "current_team"
    duty = next(choice for choice in question.choices if choice.value == "duty_and_assessment")
    assert duty.lead.events == ("initial_child_protection_conference",)


def test_a_birthday_to_come_does_not_change_what_has_been(lancashire: Pack) -> None:
    facts: dict[str, Value] = {
        "current_team": "duty_and_assessment",
        "eighteenth_birthday": date(2028, 4, 1),
        "looked_after": True,
        "permanence_agreed": True,
        "initial_cla_review": date(2026, 4, 15),
    }
    assert resolve(lancashire, facts, TODAY).resolution.receiving_team == "children_in_our_care"


def test_a_limit_gone_by_is_dated_by_its_last_day_and_said_once(lancashire: Pack) -> None:
    facts: dict[str, Value] = {
        "current_team": "cin_cp_court",
        "hearing_outcome": "full_care_order",
        "final_hearing": date(2026, 2, 2),
    }
    resolution = resolve(lancashire, facts, TODAY).resolution
    assert [each.name for each in resolution.deadlines if each.status == "passed"] == ["reallocation"]
    assert not any("final hearing has passed" in note.text for note in resolution.notes)


def test_of_two_dated_meetings_the_later_is_named_as_later(lancashire: Pack) -> None:
    facts: dict[str, Value] = {"current_team": "duty_and_assessment", "age": 6, "plan": "cp"}
    meetings: dict[str, Value] = {
        "initial_cin_meeting": date(2026, 3, 20),
        "initial_child_protection_conference": date(2026, 4, 8),
    }
    (note,) = [n for n in resolve(lancashire, facts | meetings, TODAY).resolution.notes if "two meetings" in n.text]
    assert "comes later" in note.text
