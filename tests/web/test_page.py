"""The page as a browser without any script sees it, and the pieces that its script adds."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from tests.web.conftest import ICPC, QUESTION, TODAY, unglossed
from tests.web.test_chat import ask

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*"}


def answered(client: httpx.Client, path: str = "/answers", **fields: str) -> str:
    response = client.post(path, data={"today": TODAY, **fields}, headers=PAGE)
    assert response.status_code == 200, response.text
    return unglossed(response.text)


def state(page: str) -> str:
    found = re.search(r'name="state" form="composer" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def test_the_first_page_invites_a_question(client: httpx.Client) -> None:
    page = client.get("/").text
    assert "<textarea" in page
    assert "No names or numbers" in page
    assert page.count('name="message" value="') >= 3


def test_a_question_without_script_gets_a_whole_page(client: httpx.Client) -> None:
    page = answered(client, "/", message=QUESTION)
    assert page.startswith("<!doctype html>")
    assert "Moves to CIN/CP/Court or EmPower" in page
    assert "Wednesday 8 April 2026" in page
    assert "Monday 30 March 2026" in page
    assert "Worked out as if today were <strong>Monday 2 March 2026</strong>" in page


def test_the_piece_is_the_same_answer(client: httpx.Client) -> None:
    piece = answered(client, message=QUESTION)
    assert piece.strip() in answered(client, "/", message=QUESTION)


def test_a_quick_reply_needs_no_words(client: httpx.Client) -> None:
    first = answered(client, message=QUESTION)
    second = answered(client, state=state(first), **{"fact.primary_need": "outside_home"})
    assert "Moves to EmPower" in second
    assert "Main need: Harm outside the home" in second


def test_a_chip_corrects_a_date_an_age_and_a_yes_or_no(client: httpx.Client) -> None:
    first = answered(client, message=QUESTION)
    assert "Thursday 9 April 2026" in answered(client, state=state(first), **{f"fact.{ICPC}": "2026-04-09"})
    assert "Moves to CIN/CP/Court<" in answered(client, state=state(first), **{"fact.age": "6"})
    urgent = answered(client, state=state(first), **{"fact.urgent_legal_action": "true"})
    assert "Urgent legal action" in urgent


def test_a_fact_can_be_removed(client: httpx.Client) -> None:
    first = answered(client, message=QUESTION)
    second = answered(client, state=state(first), forget="age", **{"fact.age": "15"})
    assert "Age: not known" in second
    assert "age" not in json.loads(state(second))["facts"]


def test_a_missing_date_is_asked_for(client: httpx.Client) -> None:
    page = answered(client, message="6 year old with duty going to ICPC, when does it move?")
    assert "ICPC: on which day?" in page
    assert f'name="fact.{ICPC}"' in page


def test_a_passed_day_is_said_first(client: httpx.Client) -> None:
    response = client.post("/answers", data={"message": QUESTION, "today": "2026-04-01"})
    assert response.text.index("this day has passed") < response.text.index("Moves to")


def test_the_calendar_comes_from_the_page(client: httpx.Client) -> None:
    page = answered(client, message=QUESTION)
    facts = re.search(r'name="facts" value="([^"]*)"', page)
    assert facts
    response = client.post("/calendar", data={"facts": html.unescape(facts[1]), "today": TODAY})
    assert response.content.startswith(b"BEGIN:VCALENDAR")
    assert client.post("/calendar", data={"facts": "[]"}).status_code == 422
    assert client.post("/calendar", data={"facts": "{}", "today": "soon"}).status_code == 422


def test_a_clause_has_a_page(client: httpx.Client) -> None:
    page = client.get("/clauses/transfer-policy-2025/5.2/4.a").text
    assert "Restated in our words" in page
    assert "Current policy" in page
    assert "Paragraph 4, part a" in page
    assert client.get("/clauses/transfer-policy-2025/5.2/4").text.count("<blockquote>") > 1


@pytest.mark.parametrize(
    "fields",
    [
        {"message": ""},
        {"message": "Xanthippe" * 300},
        {"message": "x", "state": "Xanthippe"},
        {"message": "x", "state": '{"Xanthippe": 1}'},
        {"message": "x", "today": "Xanthippe"},
        {"fact.plan": "Xanthippe"},
        {"fact.age": "Xanthippe"},
        {"fact.Xanthippe": "1"},
        {"forget": "Xanthippe"},
    ],
)
def test_a_wrong_form_is_told_and_not_repeated(client: httpx.Client, fields: dict[str, str]) -> None:
    for path in ("/", "/answers"):
        response = client.post(path, data=fields)
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"
        values = [value for name, value in fields.items() if name != "fact.Xanthippe"]
        assert not any(value and value in response.text for value in values)
    page = client.post("/", data=fields, headers=PAGE)
    assert "Back to the questions" in page.text


def test_what_was_typed_is_not_sent_back(client: httpx.Client) -> None:
    page = answered(client, "/", message="Xanthippe <script>alert(1)</script> & duty, aged 15, ICPC 8 April")
    assert "Xanthippe" not in page
    assert "alert(1)" not in page


def test_what_a_state_holds_cannot_become_markup(client: httpx.Client) -> None:
    held = ask(client)["state"]
    held["facts"]["age"]["said"] = '"><script>alert(1)</script>'
    page = answered(client, state=json.dumps(held), **{"fact.primary_need": "family"})
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_pages_hold_no_inline_script_or_style_and_ask_nothing_of_others(client: httpx.Client) -> None:
    pages = [client.get("/").text, answered(client, "/", message=QUESTION), client.get("/docs").text]
    for page in [*pages, client.get("/clauses/transfer-policy-2025/5.2/4.a").text]:
        found = Tags()
        found.feed(page)
        for tag, attributes in found.tags:
            assert not [name for name in attributes if name == "style" or name.startswith("on")], tag
            assert tag != "style"
            assert tag != "script" or attributes["src"].startswith("/static/")
            for name in ("src", "href", "action"):
                assert not attributes.get(name, "").startswith(("http:", "https:", "//", "javascript:"))


def test_ids_and_labels_belong_together(client: httpx.Client) -> None:
    found = Tags()
    found.feed(answered(client, "/", message=QUESTION))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = {attributes["for"] for tag, attributes in found.tags if tag == "label"}
    fields = {
        attributes.get("id")
        for tag, attributes in found.tags
        if tag in ("input", "select", "textarea") and attributes.get("type") != "hidden"
    }
    assert labels == fields


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def test_why_is_answered_in_words_and_not_by_the_same_card_again(client: httpx.Client) -> None:
    first = answered(client, message="6 years old, CP plan, with Duty and Assessment, ICPC 8 April 2026")
    why = answered(client, message="why not EmPower?", state=state(first))
    assert 'class="decision"' in first
    assert 'class="decision"' not in why
    assert "main need: In the family or home" in why
