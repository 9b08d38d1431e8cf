""" "Why this answer?": the tree of rules on a page of its own, asked for with what an answer carries."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import httpx
import pytest

from tests.web.conftest import FACTS, QUESTION, TODAY, unglossed
from tests.web.test_page import PAGE, answered

FORM = re.compile(r'<form method="post" action="/why".*?</form>', re.DOTALL)
HIDDEN = re.compile(r"""name="(facts|today|doubted)" value=(?:'([^']*)'|"([^"]*)")""")


def carried(page: str, at: int = 0) -> dict[str, Any]:
    """What the form in an answer sends; of what is in doubt, a list."""
    fields: dict[str, Any] = {"doubted": []}
    for name, single, double in HIDDEN.findall(FORM.findall(page)[at]):
        value = html.unescape(single or double)
        if name == "doubted":
            fields[name].append(value)
        else:
            fields[name] = value
    return fields


def tree(client: httpx.Client, fields: dict[str, Any]) -> str:
    response = client.post("/why", data=fields, headers=PAGE)
    assert response.status_code == 200, response.text
    return unglossed(response.text)


def test_an_answer_leads_to_its_tree(client: httpx.Client) -> None:
    page = answered(client, message="6 year old on a CP plan with duty, ICPC is 8 April")
    assert page.count("Why this answer?") == 1
    assert "the rules that applied" not in page
    fields = carried(page)
    assert json.loads(fields["facts"])["age"] == 6
    found = tree(client, fields)
    assert "Why: moves to CIN/CP/Court" in found
    assert "Need in the family, longer-term support" in found
    assert "Needs: looked after. Here: not looked after" in found
    assert '<a href="/clauses/transfer-policy-2025/5.2/4.a">5.2/4.a</a>' in found
    assert "Nothing delays the move" in found
    assert found.count("<details") == found.count("<summary>") > 5


def test_what_is_open_says_what_it_hangs_on(client: httpx.Client) -> None:
    found = tree(client, carried(answered(client, message=QUESTION)))
    assert "Still open" in found
    assert found.count("Hangs on: main need.") == 2


def test_what_was_in_doubt_stays_open_in_the_tree(client: httpx.Client) -> None:
    page = answered(client, message="6 year old with duty, CP plan, ICPC 8 April 2026, might be looked after")
    fields = carried(page)
    assert "looked_after" in fields["doubted"]
    assert "looked after" in tree(client, fields).partition("Still open")[2]


def test_each_of_several_children_has_a_tree_of_its_own(client: httpx.Client) -> None:
    page = answered(client, message="Siblings aged 6 and 16 with Duty, both on a CP plan, ICPC 8 April")
    assert len(FORM.findall(page)) == 2
    assert [json.loads(carried(page, at)["facts"])["age"] for at in (0, 1)] == [6, 16]


def test_guidance_has_no_tree(client: httpx.Client) -> None:
    assert "Why this answer?" not in answered(client, message="What does ICPC stand for?")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"facts": "Xanthippe"}, "facts"),
        ({"facts": '{"age": "Xanthippe"}'}, "facts.age"),
        ({"facts": '{"xanthippe": 1}'}, None),
        ({"facts": json.dumps(FACTS), "today": "Xanthippe"}, "today"),
        ({"facts": json.dumps(FACTS), "today": TODAY, "doubted": "Xanthippe"}, "doubted"),
    ],
)
def test_what_it_cannot_take_is_told_and_not_repeated(
    client: httpx.Client, fields: dict[str, str], named: str | None
) -> None:
    response = client.post("/why", data=fields)
    assert response.status_code == 422
    assert "Xanthippe" not in response.text
    assert named is None or f'"{named}"' in response.text
