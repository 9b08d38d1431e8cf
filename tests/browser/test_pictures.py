"""The days of an answer, the map of the teams, and what is taken along, as a person meets them in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_journey import ask, latest, overflows

MOVES = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
MANY = "6 year old with duty and assessment going to ICPC, strategy discussion was on 17 March 2026, when does it move?"

OVERLAPS = """(picture) => {
  const frame = picture.getBoundingClientRect();
  const boxes = [...picture.querySelectorAll("text")].map((each) => [each.textContent, each.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([words, box], at) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1) found.push([words]);
    for (const [others, other] of boxes.slice(at + 1)) {
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (wide > 1 && high > 3) found.push([words, others]);
    }
  });
  return found;
}"""
"""Words over words, or outside of their picture; letters' boxes reach a little above and below what is seen."""

SHIFTS = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().reduce((sum, each) => sum + each.value, 0)))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
})"""

MOVED = """() => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) {
      for (const { node } of each.sources) {
        const part = node?.parentElement?.closest(".answer") && !each.hadRecentInput;
        if (part) window.moved.push(node.outerHTML ?? node.data);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""

CONTRAST = """(words) => Math.min(...words.map((each) => {
  const seen = getComputedStyle(each).fill.match(/[\\d.]+/g).map(Number);
  let ground = each;
  while (getComputedStyle(ground).backgroundColor.endsWith(", 0)")) ground = ground.parentElement;
  const under = getComputedStyle(ground).backgroundColor.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [one, other] = [light(seen.slice(0, 3)), light(under.slice(0, 3))];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}))"""
"""The least of them all."""


def days_of(page: Page, question: str = MOVES) -> Locator:
    found = ask(page, question).locator("details.picture")
    found.locator("summary").click()
    return found


@pytest.mark.parametrize("question", [MOVES, MANY])
def test_the_days_are_drawn_legibly_at_every_width(open_page: Open, question: str) -> None:
    page = open_page()
    days = days_of(page, question)
    picture = days.locator("svg:visible")
    for width in (1280, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        expect(picture).to_have_count(1)
        expect(picture).to_have_class("timeline wide" if width >= 768 else "timeline narrow")
        assert picture.evaluate(OVERLAPS) == []
        smallest = picture.evaluate("(each) => each.getBoundingClientRect().width / each.viewBox.baseVal.width * 12")
        assert smallest >= 11.5, "pixels of the small letters"
        assert not overflows(page)


def test_the_days_are_folded_at_first_and_told_in_words_for_a_screen_reader(open_page: Open) -> None:
    page = open_page(360)
    answer = ask(page, MOVES)
    expect(answer.locator("svg:visible")).to_have_count(0)
    answer.get_by_text("The days counted out").click()
    picture = answer.get_by_role("img", name="The days from Monday 2 March 2026 to Monday 13 April 2026")
    expect(picture).to_have_count(1)
    listed = answer.locator("details.picture").get_by_role("listitem")
    expect(listed.filter(has_text="Good Friday, not counted")).to_have_count(1)
    expect(listed.filter(has_text="1 Tuesday 7 April, 2 Thursday 2 April")).to_have_count(1)


def test_the_words_stand_out_in_the_light_and_in_the_dark(open_page: Open) -> None:
    page = open_page(360)
    words = days_of(page).locator("svg:visible text:not(.over)")
    expect(words.nth(10)).to_be_attached()
    assert in_both_schemes(page, words) >= 4.5
    page.goto(page.url.partition("?")[0] + "policy/map/empower")
    words = page.locator(".map .team:not([aria-current]) text")
    expect(words.nth(10)).to_be_attached()
    assert in_both_schemes(page, words) >= 4.5


def in_both_schemes(page: Page, words: Locator) -> float:
    page.emulate_media(color_scheme="light")
    light = float(words.evaluate_all(CONTRAST))
    page.emulate_media(color_scheme="dark")
    return min(light, float(words.evaluate_all(CONTRAST)))


def test_the_days_without_any_script(open_page: Open) -> None:
    page = open_page(360, script=False)
    page.get_by_label("Your question").fill(MOVES)
    page.get_by_role("button", name="Ask").click()
    days = latest(page).locator("details.picture")
    days.locator("summary").click()
    expect(days.locator("svg:visible")).to_have_count(1)
    expect(days.locator("svg:visible")).to_contain_text("Good Friday, not")


def test_two_answers_on_one_page_keep_their_pictures_apart(open_page: Open) -> None:
    page = open_page()
    days_of(page)
    days_of(page, "and if the ICPC is on 15 April?")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [1280, 360])
def test_a_team_on_the_map_opens_with_the_keyboard_and_shows_its_clauses(open_page: Open, width: int) -> None:
    page = open_page(width, path="/policy")
    page.get_by_role("link", name="Map of the teams").click()
    team = page.locator(".map").get_by_role("link", name="EmPower")
    team.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("EmPower")
    expect(page.locator(".map [aria-current=page]")).to_have_count(1)
    comes = page.get_by_role("region", name="Comes in")
    expect(comes.get_by_role("link", name="Duty and Assessment")).to_be_visible()
    page.locator(".map").get_by_role("link", name="MASH").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Safeguarding Hub")
    expect(page.locator(".map [aria-current=page]")).to_contain_text("MASH")
    out = page.get_by_role("region", name="Goes out")
    expect(out.locator(".route", has_text="Level 4, section 47").first).to_contain_text("Within 1 hour")
    assert not overflows(page)
    out.locator("dd a").first.click()
    expect(page.locator(".clause")).to_be_visible()


@pytest.mark.parametrize("path", ["/policy/map", "/policy/map/duty_and_assessment"])
def test_the_map_is_legible_on_a_desk_and_usable_on_a_phone(open_page: Open, path: str) -> None:
    desk = open_page(1280, path=path)
    picture = desk.locator(".map")
    assert picture.evaluate(OVERLAPS) == []
    assert picture.evaluate("(each) => each.getBoundingClientRect().width / each.viewBox.baseVal.width") > 0.95
    assert desk.evaluate(
        "document.querySelector('.window').scrollWidth <= document.querySelector('.window').clientWidth"
    )
    assert desk.evaluate(SHIFTS) == 0
    phone = open_page(360, path=path)
    assert not overflows(phone)
    assert phone.evaluate("document.querySelector('.window').scrollWidth") > 900
    listed = phone.locator("main a[href='/policy/map/mash']:not(.team)")
    expect(listed.first).to_be_visible()
    assert phone.evaluate(SHIFTS) == 0


def test_the_map_without_any_script(open_page: Open) -> None:
    page = open_page(script=False, path="/policy/map")
    page.locator(".map").get_by_role("link", name="Leaving Care").click()
    expect(page.get_by_role("heading", name="Comes in")).to_be_visible()


def test_nothing_of_an_answer_shifts(open_page: Open) -> None:
    page = open_page(360)
    page.evaluate(MOVED)
    days_of(page)
    assert page.evaluate("window.moved") == []
