"""Learning in a real browser: from the first page to a case that is marked, with its progress kept there alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open


@pytest.mark.parametrize("width", [1280, 360])
def test_practise_a_case_and_see_it_marked_and_counted(open_page: Open, width: int) -> None:
    page = open_page(width, path="/learn")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Practice, level 2").click()
    page.get_by_label("Which team does it move to?").select_option("mash")
    page.get_by_label("At which point?").select_option("eighteenth_birthday")
    page.get_by_label("By which day").fill("2026-01-01")
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_role("heading", name="0 of 3 right")).to_be_focused()
    page.get_by_text("The days counted out").click()
    expect(page.locator("details.picture svg:visible")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="The next case").click()
    page.get_by_text("0 of 1 cases right so far, in this browser.").wait_for()


def test_say_that_an_answer_looks_wrong_and_take_the_file(open_page: Open) -> None:
    page = open_page()
    page.get_by_label("Your question").fill("6 years old, CP plan, with Duty and Assessment, ICPC 8 April 2026")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("button", name="This looks wrong").click()
    page.get_by_label("Which team did you expect?").select_option("empower")
    page.get_by_label("What is wrong with it?").fill("It should be the other team.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    with open(download.value.path(), encoding="utf-8") as file:
        assert "receiving_team: empower" in file.read()


def test_a_short_form_tells_what_it_stands_for(open_page: Open) -> None:
    page = open_page(path="/policy/routes")
    assert page.locator("abbr", has_text="ICPC").first.get_attribute("title") == "initial child protection conference"
