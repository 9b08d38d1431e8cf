"""Somebody who has never seen the page: from nothing to the right day and its clause, in few clicks and bytes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.page import QUESTION, listen
from tests.browser.conftest import TODAY

COUNT = """addEventListener("click", ({ isTrusted }) => {
  if (isTrusted) sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks")) + 1);
}, true)"""
MOST_CLICKS, MOST_BYTES = 3, 150_000


def clicks(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.getItem('clicks'))"))


@pytest.mark.parametrize("width", [1280, 360])
def test_from_a_question_to_the_clause_of_its_day(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.add_init_script(COUNT)
    traffic = listen(page)
    page.goto(f"{address}/?today={TODAY}", wait_until="networkidle")
    page.get_by_label("Your question").press_sequentially(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    answer = page.locator(".answer")
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    expect(answer.locator(".headline")).to_be_in_viewport()
    expect(answer.locator(".lines")).to_contain_text("Wednesday 8 April 2026")
    expect(answer.locator(".lines")).to_contain_text("Monday 30 March 2026")
    notice = answer.locator(".lines div").filter(has_text="By")
    notice.locator(".cite").click()
    clause = page.get_by_role("dialog")
    expect(clause).to_contain_text("5.2 Duty and Assessment")
    expect(clause).to_contain_text("working days")
    page.wait_for_load_state("networkidle")
    assert 1 < clicks(page) <= MOST_CLICKS
    assert 10_000 < traffic.weight < MOST_BYTES, "bytes of every response"
    context.close()


def test_with_an_example_nothing_need_be_typed(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.add_init_script(COUNT)
    page.goto(f"{address}/?today={TODAY}")
    page.get_by_role("button", name="16 year old with Children in our Care").click()
    expect(page.locator(".headline")).to_have_text("Moves to Leaving Care")
    page.locator(".lines .cite").first.click()
    expect(page.get_by_role("dialog").locator("blockquote").first).to_be_visible()
    assert 1 < clicks(page) <= MOST_CLICKS
    context.close()
