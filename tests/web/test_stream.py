"""The chat page's own stream: the decision at once, then a model's words as HTML, then the finished answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import httpx
import pytest
from markupsafe import Markup

from assistant.settings import Settings
from tests.llm import writing
from tests.llm.server import ModelServer, Mood, model_server
from tests.llm.serving import with_model
from tests.serving import serving
from tests.web.conftest import TODAY, unglossed
from web.app import create_app
from web.shown import markup

QUESTION = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
STREAM = {"Accept": "text/event-stream"}
PROSE = re.compile(r'<section class="words".*?<div class="prose"[^>]*>(.*?)</div>\s*</section>', re.DOTALL)

Asking = Callable[..., AbstractContextManager[tuple[httpx.Client, ModelServer]]]


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> Asking:
    @contextmanager
    def asking(*moods: Mood, **settings: object) -> Iterator[tuple[httpx.Client, ModelServer]]:
        with model_server(*moods) as model:
            monkeypatch.setenv("OPENAI_BASE_URL", model.address)
            monkeypatch.setenv("OPENAI_API_KEY", "of-no-use")
            app = create_app(Settings(llm="openai:loopback", **settings), with_model())  # type: ignore[arg-type]
            with serving(app) as address, httpx.Client(base_url=address, timeout=60) as client:
                yield client, model

    return asking


def events(client: httpx.Client, message: str = QUESTION) -> list[tuple[str, str]]:
    with client.stream("POST", "/answers", data={"message": message, "today": TODAY}, headers=STREAM) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        text = response.read().decode()
    return [event(block) for block in text.strip().split("\n\n")]


def event(block: str) -> tuple[str, str]:
    name, *data = block.split("\n")
    return name.removeprefix("event: "), "\n".join(line.removeprefix("data: ") for line in data)


def prose(page: str) -> str:
    found = PROSE.search(page)
    assert found
    return found[1]


def grown(tokens: list[str]) -> str:
    """What the page's script has in the end of all the pieces."""
    html = b""
    for token in tokens:
        piece = json.loads(token)
        html = html[: 2 * piece["keep"]] + piece["more"].encode("utf-16-le")
    return html.decode("utf-16-le")


def test_words_are_text_whatever_is_in_them() -> None:
    html = markup.render('It <img src=x> & "moves" [1].', lambda number, _: Markup("<sup>{}</sup>").format(number))
    assert html.strip() == "<p>It &lt;img src=x&gt; &amp; &quot;moves&quot;<sup>1</sup>.</p>"


@pytest.mark.parametrize("message", [QUESTION, "What does the EmPower team do?"])
def test_the_words_that_came_are_those_of_the_finished_answer(asking: Asking, message: str) -> None:
    with asking(writing.faithful) as (client, _):
        (first, decided), *tokens, (last, answer) = events(client, message)
    assert (first, last) == ("decided", "answer")
    assert {name for name, _ in tokens} == {"token"}
    assert len(tokens) > 3
    words = grown([data for _, data in tokens])
    assert words == prose(answer)
    assert 'class="cite" href="/clauses/transfer-policy-2025/' in words
    assert 'aria-busy="true"' in decided
    assert prose(decided).strip() == ""
    assert "aria-busy" not in answer
    assert "each sentence checked against the policy" in answer


def test_what_is_decided_comes_before_the_model_has_said_a_word(asking: Asking) -> None:
    with asking("silent", llm_timeout=300) as (client, model):
        sent = {"message": QUESTION, "today": TODAY}
        with client.stream("POST", "/answers", data=sent, headers=STREAM) as response:
            lines = response.iter_lines()
            name, decided = event("\n".join(iter(lambda: next(lines), "")))
            assert name == "decided"
            for words in ("Moves to CIN/CP/Court", "Wednesday 8 April 2026", "Monday 30 March 2026", "By when"):
                assert words in unglossed(decided)
            assert model.arrived.wait(20)
            assert not model.gone.is_set()
        assert model.gone.wait(20)  # whoever asked has gone


@pytest.mark.parametrize("mood", [writing.other_day, writing.half, "stalls", "server_error"])
def test_what_goes_wrong_ends_in_the_whole_answer_of_the_template(asking: Asking, mood: Mood) -> None:
    with asking(mood, llm_timeout=1.5, llm_attempts=1) as (client, _):
        found = events(client)
    assert found[-1][0] == "answer"
    assert "language model" not in found[-1][1]
    assert "The answer as text, for a note" in found[-1][1]
    without = re.sub(r'<section class="words".*?</section>', "", found[0][1], flags=re.DOTALL)
    without = without.replace(' writing"', '"').replace(' aria-busy="true"', "")
    assert without.split() == found[-1][1].split()  # so that the page has it from the first


def test_a_belief_put_right_stands_once_above_the_models_words(asking: Asking) -> None:
    message = "6 year old, CP plan, with duty, ICPC 8 April. It moves 10 working days after the ICPC, right?"
    with asking(writing.faithful) as (client, _):
        *_, (_, answer) = events(client, message)
    assert 'class="premise"' in answer
    premise = re.search(r'<p class="premise">(.*?)<', unglossed(answer))
    assert premise
    assert premise[1] not in unglossed(prose(answer))


def test_with_the_template_alone_the_answer_comes_at_once(client: httpx.Client) -> None:
    response = client.post("/answers", data={"message": QUESTION, "today": TODAY}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/html")
    assert 'class="words"' not in response.text


def test_where_a_model_has_nothing_to_say_the_answer_comes_at_once(asking: Asking) -> None:
    with asking() as (client, model):
        sent = {"message": "a child is being hurt right now"}
        response = client.post("/answers", data=sent, headers=STREAM)
        assert response.headers["content-type"].startswith("text/html")
        assert 'data-kind="emergency"' in response.text
        assert model.requests == []


def test_a_wrong_form_is_a_problem_and_no_stream(asking: Asking) -> None:
    with asking() as (client, _):
        response = client.post("/answers", data={"message": ""}, headers=STREAM)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_without_script_the_page_waits_no_longer_than_its_patience(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.routes.page.PATIENCE", 0.3)
    with asking("silent", llm_timeout=300) as (client, model):
        page = client.post("/", data={"message": QUESTION, "today": TODAY}, headers={"Accept": "text/html"}).text
        assert model.gone.wait(20)
    assert page.startswith("<!doctype html>")
    assert "Monday 30 March 2026" in page
    assert "aria-busy" not in page
