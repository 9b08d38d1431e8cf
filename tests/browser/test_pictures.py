"""The days of an answer, the map of the teams, and what is taken along, as a person meets them in Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import TODAY, Open
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

CONTRAST = """(each) => {
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
}"""


def days_of(page: Page, question: str = MOVES) -> Locator:
    found = ask(page, question).locator("details.picture")
    found.locator("summary").click()
    return found


@pytest.mark.parametrize("width", [1280, 768, 360, 320])
@pytest.mark.parametrize("question", [MOVES, MANY])
def test_the_days_are_drawn_legibly_at_every_width(open_page: Open, width: int, question: str) -> None:
    page = open_page(width)
    days = days_of(page, question)
    picture = days.locator("svg:visible")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_stand_out_in_the_light_and_in_the_dark(open_page: Open, scheme: str) -> None:
    page = open_page(360)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    days = days_of(page)
    words = days.locator("svg:visible text:not(.over)")
    assert words.count() > 10
    for each in words.all():
        assert each.evaluate(CONTRAST) >= 4.5
    page.goto(page.url.partition("?")[0] + "policy/map/empower")
    for each in page.locator(".map .team:not([aria-current]) text").all():
        assert each.evaluate(CONTRAST) >= 4.5


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
    clause = comes.locator("dd a").first
    clause.click()
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


@pytest.mark.parametrize("script", [True, False])
def test_the_record_opens_beside_the_answer_and_names_nobody(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    page.get_by_label("Your question").fill(f"{MOVES} Her name is Xanthippe Quill.")
    page.get_by_role("button", name="Ask").click()
    button = latest(page).get_by_role("button", name="Record for the child")
    with page.context.expect_page() as opened:
        button.click()
    record = opened.value
    record.wait_for_load_state()
    expect(record.get_by_role("heading", name="Moves to CIN/CP/Court")).to_be_visible()
    assert "Xanthippe" not in record.content()
    assert record.url.endswith("/record"), "nothing of the case is in the address"
    printing = record.get_by_role("button", name="Print it")
    expect(printing).to_be_visible() if script else expect(printing).to_be_hidden()
    assert record.evaluate(SHIFTS) == 0 if script else True
    expect(latest(page)).to_be_visible()


def test_the_record_prints_on_two_pages_at_most_and_holds_on_a_phone(open_page: Open, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page = open_page(360)
    with page.context.expect_page() as opened:
        ask(page, MOVES).get_by_role("button", name="Record for the child").click()
    record = opened.value
    record.wait_for_load_state()
    assert not overflows(record)
    record.pdf(path=tmp_path / "record.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "record.pdf").pages
    assert len(pages) <= 2
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842], "A4"
    printed = "".join(each.extract_text() for each in pages)
    assert "Print it" not in printed
    assert "policy_revision" in printed.replace("\n", "")


def test_the_record_and_the_calendar_download(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    answer = ask(page, MOVES)
    with page.expect_download() as markdown:
        answer.get_by_role("button", name="The record as Markdown").click()
    assert markdown.value.suggested_filename == f"transfer-record-{TODAY}.md"
    markdown.value.save_as(tmp_path / "record.md")
    text = (tmp_path / "record.md").read_text(encoding="utf-8")
    given = json.loads(text.partition("```json\n")[2].partition("\n```")[0])
    assert given["today"] == TODAY
    with page.expect_download() as calendar:
        answer.get_by_role("button", name="Add these dates to a calendar").click()
    calendar.value.save_as(tmp_path / "dates.ics")
    assert b"DTSTART;VALUE=DATE:20260330\r\n" in (tmp_path / "dates.ics").read_bytes()


def test_nothing_of_an_answer_shifts(open_page: Open) -> None:
    page = open_page(360)
    page.evaluate(MOVED)
    days_of(page)
    assert page.evaluate("window.moved") == []
