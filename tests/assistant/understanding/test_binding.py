from datetime import date

import pytest

from assistant.pack import Pack
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY

ICPC, CORE, STRAT = "initial_child_protection_conference", "core_group", "strategy_discussion"


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("ICPC is 8 April", {ICPC: "04-08"}),
        ("ICPC: 8 April", {ICPC: "04-08"}),
        ("ICPC, 8 April", {ICPC: "04-08"}),
        ("ICPC (8 April)", {ICPC: "04-08"}),
        ("The ICPC has been moved to 8 April", {ICPC: "04-08"}),
        ("8 April ICPC", {ICPC: "04-08"}),
        ("On 8 April she has her ICPC", {ICPC: "04-08"}),
        ("8 April is the ICPC", {ICPC: "04-08"}),
        ("The ICPC for a boy of 6 with duty is on 8 April", {ICPC: "04-08"}),
        ("The ICPC at County Hall on 8 April", {ICPC: "04-08"}),
        ("The ICPC, where we all meet, is on 8 April.", {ICPC: "04-08"}),
        ("The ICPC is booked. It's on 8 April.", {ICPC: "04-08"}),
        ("strat 3 March, ICPC 20 March, core group 31 March", {STRAT: "03-03", ICPC: "03-20", CORE: "03-31"}),
        ("strat 3 March ICPC 20 March core group 31 March", {STRAT: "03-03", ICPC: "03-20", CORE: "03-31"}),
        ("3 March strat, 20 March ICPC", {STRAT: "03-03", ICPC: "03-20"}),
        ("3 March strat 20 March ICPC", {STRAT: "03-03", ICPC: "03-20"}),
        ("ICPC and core group are on 20 March and 31 March", {ICPC: "03-20", CORE: "03-31"}),
        ("moved to duty on 8 April, ICPC pending", {}),
        ("moved to duty 8 April and ICPC is pending", {}),
        ("ICPC to be booked before 8 April", {}),
        ("ICPC and core group on 8 April", {}),
        ("spoke to duty today about the ICPC", {}),
        ("on CP since 8 March 2025, ICPC next", {}),
        ("no ICPC on 8 April", {}),
        ("ICPC or core group, 8 April", {}),
    ],
)
def test_a_date_goes_to_its_meeting_and_to_no_other(text: str, dates: dict[str, str], pack: Pack) -> None:
    facts = read(text, pack, TODAY).facts
    assert {name: fact.value for name, fact in facts.items() if isinstance(fact.value, date)} == {
        name: day(said) for name, said in dates.items()
    }


def test_a_date_without_a_meeting_is_loose(pack: Pack) -> None:
    (loose,) = read("CP case with duty, 8 April", pack, TODAY).loose_dates
    assert (loose.day, loose.events) == (day("04-08"), ())


def test_a_date_of_a_meeting_that_several_go_by_is_loose_and_names_them(pack: Pack) -> None:
    (loose,) = read("hearing on 8 April", pack, TODAY).loose_dates
    assert loose.events == ("initial_hearing", "final_hearing")


@pytest.mark.parametrize(
    ("text", "meeting", "certain"),
    [
        ("D&A case, hearing 2 April", "initial_hearing", True),
        ("CP plan, review meeting 2 April", "review_child_protection_conference", True),
        ("CIN plan, review meeting 2 April", "review_cin_meeting", True),
        ("looked after, not on a plan, review 2 April", "cla_review", True),
        ("duty, CP conference 2 April", ICPC, True),
        ("final hearing is booked, hearing 2 April", "final_hearing", True),
        ("duty, looked after, CLA review 2 April", "initial_cla_review", True),
        ("CIN/CP/Court, looked after, CLA review 2 April", "initial_cla_review", False),
    ],
)
def test_the_case_tells_which_meeting_a_shared_name_means(text: str, meeting: str, certain: bool, pack: Pack) -> None:
    fact = read(text, pack, TODAY).facts[meeting]
    assert (fact.value, fact.certain) == (day("04-02"), certain)


def test_two_dates_of_one_meeting_are_in_conflict(pack: Pack) -> None:
    reading = read("ICPC 8 April. ICPC 9 April.", pack, TODAY)
    assert ICPC not in reading.facts
    assert [problem.kind for problem in reading.problems] == ["conflicting_dates"]


@pytest.mark.parametrize(
    ("text", "held", "meeting", "said"),
    [
        ("sorry, the 10th not the 8th", {ICPC: "04-08"}, ICPC, "04-10"),
        ("no, the 10th not the 8th", {ICPC: "04-08", CORE: "04-20"}, ICPC, "04-10"),
        ("sorry ICPC is 10 April not 8 April", {ICPC: "04-08"}, ICPC, "04-10"),
        ("actually 10 April", {ICPC: "04-08"}, ICPC, "04-10"),
        ("it's been moved to 10 April", {ICPC: "04-08"}, ICPC, "04-10"),
        ("ICPC 8 April, no sorry 10 April", {}, ICPC, "04-10"),
        ("ICPC not 8 April but 10 April", {}, ICPC, "04-10"),
    ],
)
def test_a_correction_replaces_the_date(text: str, held: dict[str, str], meeting: str, said: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY, held={name: day(each) for name, each in held.items()})
    assert reading.facts[meeting].value == day(said)


def test_a_correction_that_fits_two_dates_puts_both_in_doubt(pack: Pack) -> None:
    reading = read("sorry, 10 April", pack, TODAY, held={ICPC: day("04-08"), CORE: day("04-20")})
    assert not reading.facts
    assert set(reading.retracted) == {ICPC, CORE}
    assert {each.fact: each.readings for each in reading.unsure} == {
        ICPC: (day("04-10"), day("04-08")),
        CORE: (day("04-10"), day("04-20")),
    }


def test_a_plan_that_is_corrected_takes_its_meeting_with_it(pack: Pack) -> None:
    reading = read("sorry, it's CIN not CP", pack, TODAY, held={"plan": "cp", ICPC: day("04-08")})
    assert reading.facts["plan"].value == "cin"
    assert reading.retracted == (ICPC,)


def test_a_plan_against_a_meetings_date_is_asked_about(pack: Pack) -> None:
    reading = read("CIN plan, ICPC 8 April", pack, TODAY)
    assert "plan" not in reading.facts
    assert {unsure.fact: unsure.readings for unsure in reading.unsure} == {"plan": ("cin", "cp")}
