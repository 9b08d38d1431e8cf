"""An answer that a language model puts into words, as a person sees it come: at once, sentence by sentence, still."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.settings import Settings
from tests.browser import axe
from tests.browser.conftest import Open
from tests.llm.server import ModelServer, Mood, model_server
from tests.llm.serving import with_model
from tests.serving import serving
from web.app import create_app

QUESTION = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
WATCH = """() => {
  window.moved = [];
  const note = (entries) => entries.forEach((each) => window.moved.push(each.value));
  window.watch = new PerformanceObserver((list) => note(list.getEntries()));
  window.watch.observe({ type: "layout-shift" });
  window.rest = () => note(window.watch.takeRecords());
}"""
BREAKS_OFF = """
  const read = ReadableStreamDefaultReader.prototype.read;
  ReadableStreamDefaultReader.prototype.read = function () {
    const broken = new Promise((_, fail) => { window.breakOff = () => fail(new TypeError()); });
    return Promise.race([read.call(this), broken]);
  };
"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server() as model:
        yield model


@pytest.fixture(scope="module")
def address(model: ModelServer) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OPENAI_BASE_URL", model.address)
        environment.setenv("OPENAI_API_KEY", "of-no-use")
        settings = Settings(llm="openai:loopback", llm_timeout=300, llm_attempts=1)
        with serving(create_app(settings, with_model())) as address:
            yield address


@pytest.fixture
def writes(model: ModelServer) -> Iterator[ModelServer]:
    yield model
    model.step.release(1000)  # nobody waits any more


def in_mood(model: ModelServer, mood: Mood) -> None:
    model.moods = (mood,)
    model.requests.clear()
    model.arrived.clear()
    model.gone.clear()
    model.step.release(1000)  # whoever still waits for one goes on
    model.step = threading.Semaphore(0)


def ask(page: Page, question: str = QUESTION) -> Locator:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    return page.locator(".answer").last


