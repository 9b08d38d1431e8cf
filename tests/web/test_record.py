from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from assistant import cases
from assistant.pack import Pack
from assistant.settings import Settings
from tests.conftest import SEAHOLM
from tests.serving import serving, without_model
from tests.web.conftest import FACTS, ICPC, TODAY
from web.app import create_app
from web.command_line import app

ADDRESS = "/record"
PAGE = {"Accept": "text/html"}
TYPED = "Xanthippe"


def record(client: httpx.Client, facts: dict[str, Any] | None = None, /, **more: str) -> httpx.Response:
    given = {"facts": json.dumps(FACTS if facts is None else facts), "today": TODAY}
    return client.post(ADDRESS, data=given | more, headers=PAGE)


def markdown(client: httpx.Client, facts: dict[str, Any] | None = None, /, **more: str) -> httpx.Response:
    return record(client, facts, **{"as": "markdown", **more})


def plain(page: httpx.Response) -> str:
    """The page without the explanations of abbreviations."""
    return re.sub("</?abbr[^>]*>", "", unescape(page.text))


def test_the_page_says_what_was_decided_on_what_and_by_when(client: httpx.Client) -> None:
    page = plain(record(client))
    assert "Moves to CIN/CP/Court" in page
    assert "Worked out as of Monday 2 March 2026" in page
    for label, value in (("Team holding the case", "Duty and Assessment"), ("Age", "6")):
        assert f"<dt>{label}</dt><dd>{value}</dd>" in page
    assert "No severe disability or complex health needs" in page
    assert "Monday 30 March 2026" in page
    assert "5 working days before Wednesday 8 April 2026, not counting Good Friday 3 April" in page
    assert "Both social workers" in page
    assert "Not yet reviewed by the council." in page


def test_every_mark_has_its_clause_in_full(client: httpx.Client, lancashire: Pack) -> None:
    page = record(client).text
    marks, clauses = set(re.findall(r'href="#clause-(\d+)"', page)), re.findall(r'id="clause-(\d+)"', page)
    assert len(marks) > 10
    assert sorted(clauses, key=int) == clauses == sorted(marks, key=int)
    notice = lancashire.clauses["transfer-policy-2025/5.2/6.a"].text
    assert notice.splitlines()[0] in unescape(markdown(client).text)


def test_markdown_says_the_same_and_is_a_file(client: httpx.Client) -> None:
    response = markdown(client)
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="transfer-record-2026-03-02.md"'
    text = response.text
    assert text.startswith("# Record of a transfer decision\n")
    assert "| Monday 30 March 2026 | Last day to give the receiving team notice [" in text
    assert "&#" not in text
    assert "{" not in text.replace(line(text), "")
    assert set(re.findall(r"\[(\d+)\]", text.partition("## Clauses")[0])) == set(
        re.findall(r"^\[(\d+)\]", text.partition("## Clauses")[2], re.M)
    )


def test_what_holds_for_every_move_is_counted_and_not_listed(client: httpx.Client) -> None:
    assert re.search(r"\d+ duties hold for every move alike", record(client).text)


def test_what_has_passed_comes_first(client: httpx.Client) -> None:
    page = record(client, today="2026-04-01").text
    assert page.index("this day has passed") < page.index("Decided on these facts")


def test_worked_cases_make_a_record_each(client: httpx.Client, lancashire: Pack) -> None:
    found, _ = cases.read_cases(lancashire.folder)
    made = 0
    for case in found[::60]:
        facts = json.loads(json.dumps(case.facts, default=str))
        response = markdown(client, facts, today=case.today.isoformat())
        if response.status_code == 200:
            made += 1
            assert json.loads(line(response.text))["facts"] == facts
        else:
            assert cases.decide(lancashire, case).resolution.route is None
    assert made > 20


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"facts": ""}, "facts"),
        ({"facts": "[]"}, "facts"),
        ({"facts": json.dumps({"plan": TYPED})}, "facts.plan"),
        ({"facts": json.dumps({TYPED: 1})}, ""),
        ({"facts": json.dumps(FACTS), "today": TYPED}, "today"),
        ({"facts": json.dumps({"age": 6})}, "facts"),
    ],
)
def test_what_cannot_be_recorded_is_said_without_repeating_it(
    client: httpx.Client, form: dict[str, str], field: str
) -> None:
    response = client.post(ADDRESS, data=form)
    assert response.status_code == 422
    problem = response.json()
    assert not field or problem["errors"][0]["field"] == field
    assert not any(TYPED in str(each.get("problem")) for each in problem["errors"])


