"""Answers in every state: nothing that axe objects to by WCAG 2.2 AA, at a desk and on a phone, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import axe
from tests.browser.conftest import TODAY
from tests.browser.test_journey import QUESTION, ask, correct, latest

MOVES = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
STATES = {
    "one answer decides": QUESTION,
    "a date is missing": "6 year old with duty going to ICPC, when does it move?",
    "several children": "Two children with duty, ages 6 and 15, on CP plans, ICPC is 8 April. When do they move?",
    "guidance": "What must be ready before a transfer?",
    "out of scope": "Where can I park at the office?",
    "danger now": "A child is being hurt right now",
}


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A tab of its own for each conversation: it is the tab that keeps them."""
    tab = context.new_page()
    yield tab
    tab.close()


@pytest.mark.parametrize("state", STATES)
def test_an_answer(tab: Page, address: str, state: str) -> None:
    start(tab, address)
    expect(ask(tab, STATES[state])).to_be_visible()
    assert axe.violations(tab) == []


def test_a_decision_folded_unfolded_corrected_and_with_its_clause(tab: Page, address: str) -> None:
    start(tab, address)
    answer = ask(tab, MOVES)
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    assert axe.violations(tab) == []
    for width in (axe.DESK, axe.PHONE):
        tab.set_viewport_size({"width": width, "height": 800})
        answer.locator(".lines .cite").first.click()
        expect(tab.get_by_role("dialog")).to_contain_text("5.2 Duty and Assessment")
        assert axe.violations(tab, (width,), within="dialog[open]") == []
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("dialog")).to_be_hidden()
    tab.set_viewport_size({"width": axe.DESK, "height": 800})
    correct(answer, "ICPC", "2026-04-15")
    expect(latest(tab).locator(".lines")).to_contain_text("Wednesday 15 April 2026")
    axe.shorten(tab)
    axe.unfold(tab)
    assert axe.violations(tab) == []


def test_what_opens_beside_an_answer(tab: Page, address: str) -> None:
    """The form with every fact, the cases of this tab, and the tree that says why."""
    start(tab, address)
    answer = ask(tab, MOVES)
    for width in (axe.DESK, axe.PHONE):
        tab.set_viewport_size({"width": width, "height": 800})
        answer.get_by_role("button", name="Add a fact").click()
        form = tab.get_by_role("dialog", name="The facts of this case")
        expect(form.get_by_label("Age", exact=True)).to_have_value("6")
        axe.shorten(tab)
        axe.unfold(tab)
        assert axe.violations(tab, (width,), within="dialog[open]") == []
        tab.keyboard.press("Escape")
        expect(form).to_be_hidden()
        tab.get_by_role("button", name="Cases (1)").click()
        expect(tab.get_by_role("navigation", name="Cases in this tab")).to_be_visible()
        assert axe.violations(tab, (width,), within=".cases") == []
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("navigation", name="Cases in this tab")).to_be_hidden()
    answer.get_by_role("button", name="Why this answer?").click()
    expect(answer.locator(".trace").get_by_role("heading")).to_have_text("Why: moves to CIN/CP/Court")
    axe.shorten(tab)
    axe.unfold(tab)
    assert axe.violations(tab, within=".trace") == []


def test_a_day_that_has_passed(tab: Page, address: str) -> None:
    start(tab, address, today="2026-04-01")
    expect(ask(tab, MOVES).locator(".alert")).to_contain_text("this day has passed")
    assert axe.violations(tab) == []


def test_what_is_taken_along_and_what_is_marked(tab: Page, address: str) -> None:
    start(tab, address)
    answer = ask(tab, MOVES)
    with tab.context.expect_page() as opened:
        answer.get_by_role("button", name="Record for the child").click()
    record = opened.value
    record.wait_for_load_state()
    assert axe.violations(record) == []
    record.close()
    answer.get_by_role("button", name="This looks wrong").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("This looks wrong")
    assert axe.violations(tab) == []
    tab.goto(f"{address}/learn/practice?level=2")
    tab.get_by_label("Which team does it move to?").select_option("mash")
    tab.get_by_label("At which point?").select_option("eighteenth_birthday")
    tab.get_by_role("button", name="Mark it").click()
    expect(tab.get_by_role("heading", name="0 of 3 right")).to_be_visible()
    axe.shorten(tab)
    axe.unfold(tab)
    assert axe.violations(tab) == []


def start(tab: Page, address: str, today: str = TODAY) -> None:
    tab.set_viewport_size({"width": axe.DESK, "height": 800})
    tab.goto(f"{address}/?today={today}")