@pytest.mark.parametrize("width", [1280, 360])
def test_the_decision_stands_and_the_words_come_with_nothing_moving(
    open_page: Open, writes: ModelServer, width: int
) -> None:
    in_mood(writes, "in_steps")
    page = open_page(width)
    page.emulate_media(reduced_motion="reduce")  # no scrolling under way when the place is measured
    answer = ask(page)
    words, markers = answer.locator(".words .prose"), answer.locator(".words .cite")

    expect(answer).to_have_attribute("aria-busy", "true")
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    expect(answer.locator(".lines")).to_contain_text("Wednesday 8 April 2026")
    expect(answer.locator(".lines")).to_contain_text("Monday 30 March 2026")
    expect(answer.locator(".chip", has_text="Age:")).to_be_visible()
    expect(words).to_have_text("")
    expect(answer.get_by_role("heading", name="By when")).to_be_hidden()
    expect(page.get_by_role("button", name="Stop the language model")).to_be_visible()

    # Someone corrects a date meanwhile: it stays open, focused, and where it is.
    answer.locator(".chip", has_text="ICPC:").locator("summary").click()
    field = answer.get_by_label("ICPC")
    field.fill("2026-04-15")
    expect(field).to_be_focused()
    page.evaluate(SETTLED)
    at = page.evaluate("scrollY")
    page.evaluate(WATCH)

    writes.step.release(2)
    expect(words.locator("p")).not_to_have_count(0)
    expect(words).to_contain_text("Wednesday 8 April 2026")
    expect(markers.first).to_have_attribute("href", re.compile("^/clauses/transfer-policy-2025/5.2/2.a"))
    first = words.locator("p").first.element_handle()
    so_far = markers.count()
    writes.step.release(1000)
    expect(answer).not_to_have_attribute("aria-busy", "true")
    expect(answer.get_by_role("heading", name="By when")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("The answer is whole.")
    expect(page.locator("#stop")).to_be_hidden()
    assert markers.count() > so_far
    assert first
    assert first.evaluate("(each) => each.isConnected")  # what was read is what is read

    expect(field).to_be_focused()
    expect(field).to_have_value("2026-04-15")
    page.evaluate(SETTLED)
    page.evaluate("window.rest()")
    assert page.evaluate("scrollY") == at
    assert page.evaluate("window.moved") == []

    answer.locator(".words .cite").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("5.2 Duty and Assessment")


def test_stopping_asking_anew_and_leaving_each_end_the_models_call(open_page: Open, writes: ModelServer) -> None:
    in_mood(writes, "silent")
    page = open_page(360)
    answer = ask(page)
    stop = page.get_by_role("button", name="Stop the language model")
    expect(stop).to_be_visible()
    assert writes.arrived.wait(20)
    stop.focus()
    page.keyboard.press("Enter")
    assert writes.gone.wait(20)
    expect(answer.locator(".words")).to_have_count(0)
    expect(answer.get_by_role("heading", name="By when")).to_be_visible()
    expect(answer.locator(".headline")).to_be_focused()
    expect(page.locator("#status")).to_contain_text("Stopped. This is the whole answer")

    in_mood(writes, "silent")
    answer.locator(".chip", has_text="ICPC:").locator("summary").click()
    answer.get_by_label("ICPC").fill("2026-04-15")
    answer.get_by_role("button", name="Update").click()
    expect(page.locator(".answer")).to_have_count(2)
    assert writes.arrived.wait(20)
    corrected = page.locator(".answer").nth(1)
    expect(corrected).to_have_attribute("aria-busy", "true")
    in_mood(writes, "in_steps")
    writes.step.release(1000)
    newest = ask(page, "What does the EmPower team do?")
    expect(page.locator(".answer")).to_have_count(3)
    assert writes.gone.wait(20)
    expect(corrected.locator(".words")).to_have_count(0)
    expect(corrected.locator(".lines")).to_contain_text("Wednesday 15 April 2026")
    expect(newest.locator(".words .cite").first).to_be_visible()
    expect(newest).not_to_have_attribute("aria-busy", "true")

    in_mood(writes, "silent")
    expect(ask(page)).to_have_attribute("aria-busy", "true")
    assert writes.arrived.wait(20)
    page.get_by_role("link", name="The policy").click()
    assert writes.gone.wait(20)
    page.get_by_role("link", name="Transfer assistant").click()
    page.get_by_role("button", name="Cases (1)").click()
    page.get_by_role("navigation", name="Cases").get_by_role("button", name="Moves to CIN/CP/Court").click()
    kept = page.locator(".answer").last
    expect(kept.locator(".headline")).to_have_text("Moves to CIN/CP/Court")  # kept as it was decided
    expect(kept.get_by_role("heading", name="By when")).to_be_visible()


def test_what_breaks_off_leaves_the_whole_answer(open_page: Open, writes: ModelServer) -> None:
    in_mood(writes, "in_steps")
    page = open_page()
    page.add_init_script(BREAKS_OFF)
    page.reload()
    answer = ask(page)
    writes.step.release(2)
    expect(answer.locator(".words .cite").first).to_be_visible()
    page.evaluate("window.breakOff()")
    expect(page.locator("#status")).to_contain_text("The connection broke off")
    expect(answer.locator(".words")).to_have_count(0)
    expect(answer.get_by_role("heading", name="By when")).to_be_visible()
    page.get_by_label("Your question").fill("why?")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(2)


def test_axe_objects_to_nothing_while_it_is_written_nor_however_it_ends(open_page: Open, writes: ModelServer) -> None:
    page = open_page()
    page.add_init_script(BREAKS_OFF)
    page.reload()

    answer = begun(page, writes, QUESTION)
    expect(answer).to_have_attribute("aria-busy", "true")
    assert axe.violations(page) == []  # decided, and not a word yet
    says_some(writes, answer)
    assert axe.violations(page) == []
    writes.step.release(1000)
    expect(page.locator("#status")).to_have_text("The answer is whole.")
    assert axe.violations(page) == []

    answer = begun(page, writes, QUESTION)
    says_some(writes, answer)
    page.get_by_role("button", name="Stop the language model").click()
    expect(page.locator("#status")).to_contain_text("Stopped")
    assert axe.violations(page) == []

    answer = begun(page, writes, "What does the EmPower team do?")  # in which the words come first
    says_some(writes, answer)
    assert axe.violations(page) == []
    page.evaluate("window.breakOff()")
    expect(page.locator("#status")).to_contain_text("The connection broke off")
    assert axe.violations(page) == []

    answer = begun(page, writes, QUESTION, "in_steps_half")
    says_some(writes, answer)
    writes.step.release(1000)  # the last that it says, and much is left out: the standard words take its place
    expect(page.locator("#status")).to_have_text("The answer is whole.")
    expect(answer.locator(".words")).to_have_count(0)
    expect(answer.get_by_role("heading", name="By when")).to_be_visible()
    assert axe.violations(page) == []


def begun(page: Page, model: ModelServer, question: str, mood: Mood = "in_steps") -> Locator:
    """A case of its own, whose answer is decided."""
    in_mood(model, mood)
    page.set_viewport_size({"width": axe.DESK, "height": 800})
    page.get_by_role("link", name="New case").click()
    expect(page.locator(".answer")).to_have_count(0)
    answer = ask(page, question)
    expect(page.get_by_role("button", name="Stop the language model")).to_be_visible()
    return answer


def says_some(model: ModelServer, answer: Locator) -> None:
    model.step.release(2)
    expect(answer.locator(".words .cite").first).to_be_visible()
    expect(answer).to_have_attribute("aria-busy", "true")
