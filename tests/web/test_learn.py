"""The pages to learn from, and the file for an answer that looks wrong."""

from __future__ import annotations

import html
import json
import re

import httpx
import yaml

from assistant.cases import Case
from tests.web.conftest import FACTS, TODAY, unglossed

CASE = re.compile(r'name="case" value="([^"]*)"')


def test_the_journey_and_the_words(client: httpx.Client) -> None:
    page = unglossed(client.get("/learn").text)
    assert page.index("<h3>MASH</h3>") < page.index("<h3>Leaving Care</h3>")
    words = unglossed(client.get("/learn/words").text)
    assert "Once called Family Safeguarding team" in words
    assert "child in need plan (CIN)" in words


def test_a_case_is_asked_without_its_answer_and_then_marked(client: httpx.Client) -> None:
    asked = client.get("/learn/practice", params={"level": 2, "place": 5})
    assert asked.status_code == 200
    assert "Moves to" not in asked.text
    found = CASE.search(asked.text)
    assert found
    given = {"case": html.unescape(found[1]), "place": "5", "team": "mash", "event": "core_group", "day": "2026-01-01"}
    marked = client.post("/learn/practice", data=given)
    assert marked.status_code == 200
    assert "0 of 3 right" in marked.text
    assert 'class="headline"' in marked.text
    assert "level=2&amp;place=6" in marked.text


def test_what_is_no_exercise_is_refused_by_name_and_not_echoed(client: httpx.Client) -> None:
    refused = client.post("/learn/practice", data={"case": "<b>secret</b>"})
    assert refused.status_code == 422
    assert "secret" not in refused.text
    assert client.get("/learn/practice", params={"level": 9}).status_code == 422
    assert client.get("/learn/practice", params={"place": -1}).status_code == 422


def test_an_answer_that_looks_wrong_becomes_a_worked_case(client: httpx.Client) -> None:
    form = {"facts": json.dumps(FACTS), "today": TODAY}
    assert "This looks wrong" in client.post("/case-file", data=form).text
    said = {
        "as": "file",
        "team": "empower",
        "event": "core_group",
        "why": "It should be\nthe other team.",
        "clause": "",
    }
    file = client.post("/case-file", data={**form, **said})
    assert file.headers["content-type"].startswith("application/yaml")
    assert "attachment" in file.headers["content-disposition"]
    [raw] = yaml.safe_load(file.text)
    case = Case.model_validate(raw)
    assert case.expect.receiving_team == "empower"
    assert case.why == "It should be the other team."
    assert set(case.facts) == set(FACTS)
    assert "duty-to-cin-cp-court" in file.text.splitlines()[2]


def test_a_file_takes_only_what_the_pack_knows(client: httpx.Client) -> None:
    form = {"facts": json.dumps(FACTS), "today": TODAY, "as": "file", "team": "nobody", "event": "x", "clause": "y"}
    [raw] = yaml.safe_load(client.post("/case-file", data=form).text)
    assert raw["expect"] == {"kind": "resolved"}
    assert client.post("/case-file", data={**form, "facts": '{"nothing": 1}'}).status_code == 422
