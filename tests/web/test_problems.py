"""Every malformed request is told which field is wrong, and never hears its own words again."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.web.conftest import QUESTION

TYPED = "Xanthippe"
JSON = {"Content-Type": "application/json"}

MALFORMED: dict[str, tuple[Any, str]] = {
    "no message": ({}, "message"),
    "empty": ({"message": ""}, "message"),
    "blank": ({"message": "  \n"}, "message"),
    "2001 characters": ({"message": TYPED.ljust(2001, "x")}, "message"),
    "a NUL": ({"message": f"{TYPED}\0"}, "message"),
    "a number": ({"message": 7}, "message"),
    "a list for the message": ({"message": [TYPED]}, "message"),
    "an unknown field": ({"message": "x", "lc": TYPED}, "lc"),
    "a field that is no name": ({"message": "x", f"{TYPED} Smith": 1}, "body"),
    "a day in words": ({"message": "x", "today": TYPED}, "today"),
    "a day that does not exist": ({"message": "x", "today": "2026-02-30"}, "today"),
    "a day as a number": ({"message": "x", "today": 0}, "today"),
    "a day and a time": ({"message": "x", "today": "2026-03-02T00:00:00"}, "today"),
    "a day of another age": ({"message": "x", "today": "9999-12-31"}, "today"),
    "a day in other digits": ({"message": "x", "today": "२०२६-03-02"}, "today"),
    "state of text": ({"message": "x", "state": TYPED}, "state"),
    "state of garbage": ({"message": "x", "state": {TYPED: TYPED}}, "state"),
    "state with a foreign fact": ({"message": "x", "state": {"facts": {"plan": {"value": TYPED}}}}, "state"),
    "facts of text": ({"message": "x", "facts": TYPED}, "facts"),
    "an unknown fact": ({"message": "x", "facts": {"shoe_size": TYPED}}, "facts.shoe_size"),
    "a fact that is no name": ({"message": "x", "facts": {f"{TYPED} Smith": 1}}, "facts"),
    "an unknown value": ({"message": "x", "facts": {"plan": TYPED}}, "facts.plan"),
    "an age of text": ({"message": "x", "facts": {"age": TYPED}}, "facts.age"),
    "an age beyond bounds": ({"message": "x", "facts": {"age": 10**40}}, "facts.age"),
    "a date that does not exist": ({"message": "x", "facts": {"core_group": "2026-02-30"}}, "facts.core_group"),
    "a dict for a fact": ({"message": "x", "facts": {"plan": {"lc": 1, "type": TYPED}}}, "facts.plan"),
    "not an object": ([TYPED], "body"),
}


@pytest.mark.parametrize(
    "body", [pytest.param(*case, id=name) for name, case in ((n, (c,)) for n, c in MALFORMED.items())]
)
def test_names_the_field_and_echoes_nothing(client: httpx.Client, body: tuple[Any, str]) -> None:
    sent, field = body
    response = client.post("/api/chat", json=sent)
    problem = the_problem(response, 422)
    assert any(error["field"].startswith(field) for error in problem["errors"]), problem
    assert TYPED not in response.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        f'{{"message": "{TYPED}"'.encode(),
        b'{"message": NaN}',
        b'{"message": "\\ud800"}',
        b'{"message": "\xff"}',
        b"[" * 30_000 + b"]" * 30_000,
        b'{"facts": {"age": ' + b"1" * 5_000 + b"}}",
    ],
    ids=["empty", "cut", "unclosed", "NaN", "lone surrogate", "not UTF-8", "deep", "long number"],
)
def test_what_is_not_json_is_a_400(client: httpx.Client, body: bytes) -> None:
    response = client.post("/api/chat", content=body, headers=JSON)
    assert response.status_code in (400, 422)
    the_problem(response, response.status_code)
    assert TYPED not in response.text


def test_json_must_say_that_it_is(client: httpx.Client) -> None:
    response = client.post("/api/chat", content=b'{"message": "x"}', headers={"Content-Type": "text/plain"})
    assert the_problem(response, 422)["errors"][0]["field"] == "body"


def test_100_000_characters_are_too_many(client: httpx.Client) -> None:
    response = client.post("/api/chat", json={"message": TYPED * 12_000})
    the_problem(response, 413)
    assert TYPED not in response.text


def test_a_body_of_no_stated_length_is_measured(client: httpx.Client) -> None:
    pieces = (TYPED.encode() * 1_000 for _ in range(20))
    the_problem(client.post("/api/chat", content=pieces, headers=JSON), 413)


def test_a_state_over_16_kib_is_too_large(client: httpx.Client) -> None:
    response = client.post("/api/chat", json={"message": "x", "state": {"facts": TYPED * 2_000}})
    assert the_problem(response, 413)["errors"][0]["field"] == "state"
    assert TYPED not in response.text


@pytest.mark.parametrize("facts", [None, TYPED, {"plan": TYPED}, {"shoe_size": 1}, {"age": {"a": TYPED}}])
def test_resolve_refuses_what_are_no_facts(client: httpx.Client, facts: Any) -> None:
    response = client.post("/api/resolve", json={"facts": facts})
    assert the_problem(response, 422)["errors"][0]["field"].startswith("facts")
    assert TYPED not in response.text


@pytest.mark.parametrize(
    ("query", "field"),
    [("", "q"), ("q=", "q"), (f"q={TYPED}&limit=0", "limit"), (f"q={TYPED}&limit={TYPED}", "limit"), ("q=%00", "q")],
)
def test_search_refuses_what_it_cannot_use(client: httpx.Client, query: str, field: str) -> None:
    response = client.get(f"/api/search?{query}")
    assert the_problem(response, 422)["errors"][0]["field"] == field
    assert TYPED not in response.text


@pytest.mark.parametrize(
    "path", [f"/{TYPED}", f"/api/clauses/{TYPED}/1/1", f"/static/{TYPED}", "/api/clauses/a/b/c%00"]
)
def test_what_is_not_there(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    the_problem(response, 404)
    assert TYPED not in response.text


def test_a_method_that_is_not_taken(client: httpx.Client) -> None:
    response = client.put("/api/chat", json={"message": QUESTION})
    the_problem(response, 405)
    assert response.headers["allow"] == "POST"


def test_a_browser_gets_a_page(client: httpx.Client) -> None:
    response = client.get(f"/{TYPED}", headers={"Accept": "text/html,*/*"})
    assert response.status_code == 404
    assert "<h1>Not found</h1>" in response.text
    assert TYPED not in response.text


def test_another_servers_name_is_refused(client: httpx.Client) -> None:
    the_problem(client.get("/", headers={"Host": "rebound.example"}), 400)
    the_problem(client.get("/", headers={"Host": "[bad"}), 400)


def the_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem
