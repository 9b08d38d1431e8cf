"""Learning in a real browser: over the map, then cases that are marked, with the progress kept there alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.test_journey import ask, overflows

WRONG = {"Team": "MASH", "Transfer point": "The 18th birthday"}
SHOWN = "(each) => getComputedStyle(each, '::after').content"
SPOKEN = "initial child protection conference"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_tour_leads_over_the_map_to_practice(open_page: Open, width: int) -> None:
    page = open_page(width, path="/learn")
    assert not overflows(page)
    page.get_by_role("link", name="Guided tour").click()
    steps = page.get_by_role("list", name="Steps of the tour").get_by_role("listitem")
    for number in range(1, 5):
        expect(page.get_by_text(f"Guided tour, step {number} of 4")).to_be_visible()
        expect(steps.nth(number - 1).get_by_role("link")).to_have_attribute("aria-current", "step")
        page.locator(".window").scroll_into_view_if_needed()  # downwards; sideways it has gone by itself
        expect(page.locator(".map .team.here")).to_be_in_viewport(ratio=0.5)
        expect(page.get_by_role("heading", name="Moves to")).to_be_visible()
        expect(page.locator(".step.moves .cite").first).to_have_attribute("href", re.compile("^/clauses/"))
        assert not overflows(page)
        page.get_by_role("link", name="Now practise" if number == 4 else "Next").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Practice, level 1")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_case_of_each_level_is_marked_with_its_clause_and_counting_and_then_known(
    open_page: Open, width: int
) -> None:
    page = open_page(width, path="/learn")
    for level, parts in ((1, 2), (2, 3), (3, 3)):
        page.get_by_role("link", name=f"Practice, level {level}").click()
        expect(page.get_by_label("By which day")).to_have_count(0 if level == 1 else 1)
        page.get_by_label("Which team does it move to?").select_option(WRONG["Team"])
        page.get_by_label("At which point?").select_option(WRONG["Transfer point"])
        page.get_by_role("button", name="Mark it").click()
        expect(page.get_by_role("heading", name=f"0 of {parts} right")).to_be_focused()
        expect(page.locator(".answer .lines .cite").first).to_have_attribute("href", re.compile("^/clauses/"))
        if level > 1:
            page.locator("details.picture summary").click()
            expect(page.locator("details.picture svg:visible")).not_to_have_count(0)
        assert not overflows(page)
        right = [words.partition(" (you said")[0] for words in page.locator(".marks li").all_inner_texts()]

        page.go_back()
        expect(page.get_by_role("button", name="Mark it")).to_be_visible()
        team, point, *day = [words.partition("not right. ")[2] for words in right]
        page.get_by_label("Which team does it move to?").select_option(team)
        page.get_by_label("At which point?").select_option(point)
        if day:
            last = datetime.strptime(day[0], "%A %d %B %Y").replace(tzinfo=UTC).date()
            page.get_by_label("By which day").fill(last.isoformat())
        page.get_by_role("button", name="Mark it").click()
        expect(page.get_by_role("heading", name=f"{parts} of {parts} right")).to_be_focused()
        expect(page.get_by_text("1 of 1 cases right so far, in this browser.")).to_be_visible()
        page.get_by_role("link", name="The next case").click()
        expect(page.get_by_role("button", name="Mark it")).to_be_visible()
        page.get_by_role("link", name="Learn").first.click()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_short_form_tells_what_it_stands_for_to_mouse_keyboard_and_finger(open_page: Open, width: int) -> None:
    page = open_page(width)
    answer = ask(page, "6 year old on a CP plan with duty, ICPC is 8 April, when does it move?")
    shorts = answer.locator("abbr[tabindex]", has_text="ICPC").filter(visible=True)
    first, another = shorts.first, shorts.nth(1)
    expect(first).to_have_attribute("title", SPOKEN)  # what a mouse is shown
    expect(first).to_have_attribute("tabindex", "0")
    expect(another).to_have_attribute("tabindex", "-1")
    assert first.evaluate(SHOWN) == "none"
    answer.locator(".headline").focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if is_focused(first):
            break
    expect(first).to_be_focused()
    assert SPOKEN in first.evaluate(SHOWN)
    another.click()
    expect(another).to_be_focused()
    assert SPOKEN in another.evaluate(SHOWN)
    assert first.evaluate(SHOWN) == "none"
    assert not overflows(page)
    page.goto(page.url.partition("?")[0] + "learn/words")
    entry = page.locator("#icpc, .words > div").filter(has_text="ICPC").first
    expect(entry).to_contain_text(re.compile(SPOKEN, re.IGNORECASE))
    assert not overflows(page)


def is_focused(element: Locator) -> bool:
    return bool(element.evaluate("(each) => each === document.activeElement"))
