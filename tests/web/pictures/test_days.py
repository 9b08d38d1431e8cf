from __future__ import annotations

from datetime import date, timedelta

from assistant.facts import read_facts
from assistant.pack import Pack
from assistant.resolver import resolve
from tests.web.conftest import FACTS, ICPC
from tests.web.pictures.conftest import Decided
from web.pictures.days import Days, Row, in_words, lay_out
from web.shown.steps import in_date_order

TODAY = date(2026, 3, 2)
TIMELINE_OF = {"current_team": "duty_and_assessment", "plan": "cp", "age": 6, "strategy_discussion": "2026-03-17"}


def laid_out(pack: Pack, facts: dict[str, object], today: date = TODAY) -> Days:
    days = lay_out(pack, resolve(pack, read_facts(pack.facts, facts), today).resolution, today)
    assert days is not None
    return days


def shown(days: Days) -> dict[str, Row]:
    return {row.first.isoformat(): row for row in days.rows}


def test_what_falls_on_each_day(lancashire: Pack) -> None:
    rows = shown(laid_out(lancashire, FACTS))
    marks = {day: [(mark.kind, mark.label) for mark in row.marks] for day, row in rows.items() if row.marks}
    assert marks == {
        "2026-03-02": [("today", "Today")],
        "2026-03-30": [("due", "Last day to give the receiving team notice")],
        "2026-04-08": [("move", "The case moves to CIN/CP/Court")],
        "2026-04-13": [("due", "Last day for the joint introductory visit")],
    }
    assert (rows["2026-03-03"].kind, rows["2026-03-03"].length) == ("gap", 27)
    assert rows["2026-04-03"].off == "Good Friday"
    assert rows["2026-04-04"].kind == "weekend"
    assert rows["2026-04-06"].off == "Easter Monday"


def test_working_days_are_counted_out_and_days_off_are_not(lancashire: Pack) -> None:
    days = laid_out(lancashire, FACTS)
    back, on = sorted(days.counts, key=lambda count: count.end)
    numbered = {day.isoformat(): number for day, number in back.numbers.items()}
    assert numbered == {"2026-04-07": 1, "2026-04-02": 2, "2026-04-01": 3, "2026-03-31": 4, "2026-03-30": 5}
    assert [day.isoformat() for day in on.numbers] == ["2026-04-09", "2026-04-10", "2026-04-13"]
    assert not {date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 6)} & back.numbers.keys()


def test_a_meeting_without_a_date_shows_its_latest_day_and_what_that_is_counted_from(lancashire: Pack) -> None:
    days = laid_out(lancashire, TIMELINE_OF, date(2026, 3, 18))
    rows = shown(days)
    assert [mark.kind for mark in rows["2026-03-17"].marks] == ["event"]
    assert [mark.kind for mark in rows["2026-04-09"].marks] == ["move", "due"]
    assert "by this day" in rows["2026-04-09"].marks[0].details[0]


def test_quiet_weeks_of_a_long_count_are_one_row_each_unless_a_day_off_is_in_them(lancashire: Pack) -> None:
    rows = shown(laid_out(lancashire, TIMELINE_OF, date(2026, 3, 18)))
    assert rows["2026-03-23"].kind == "week"
    assert rows["2026-03-30"].kind == "day", "Good Friday is in this week"


def test_a_case_without_dates_has_no_days(lancashire: Pack) -> None:
    facts = {name: value for name, value in FACTS.items() if name != ICPC}
    resolution = resolve(lancashire, read_facts(lancashire.facts, facts), TODAY).resolution
    assert lay_out(lancashire, resolution, TODAY) is None


def test_every_worked_case_shows_every_day_once_and_counts_as_the_resolver_does(
    lancashire: Pack, dated: list[Decided]
) -> None:
    drawn = 0
    for case in dated:
        steps = [step for step in in_date_order(lancashire, case.resolution, case.today) if step.day]
        days = lay_out(lancashire, case.resolution, case.today)
        if days is None:
            assert not steps, case.name
            continue
        drawn += 1
        for row, following in zip(days.rows, days.rows[1:], strict=False):
            assert following.first == row.last + timedelta(days=1), case.name
        marked = [(mark.day, row) for row in days.rows for mark in row.marks]
        assert all(row.first <= day <= row.last and row.kind == "day" for day, row in marked), case.name
        assert {step.day for step in steps} <= {day for day, _ in marked}, case.name
        for each in case.resolution.deadlines:
            if each.counted and each.period and "working day" in each.period and each.counted.start != each.due:
                number = int(each.period.split()[0])
                numbers = [count.numbers for count in days.counts if count.start == each.counted.start]
                assert number in [found.get(each.counted.end) for found in numbers], (case.name, each.name)
                for skipped in each.counted.skipped:
                    assert not any(skipped.date in found for found in numbers), case.name
                    assert any(row.off and row.first == skipped.date for row in days.rows), case.name
    assert drawn > 300


def test_the_words_tell_all_that_the_picture_shows(lancashire: Pack, dated: list[Decided]) -> None:
    for case in dated[::7]:
        days = lay_out(lancashire, case.resolution, case.today)
        if days is None:
            continue
        words = "\n".join(in_words(days)).lower()
        for row in days.rows:
            assert not row.off or row.off.lower() in words
            assert all(
                mark.label.lower() in words and all(each.lower() in words for each in mark.details)
                for mark in row.marks
            )
        assert sum("working days counted" in line.lower() for line in in_words(days)) == len(days.counts)
    assert "Good Friday, not counted" in "\n".join(in_words(laid_out(lancashire, FACTS)))


def test_another_council(seaholm: Pack) -> None:
    days = laid_out(seaholm, {"current_team": "harbour", "age": 9, "planning_evening": "2026-03-12"})
    assert [mark.kind for row in days.rows for mark in row.marks].count("move") == 1
