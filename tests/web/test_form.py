"""The form with every fact: the same question with no typing, and a case in hand looked over."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import httpx
import pytest

from assistant.pack import Pack
from assistant.settings import Settings
from tests.conftest import SEAHOLM
from tests.serving import serving, without_model
from tests.web.conftest import FACTS, ICPC, QUESTION, TODAY
from tests.web.test_page import answered, state
from web.app import create_app
from web.routes.facts import groups

FIELD = re.compile(r'<(?:input|select)[^>]* name="fact\.([a-z_0-9]+)"')
CASE = {f"fact.{name}": str(value) for name, value in FACTS.items()}


def form(client: httpx.Client, **fields: str) -> str:
    response = client.post("/facts", data=fields)
    assert response.status_code == 200, response.text
    return response.text


def bubble(page: str) -> str:
    found = re.search(r'<p class="asked">(.*?)</p>', page)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


@pytest.mark.parametrize("name", ["lancashire", "seaholm"])
def test_every_fact_stands_in_the_form_once(name: str, request: pytest.FixtureRequest) -> None:
    pack: Pack = request.getfixturevalue(name)
    shown = [field.spec.name for group in groups(pack, {}) for field in (*group.fields, *group.seldom)]
    assert sorted(shown) == sorted(pack.facts)


def test_a_fact_without_a_group_comes_last(seaholm: Pack) -> None:
    from dataclasses import replace

    *_, last = groups(replace(seaholm, fact_groups=seaholm.fact_groups[:1]), {"night_plan": True})
    assert [field.spec.name for field in last.seldom] == ["night_plan", "eighteenth_birthday"]
    assert last.holds_seldom


def test_the_empty_form_says_nothing_and_says_what_is_assumed(client: httpx.Client, lancashire: Pack) -> None:
    page = client.get("/facts").text
    assert sorted(FIELD.findall(page)) == sorted(lancashire.facts)
    assert " selected" not in page
    assert "Not said: taken as no urgent legal action" in page
    assert "Is the child looked after?" in page


def test_filled_in_it_answers_as_the_same_question_typed(client: httpx.Client) -> None:
    chosen = answered(client, every_fact="yes", **CASE, **{"fact.consent": "", "fact.final_hearing": ""})
    assert "Moves to CIN/CP/Court" in chosen
    assert "Monday 30 March 2026" in chosen
    typed = answered(client, message="6 year old on a CP plan with Duty and Assessment, ICPC is 8 April 2026")

    def decision(page: str) -> str:
        return page[page.index('class="decision"') : page.index('class="facts"')]

    assert decision(chosen) == decision(typed)
    assert set(json.loads(state(chosen))["facts"]) == set(FACTS)
    assert bubble(chosen).startswith("You corrected: Team holding the case: Duty and Assessment; Plan")
    assert "not known" not in bubble(chosen)


def test_filled_in_with_nothing_the_first_thing_is_asked(client: httpx.Client) -> None:
    page = answered(client, every_fact="yes", **{"fact.current_team": "", "fact.age": ""})
    assert "Which team holds the case now?" in page


def test_from_an_answer_it_holds_what_is_known(client: httpx.Client) -> None:
    held = state(answered(client, message=QUESTION))
    page = form(client, state=held, today=TODAY)
    assert '<option value="duty_and_assessment" selected>' in page
    assert f'name="fact.{ICPC}" value="2026-04-08"' in page
    assert re.search(r'name="fact\.age" value="15"', page)
    assert f'name="today" value="{TODAY}"' in page
    carried = re.search(r'name="state" value="([^"]*)"', page)
    assert carried
    assert json.loads(html.unescape(carried[1])) == json.loads(held)


def test_only_what_differs_is_a_correction(client: httpx.Client) -> None:
    first = answered(client, message=QUESTION)
    held = json.loads(state(first))["facts"]
    same = {f"fact.{name}": str(fact["value"]) for name, fact in held.items()}
    second = answered(client, every_fact="yes", state=state(first), **{**same, "fact.age": "6", "fact.plan": ""})
    assert bubble(second) == "You corrected: Plan: not known; Age: 6"
    after = json.loads(state(second))["facts"]
    assert "plan" not in after
    assert after["current_team"] == held["current_team"]  # with the words that it came from
    again = answered(client, every_fact="yes", state=state(first), **same)
    assert json.loads(state(again))["facts"].keys() == held.keys()
    assert "CIN/CP/Court or EmPower" in again


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"state": "Xanthippe"}, "state"),
        ({"state": '{"Xanthippe": 1}'}, "state"),
        ({"state": json.dumps({"facts": {"age": {"value": "Xanthippe"}}})}, "state"),
        ({"today": "Xanthippe"}, "today"),
    ],
)
def test_what_it_cannot_take_is_told_and_not_repeated(client: httpx.Client, fields: dict[str, str], named: str) -> None:
    response = client.post("/facts", data=fields)
    assert response.status_code == 422
    assert named in response.text
    assert "Xanthippe" not in response.text


def test_a_state_larger_than_any_given_out_is_refused(client: httpx.Client) -> None:
    assert client.post("/facts", data={"state": "x" * 17_000}).status_code == 413


def test_several_children_are_told_whose_the_facts_are(client: httpx.Client) -> None:
    first = answered(client, message="Siblings aged 6 and 14 with Duty, both on a CP plan, ICPC 8 April")
    page = form(client, state=state(first))
    assert "holds for all 2 children" in page
    same = {f"fact.{name}": str(fact["value"]) for name, fact in json.loads(state(first))["facts"].items()}
    second = answered(client, every_fact="yes", state=state(first), **{**same, f"fact.{ICPC}": "2026-04-09"})
    children = json.loads(state(second))["children"]
    assert [child["facts"]["age"]["value"] for child in children] == [6, 14]
    assert "Thursday 9 April 2026" in second


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The made-up council's page."""
    settings = Settings(pack=SEAHOLM, data_dir=tmp_path_factory.mktemp("seaholm"))
    with serving(create_app(settings, without_model)) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def test_another_council_has_its_own_form(other: httpx.Client, seaholm: Pack) -> None:
    page = other.get("/facts").text
    assert sorted(FIELD.findall(page)) == sorted(seaholm.facts)
    fields = {"fact.current_team": "harbour", "fact.age": "9", "fact.planning_evening": "2026-03-12"}
    assert "Moves to Lighthouse" in answered(other, every_fact="yes", **fields)
