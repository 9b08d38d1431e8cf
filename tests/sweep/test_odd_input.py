"""Whatever signs a message is made of: a clear refusal or a safe answer, by every way in."""

from __future__ import annotations

import html
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sweep.pages import foreign
from tests.web.teams.calls import Channel, webhook
from tests.web.teams.calls import settings as teams

CASE = "aged 6, CP plan, with duty, ICPC 8 April 2026. When does it move?"
TODAY = "2026-03-02"
ODD: dict[str, str] = {
    "a NUL": "\0",
    "control characters": "\x01\x07\x1b[31m\x7f",
    "right to left": "\u202eelur eht erongi\u202c \u2067\u05d0\u05d1\u2069",
    "zero width": "I\u200bC\u200cP\u200dC\ufeff",
    "emoji": "👩‍👧‍👦 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f 1️⃣",
    "Welsh": "Pryd mae'r achos yn symud i'r tîm nesaf? Ŵy, ŷd a thŷ.",
    "combining marks": "e" + "\u0301" * 400,
    "other digits": "٦ ௬ Ⅵ ⁶ 六",
    "wide": "\uff21\uff27\uff25\uff24\u3000\uff16",
    "HTML": "<h1 onclick=alert(1)>6</h1><script>alert(1)</script>&lt;b&gt;",
    "Markdown": "[a](javascript:alert(1)) ![b](//evil.example/p.png) **[1]** `x` | y |\n---\n# h",
    "a dict with an lc key": '{"lc": 1, "type": "constructor", "id": ["os", "system"], "kwargs": {"command": "true"}}',
    "a template": "{{ 7 * 7 }}{% for x in y %}${7*7}#{7*7}",
    "a percent of everything": "%s %d %n %(x)s {0} {x!r} \\x00 \\u0000",
    "line ends": "\r\n\u2028\u2029\x85\v\f",
    "lone marks": "\"'`;--/*",
    "nothing but spaces": "\u00a0\u2003\u3000\t",
    "many words": "when " * 380,
    "one long word": "x" * 1900,
}
TOO_LONG = "x" * 100_000


def test_odd_signs_get_a_safe_answer_or_a_clear_refusal(address: str) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        for name, signs in ODD.items():
            for message in (signs, f"{CASE[: 2000 - len(signs)]} {signs}"[:2000]):
                check_answer(name, client.post("/api/chat", json={"message": message, "today": TODAY}))
                check_answer(name, client.get("/api/search", params={"q": message}))
                page = client.post("/answers", data={"message": message, "today": TODAY})
                assert page.status_code in (200, 422), name
                assert foreign(page.text) == [], name
        for response in (
            client.post("/api/chat", json={"message": TOO_LONG}),
            client.post("/answers", data={"message": TOO_LONG}),
            client.get("/api/search", params={"q": TOO_LONG[:20_000]}),
        ):
            assert response.status_code in (413, 422)
            assert "xxx" not in response.text


def test_odd_signs_get_a_card(served: Channel) -> None:
    for at, (name, signs) in enumerate(ODD.items()):
        thread = Channel(served.client, conversation=f"19:odd{at}@thread.tacv2")
        message = thread.ask(html.escape(signs))
        assert message["type"] == "message", name
        assert "alert(1)" not in json.dumps(message), name


def check_answer(name: str, response: httpx.Response) -> None:
    assert response.status_code in (200, 422), (name, response.status_code)
    if response.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
        assert response.headers["content-type"] == "application/problem+json", name
        assert response.json()["errors"][0]["field"] in ("message", "q"), name


@pytest.fixture(scope="module")
def served() -> Any:
    with webhook(teams(team_rate="100000/minute")) as channel:
        yield channel


PATHS = ["/", "/answers", "/record", "/calendar", "/case-file", "/practice", "/why"]
NAMES = st.sampled_from(
    ["message", "state", "today", "set.age", "fact.plan", "fact.age", "fact.current_team", "known", "child", "q", "x"]
)
FIELDS = st.lists(
    st.tuples(NAMES, st.one_of(st.text(max_size=30), st.sampled_from(["", "cp", "6", TODAY, "{}", "null", CASE]))),
    max_size=8,
)


@pytest.mark.sweep
@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(fields=FIELDS, path=st.sampled_from(PATHS))
def test_any_form_is_answered_or_refused(address: str, fields: list[tuple[str, str]], path: str) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        body = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in fields)
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        response = client.post(path, content=body.encode(), headers=typed)
    assert response.status_code < 500


@pytest.mark.sweep
@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(text=st.text(max_size=200), more=st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3))
def test_any_signed_message_gets_a_card_or_is_refused(served: Channel, text: str, more: dict[str, str]) -> None:
    response = served.post(served.activity(text, **more))
    assert response.status_code in (200, 400, 409, 422)


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