def test_it_cannot_be_had_by_an_address_alone(client: httpx.Client) -> None:
    assert client.get(ADDRESS, params={"facts": json.dumps(FACTS)}).status_code == 405


def test_another_council() -> None:
    settings = Settings(pack=SEAHOLM)
    facts = {"current_team": "harbour", "age": 9, "planning_evening": "2026-03-12"}
    with serving(create_app(settings, without_model)) as address, httpx.Client(base_url=address) as client:
        page = record(client, facts).text
    assert "Lancashire" not in page
    assert "Thursday 12 March 2026" in page or "12\N{NO-BREAK SPACE}March 2026" in page


# Working it out again


def resolve(given: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["resolve", "--facts", "-", *arguments], input=given)


def line(text: str) -> str:
    found = re.search(r"```json\n(.*)\n```", text)
    assert found
    return found[1]


def test_the_line_on_the_record_gives_the_same_decision(client: httpx.Client) -> None:
    given = line(markdown(client).text)
    assert given in unescape(record(client).text)
    done = resolve(given)
    assert done.exit_code == 0, done.stderr
    decided = client.post("/api/resolve", json={"facts": FACTS, "today": TODAY}).json()
    assert json.loads(done.stdout) == decided
    assert "The policy is the one of the record" in done.stderr
    assert "It is decided as in the record." in done.stderr


def test_a_policy_that_has_changed_since_is_said(client: httpx.Client) -> None:
    then = json.loads(line(markdown(client).text)) | {"policy_revision": "0123456789ab"}
    done = resolve(json.dumps(then))
    assert done.exit_code == 0
    assert "The policy has changed since the record was made" in done.stderr
    assert "It is decided as in the record." in done.stderr


def test_a_decision_that_is_another_now_is_said_and_falls_short(client: httpx.Client) -> None:
    then = json.loads(line(markdown(client).text))
    then["decided"]["receiving_team"] = "empower"
    then["decided"]["dates"] |= {"notice": "2026-03-31", "gone": "2026-03-31"}
    done = resolve(json.dumps(then))
    assert done.exit_code == 1
    assert "otherwise than in the record: receiving team, date of notice, a date that there is no more" in done.stderr
    assert json.loads(done.stdout)["resolution"]["receiving_team"] == "cin_cp_court"


def test_another_day_than_the_records(client: httpx.Client) -> None:
    given = line(markdown(client).text)
    now = json.loads(resolve(given, "--today", "2026-04-01").stdout)["resolution"]
    notice = next(each for each in now["deadlines"] if each["name"] == "notice")
    assert notice["status"] == "passed"


def test_a_line_that_is_damaged_is_a_wrong_call(client: httpx.Client) -> None:
    given = json.loads(line(markdown(client).text))
    for damaged in (
        given | {"decided": {}},
        given | {"today": TYPED},
        given | {TYPED: 1},
        given | {"facts": FACTS | {ICPC: TYPED}},
        {name: value for name, value in given.items() if name != "facts"},
    ):
        done = resolve(json.dumps(damaged))
        assert done.exit_code == 2, done.stderr
        assert f'"{TYPED}"' not in done.stderr
        assert "Traceback" not in done.stderr


def test_the_day_is_the_one_that_the_answer_was_given_on(client: httpx.Client) -> None:
    message = "6 year old on a CP plan with duty, ICPC is 8 April, when does it move?"
    page = client.post("/answers", data={"message": message, "today": TODAY}).text
    form = page[page.index('action="/record"') :]
    assert f'name="today" value="{date.fromisoformat(TODAY)}"' in form
    facts = re.search(r'name="facts" value="([^"]*)"', form)
    assert facts
    assert "Moves to CIN/CP/Court" in plain(record(client, json.loads(unescape(facts[1]))))
