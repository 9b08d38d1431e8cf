"""A team manager's way through the page, on a desk and on a phone, with the keyboard and without any script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open

SLOWLY = """() => {
  const sent = window.fetch;
  window.fetch = async (...given) => {
    await new Promise((done) => setTimeout(done, 1500));
    return sent(...given);
  };
}"""
QUESTION = "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?"


def ask(page: Page, question: str = QUESTION) -> Locator:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    return latest(page)


def latest(page: Page) -> Locator:
    return page.locator(".answer").last


@pytest.mark.parametrize("width", [1280, 360])
def test_ask_answer_open_a_clause_and_correct_a_date(open_page: Open, width: int) -> None:
    page = open_page(width)
    expect(page.get_by_text("Worked out as if today were")).to_contain_text("Monday 2 March 2026")

    answer = ask(page)
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court or EmPower")
    expect(page.locator(".asked")).to_have_text(QUESTION)
    expect(answer.get_by_role("group", name="Is the main need")).to_be_visible()

    answer.get_by_role("button", name="Harm outside the home").click()
    answer = latest(page)
    expect(answer.locator(".headline")).to_have_text("Moves to EmPower")
    expect(answer.locator(".headline")).to_be_focused()
    expect(answer.locator(".lines")).to_contain_text("Wednesday 8 April 2026")
    expect(answer.locator(".lines")).to_contain_text("Monday 30 March 2026")

    marker = answer.locator(".lines .cite").first
    marker.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("5.2 Duty and Assessment")
    expect(panel).to_contain_text("Restated in our words")
    expect(panel).to_contain_text("Current policy")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(marker).to_be_focused()

    correct(answer, "ICPC", "2026-04-15")
    answer = latest(page)
    expect(answer.locator(".lines")).to_contain_text("Wednesday 15 April 2026")
    expect(answer.locator(".lines")).to_contain_text("Wednesday 8 April 2026")
    expect(answer.locator(".lines")).not_to_contain_text("30 March")
    expect(page.locator(".answer")).to_have_count(3)
    expect(page.locator("input[name=state][form=composer]")).to_have_count(1)
    assert not overflows(page)


def test_a_typed_answer_goes_on_with_the_case_and_a_new_case_forgets_it(open_page: Open) -> None:
    page = open_page()
    expect(ask(page).locator(".headline")).to_have_text("Moves to CIN/CP/Court or EmPower")
    page.get_by_label("Your question").fill("harm outside the home")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(2)
    expect(latest(page).locator(".headline")).to_have_text("Moves to EmPower")
    page.get_by_role("link", name="New case").click()
    expect(page.locator("input[name=state]")).to_have_count(0)
    expect(page.get_by_text("Worked out as if today were")).to_be_visible()


def test_a_passed_day_comes_first(open_page: Open) -> None:
    page = open_page(path="/?today=2026-04-01")
    answer = ask(page)
    expect(answer.locator(".alert")).to_contain_text("this day has passed")
    expect(answer.locator(".alert")).to_contain_text("2 days ago")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_date_is_added_an_assumption_corrected_and_a_fact_removed(open_page: Open, width: int) -> None:
    page = open_page(width)
    answer = ask(page, "6 year old with duty going to ICPC, when does it move?")
    expect(answer.locator(".lines")).to_contain_text("at least 5 working days before")
    answer.get_by_label("ICPC: on which day?").fill("2026-04-08")
    answer.get_by_role("button", name="Work out the days").click()
    expect(page.locator(".answer")).to_have_count(2)
    expect(latest(page).locator(".lines")).to_contain_text("Monday 30 March 2026")

    chip = latest(page).locator(".chip.assumed", has_text="not urgent")
    chip.locator("summary").click()
    expect(chip).to_contain_text("Otherwise:")
    assert not overflows(page)
    chip.get_by_role("combobox").select_option("Urgent legal action")
    chip.get_by_role("button", name="Update").click()
    expect(page.locator(".answer")).to_have_count(3)
    expect(latest(page).locator(".lines")).to_contain_text("initial court hearing")

    chip = latest(page).locator(".chip", has_text="Age:")
    chip.locator("summary").click()
    chip.get_by_role("button", name="Remove it").click()
    expect(page.locator(".asked").last).to_contain_text("Age: not known")
    expect(latest(page).locator(".chip", has_text="Age:")).to_have_count(0)


def test_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page()
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    reply = latest(page).get_by_role("button", name="Harm outside the home")
    reply.focus()
    assert outlined(reply)
    page.keyboard.press("Enter")
    expect(latest(page).locator(".headline")).to_have_text("Moves to EmPower")
    page.keyboard.press("Tab")
    expect(latest(page).locator(".lines abbr").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(latest(page).locator(".cite").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_new_line_is_no_question(open_page: Open) -> None:
    page = open_page()
    page.keyboard.type("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second")
    expect(page.get_by_label("Your question")).to_have_value("first line\nsecond")
    expect(page.locator(".asked")).to_have_count(0)


def test_too_long_a_question_stays_in_the_box(open_page: Open) -> None:
    page = open_page()
    page.get_by_label("Your question").fill("x" * 2001)
    expect(page.get_by_text("1 characters too many")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(0)


def test_a_server_that_is_away_is_said(open_page: Open) -> None:
    page = open_page()
    page.route("**/answers", lambda route: route.abort())
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("status")).to_contain_text("cannot be reached")
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)
    expect(page.locator(".asked")).to_have_count(0)


def test_a_slow_answer_says_what_is_done(open_page: Open) -> None:
    page = open_page()
    page.evaluate(SLOWLY)
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Working out the answer")
    expect(latest(page)).to_be_visible()
    expect(page.get_by_role("status")).not_to_contain_text("Working out")


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_small_phone(open_page: Open, width: int) -> None:
    page = open_page(width, 640)
    assert not overflows(page)
    answer = ask(page)
    expect(answer).to_be_visible()
    answer.locator(".chip summary").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert not overflows(page)


def test_without_any_script(open_page: Open) -> None:
    page = open_page(360, script=False)
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    answer = latest(page)
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court or EmPower")
    answer.get_by_role("button", name="Harm outside the home").click()
    expect(latest(page).locator(".headline")).to_have_text("Moves to EmPower")
    correct(latest(page), "ICPC", "2026-04-15")
    expect(latest(page).locator(".lines")).to_contain_text("Wednesday 15 April 2026")
    expect(page.get_by_text("Worked out as if today were")).to_be_visible()
    latest(page).locator(".lines .cite").first.click()
    expect(page.get_by_role("heading", name="5.2 Duty and Assessment")).to_be_visible()


def test_an_example_starts_the_conversation(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="15 yr old").click()
    expect(latest(page).locator(".headline")).to_be_visible()
    expect(page.get_by_text("When does this case move?")).to_have_count(0)


def correct(answer: Locator, label: str, day: str) -> None:
    chip = answer.locator(".chip", has_text=f"{label}:")
    chip.locator("summary").click()
    chip.get_by_label(label).fill(day)
    chip.get_by_role("button", name="Update").click()


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def outlined(element: Locator) -> bool:
    return bool(element.evaluate("(each) => getComputedStyle(each).outlineStyle !== 'none'"))
