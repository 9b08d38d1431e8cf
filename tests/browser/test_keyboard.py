"""With the keyboard alone: everything is reached in the order it is read, is seen to be, and lets go again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import unfold
from tests.browser.conftest import TODAY, Open
from tests.browser.test_journey import ask

MOVES = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"

MARK = """() => {
  const inside = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled;
  const found = [...document.querySelectorAll(inside)].filter(seen);
  found.forEach((each, at) => { each.dataset.at = at; });
  found[0].focus();
  return found.length;
}"""
"""Numbers what the keyboard must reach, in the order that it stands in the page, and goes to the first."""

FOCUS = """async () => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(here);
  const drawn = here.querySelector("rect"); // a team on the map, whose box is drawn thicker
  const edge = drawn && here.matches(":focus-visible") ? parseFloat(getComputedStyle(drawn).strokeWidth) : 0;
  const shown = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || edge >= 3;
  const isSeen = () => {
    const box = here.getClientRects()[0];
    const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return top !== null && (here.contains(top) || top.contains(here));
  };
  for (let frames = 0; frames < 100 && !isSeen(); frames += 1) await new Promise(requestAnimationFrame); // scrolled to
  return { at: Number(here.dataset.at), name: here.outerHTML.slice(0, 120), shown, seen: isSeen() };
}"""
"""What has the focus, whether its mark is seen, and whether its middle is: neither scrolled away nor covered."""


def walk(page: Page) -> None:
    """Tab from the first to the last; a field of a date takes several keys."""
    count = page.evaluate(MARK)
    assert count > 2
    reached: list[int] = []
    while count - 1 not in reached:
        here = page.evaluate(FOCUS)
        assert here, f"the focus was lost after {reached[-1:]}"
        assert here["shown"], f"no focus is seen on {here['name']}"
        assert here["seen"], f"not to be seen: {here['name']}"
        assert here["at"] in (reached[-1:] or [0]) or here["at"] == len(set(reached)), f"out of order: {here['name']}"
        reached.append(here["at"])
        assert len(reached) < 4 * count, "caught"
        page.keyboard.press("Tab")
    assert sorted(set(reached)) == list(range(count))


PATHS = [f"/?today={TODAY}", "/learn", "/learn/practice?level=2", "/learn/tour?step=2", "/policy/map/mash"]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PATHS)
def test_all_of_a_page_is_reached_in_order(open_page: Open, path: str, width: int) -> None:
    page = open_page(width, path=path)
    walk(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_all_of_an_answer_is_reached_in_order(open_page: Open, width: int) -> None:
    page = open_page(width)
    expect(ask(page, MOVES).locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    page.emulate_media(reduced_motion="reduce")
    unfold(page)
    walk(page)


def test_the_first_key_leads_past_the_bar(open_page: Open) -> None:
    page = open_page(path="/learn")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_clause_opens_holds_nobody_and_closes_with_escape(open_page: Open, width: int) -> None:
    page = open_page(width)
    answer = ask(page, MOVES)
    marker = answer.locator(".lines .cite").first
    marker.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(marker).to_be_focused()


def test_the_tour_is_gone_with_the_keyboard(open_page: Open) -> None:
    page = open_page(360, path="/learn")
    page.get_by_role("link", name="Guided tour").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("From MASH to Duty and Assessment")
    expect(page.locator(".map .team.here")).to_be_in_viewport(ratio=0.5)
    for heading in ("From Duty and Assessment to CIN/CP/Court", "From CIN/CP/Court to Children in our Care"):
        page.get_by_role("link", name="Next").first.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.get_by_role("link", name="Back", exact=True).first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("From Duty and Assessment to CIN/CP/Court")
