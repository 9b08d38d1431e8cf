"""Small screens, large letters and a quiet page: nothing is lost sideways, nothing moves that should not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import shorten, unfold
from tests.browser.conftest import TODAY, Open
from tests.browser.test_journey import ask, overflows

MOVES = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
PATHS = [
    "/learn",
    "/learn/words",
    "/learn/practice?level=3",
    "/learn/tour?step=2",
    "/facts",
    "/policy",
    "/policy/routes",
    "/policy/duties",
    "/policy/documents/transfer-guidance-2021",
    "/policy/changes",
    "/policy/map/mash",
    "/policy/unclear",
    "/docs",
    "/clauses/transfer-policy-2025/5.2/4",
]
LARGE = "document.documentElement.style.fontSize = '200%'"
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""WCAG 1.4.12: what a reader may set, and nothing be lost."""
CUT = """() => {
  const left = ".window, .hidden, pre, svg, [hidden]";
  const parts = [...document.querySelectorAll("main *, .top *, .dock, .dock *")];
  const cut = (each) => getComputedStyle(each).overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1;
  const out = (each) => each.getBoundingClientRect().right > innerWidth + 1;
  return parts.filter((each) => !each.closest(left) && each.checkVisibility() && (out(each) || cut(each)))
    .map((each) => each.outerHTML.slice(0, 120));
}"""
"""What reaches out of the window, or is cut off where it ends."""
MOVING = """() => [document.documentElement, ...document.querySelectorAll("*")].filter((each) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(each);
  const changes = transitionDuration.split(", ").some((time) => time !== "0s");
  return animationName !== "none" || changes || scrollBehavior === "smooth";
}).map((each) => each.outerHTML.slice(0, 120))"""


def holds(page: Page) -> None:
    assert not overflows(page)
    assert page.evaluate(CUT) == []


def test_every_page_at_320_pixels_with_large_and_with_spaced_letters(open_page: Open) -> None:
    """WCAG 1.4.10, 1.4.4 and 1.4.12."""
    page = open_page(320, path=PATHS[0])
    start = page.url.removesuffix(PATHS[0])
    for path in PATHS:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(start + path)
        shorten(page, 20)
        holds(page)
        page.evaluate(SPACED)
        holds(page)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate("document.adoptedStyleSheets = []")
        page.evaluate(LARGE)
        holds(page)


def test_an_answer_at_320_pixels_with_large_and_with_spaced_letters(open_page: Open) -> None:
    page = open_page(320)
    expect(ask(page, MOVES).locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    unfold(page)
    holds(page)
    page.evaluate(SPACED)
    holds(page)
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate(LARGE)
    holds(page)
    expect(page.get_by_label("Your question")).to_be_in_viewport()


def test_zoomed_to_twice_its_size_the_whole_way_is_gone(browser: Browser, address: str) -> None:
    """A desk of 1280 pixels at 200%: half as many, each twice as large."""
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/?today={TODAY}")
    answer = ask(page, MOVES)
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    expect(answer.locator(".headline")).to_be_in_viewport()
    holds(page)
    answer.locator(".lines .cite").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("button", name="Close")).to_be_in_viewport()
    holds(page)
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    context.close()


@pytest.mark.parametrize("path", [f"/?today={TODAY}", "/learn/tour?step=2"])
def test_nothing_moves_for_who_wants_no_motion(open_page: Open, path: str) -> None:
    page = open_page(path=path)
    page.emulate_media(reduced_motion="reduce")
    if path.startswith("/?"):
        expect(ask(page, MOVES).locator(".headline")).to_be_visible()
        unfold(page)
    assert page.evaluate(MOVING) == []


def test_with_colours_of_ones_own_what_matters_keeps_its_edge(open_page: Open) -> None:
    """Forced colours take every background away: what can be pressed, or was marked by colour alone, has a border."""
    page = open_page()
    page.emulate_media(forced_colors="active")
    answer = ask(page, MOVES)
    for part in (answer.locator(".chip").first, answer.locator(".lines .cite").first, page.locator(".send")):
        expect(part).not_to_have_css("border-top-width", "0px")
    page.get_by_label("Your question").focus()
    expect(page.get_by_label("Your question")).not_to_have_css("outline-style", "none")
