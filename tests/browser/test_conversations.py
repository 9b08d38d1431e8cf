"""Cases kept in the tab alone: several, brought back as they were, cleared; an answer copied, and printed."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import TODAY, Open

QUESTION = "15 yr old on a CP plan with duty, ICPC is 8 April, when does it move?"
ANOTHER = "16 year old with Children in our Care: when does Leaving Care take over?"
HELD = "() => Object.keys(sessionStorage).filter((key) => key.startsWith('case:'))"
SWITCHED_OFF = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("switched off", "SecurityError"); },
});"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""
SEEDED = """([today, cases, length]) => {
  sessionStorage.clear();
  for (let at = 1; at <= cases; at += 1) {
    const packed = "plain:" + "<p>kept</p>".padEnd(length);
    const one = { name: `Old case ${at}`, about: "", at, today, draft: "", packed };
    sessionStorage.setItem(`case:${at}`, JSON.stringify(one));
  }
  sessionStorage.setItem("cases-of", "");
}"""
SPOILED = """(today) => sessionStorage.setItem("case:7", JSON.stringify({ name: "Spoiled", at: 7, today }))"""
NO_CLIPBOARD = """Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = () => window.older ?? false;"""


def ask(page: Page, question: str) -> Locator:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    return page.locator(".answer").last


def menu(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Cases in this tab")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [1280, 360])
def test_several_cases_with_the_keyboard_a_reload_and_a_clearing(open_page: Open, width: int) -> None:
    page = open_page(width)
    box = page.get_by_label("Your question")
    expect(ask(page, QUESTION).locator(".headline")).to_have_text("Moves to CIN/CP/Court or EmPower")
    expect(page.get_by_role("button", name="Cases (1)")).to_be_visible()
    box.fill("and what if")

    new = page.get_by_role("link", name="New case")
    new.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="When does this case move?")).to_be_visible()
    expect(page.locator("input[name=state]")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("The one before is under Cases")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(ask(page, ANOTHER).locator(".headline")).to_be_visible()
    expect(page.locator(".asked")).to_have_text([ANOTHER])

    # The menu, with the keyboard alone: the newest first, named by what was decided and not by what was typed.
    cases = page.get_by_role("button", name="Cases (2)")
    cases.focus()
    page.keyboard.press("Enter")
    expect(menu(page)).to_be_visible()
    entries = menu(page).get_by_role("listitem")
    expect(entries).to_have_count(2)
    expect(entries.nth(1)).to_contain_text("Moves to CIN/CP/Court or EmPower")
    expect(entries.nth(1)).to_contain_text("15")
    expect(entries.nth(0).get_by_role("button")).to_have_attribute("aria-current", "true")
    expect(menu(page)).not_to_contain_text("15 yr old")
    assert fits(page)
    page.keyboard.press("Escape")
    expect(menu(page)).to_be_hidden()
    expect(cases).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(3):  # past the button that closes it, and the case that is shown
        page.keyboard.press("Tab")
    expect(entries.nth(1).get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")

    expect(menu(page)).to_be_hidden()
    expect(page.locator(".asked")).to_have_text([QUESTION])
    expect(page.locator(".answer .headline")).to_be_focused()
    expect(box).to_have_value("and what if")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_case_goes_on_where_it_was_in_this_tab_alone_until_cleared(open_page: Open, width: int) -> None:
    page = open_page(width)
    expect(ask(page, ANOTHER)).to_be_visible()
    page.get_by_role("link", name="New case").click()
    expect(ask(page, QUESTION)).to_be_visible()
    expect(page.get_by_role("button", name="Cases (2)")).to_be_visible()

    # Quick replies and corrections go on from its state, with the keyboard, after a reload and from another case.
    page.reload()
    expect(page.locator(".asked")).to_have_text([QUESTION])
    reply = page.get_by_role("button", name="Harm outside the home")
    reply.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".answer .headline").last).to_have_text("Moves to EmPower")
    expect(page.locator(".answer .headline").last).to_be_focused()
    page.get_by_role("button", name="Cases (2)").click()
    expect(menu(page).get_by_role("button", name="Moves to EmPower")).to_have_attribute("aria-current", "true")
    menu(page).get_by_role("button", name="Leaving Care").click()
    expect(page.locator(".asked")).to_have_text([ANOTHER])
    page.get_by_role("button", name="Cases (2)").click()
    menu(page).get_by_role("button", name="Moves to EmPower").click()
    expect(page.locator(".answer.replaced")).to_have_count(1)
    chip = page.locator(".answer").last.locator(".chip", has_text="ICPC:")
    chip.locator("summary").click()
    chip.get_by_label("ICPC").fill("2026-04-15")
    chip.get_by_role("button", name="Update").click()
    expect(page.locator(".answer .lines").last).to_contain_text("Wednesday 15 April 2026")
    expect(page.locator(".answer .lines").last).to_contain_text("Wednesday 8 April 2026")

    # A question about the policy goes by its first clause.
    page.get_by_role("link", name="New case").click()
    expect(ask(page, "What does the EmPower team do?")).to_be_visible()
    page.get_by_role("button", name="Cases (3)").click()
    clause = page.locator(".answer .sources a").first.text_content() or ""
    expect(menu(page).get_by_role("button", name=f"On {clause.partition(', paragraph')[0]}")).to_be_visible()
    page.keyboard.press("Escape")

    # In this tab alone, and gone at once.
    assert page.evaluate("localStorage.length") == 0
    with page.expect_popup() as opened:
        page.evaluate("window.open(location.href, '_blank', 'noopener')")
    other = opened.value
    expect(other.get_by_role("button", name="Cases", exact=True)).to_be_visible()
    assert other.evaluate(HELD) == []
    other.close()
    page.get_by_role("button", name="Cases (3)").click()
    menu(page).get_by_role("button", name="Clear all cases from this tab").click()
    expect(page.get_by_role("status")).to_contain_text("Cleared. Nothing of any case is kept")
    expect(page.get_by_role("heading", name="When does this case move?")).to_be_visible()
    expect(page.get_by_role("button", name="Cases", exact=True)).to_be_visible()
    assert page.evaluate(HELD) == []
    page.reload()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.get_by_role("button", name="Cases", exact=True)).to_be_visible()


def test_the_oldest_goes_when_there_are_too_many_and_it_says_so(open_page: Open) -> None:
    page = open_page()
    page.evaluate(SEEDED, [TODAY, 20, 20])
    page.reload()
    expect(page.get_by_role("button", name="Cases (20)")).to_be_visible()
    expect(ask(page, QUESTION)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("The oldest case was let go")
    page.get_by_role("button", name="Cases (20)").click()
    expect(menu(page).get_by_text("Old case 2", exact=True)).to_be_visible()
    expect(menu(page).get_by_text("Old case 1", exact=True)).to_have_count(0)
    assert len(page.evaluate(HELD)) == 20

    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", name="Learn", level=1)).to_be_visible()
    page.evaluate(SEEDED, [TODAY, 3, 700_000])  # few, and as much as a tab is to keep
    page.go_back()
    expect(page.get_by_role("button", name="Cases (3)")).to_be_visible()
    expect(ask(page, QUESTION)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("The oldest case was let go")
    expect(page.get_by_role("button", name="Cases (3)")).to_be_visible()
    assert "case:1" not in page.evaluate(HELD)

    # What cannot be read any more is said, and no hindrance.
    page.evaluate(SPOILED, TODAY)
    page.reload()
    expect(page.locator(".asked")).to_have_text([QUESTION])
    page.get_by_role("button", name="Cases (4)").click()
    menu(page).get_by_role("button", name="Spoiled").click()
    expect(page.get_by_role("status")).to_contain_text("could not be brought back")
    expect(page.get_by_role("button", name="Cases (3)")).to_be_visible()


@pytest.mark.parametrize("trouble", [SWITCHED_OFF, FULL], ids=["switched off", "full"])
def test_a_browser_that_keeps_nothing_hinders_nobody(open_page: Open, trouble: str) -> None:
    page = open_page(360)
    page.add_init_script(trouble)
    page.reload()
    expect(ask(page, QUESTION)).to_be_visible()
    page.get_by_role("link", name="New case").click()
    expect(ask(page, ANOTHER)).to_be_visible()
    page.get_by_role("button", name="Cases (2)").click()
    expect(menu(page)).to_contain_text("This browser keeps nothing for a page")
    menu(page).get_by_role("button", name="EmPower").click()
    expect(page.locator(".asked")).to_have_text([QUESTION])
    page.get_by_role("button", name="Harm outside the home").click()
    expect(page.locator(".answer .headline").last).to_have_text("Moves to EmPower")


def test_an_answer_is_copied_with_its_clauses_and_revision(open_page: Open) -> None:
    page = open_page(360)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = ask(page, "6 year old on a CP plan with duty, ICPC is 8 April, when does it move?")
    answer.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    decided, *_ = text.split("\n\n")
    assert "CIN/CP/Court" in decided
    assert "Wednesday 8 April 2026" in decided
    assert "[1]" in decided
    assert "[1] 5.2 Duty and Assessment, paragraph 2 (transfer-policy-2025/5.2/2.a)" in text
    assert text.splitlines()[-1].startswith("Worked out on Monday 2 March 2026.")
    assert "Policy " in text.splitlines()[-1]
    assert "**" not in text
    named = {line.split(" ")[0] for line in text.split("Clauses\n")[1].splitlines() if line.startswith("[")}
    assert all(marker in text.split("Clauses\n")[0] for marker in named)


def test_without_the_clipboard_it_is_copied_the_older_way_or_told_how(open_page: Open) -> None:
    page = open_page()
    page.add_init_script(NO_CLIPBOARD)
    page.reload()
    answer = ask(page, QUESTION)
    copy = answer.get_by_role("button", name="Copy as text")
    copy.click()
    expect(page.get_by_role("status")).to_contain_text("press Ctrl+C")
    box = answer.get_by_label("The answer as text")
    expect(box).to_be_focused()
    expect(box).to_have_value(page.evaluate("getSelection().toString()"))
    page.evaluate("window.older = true")
    copy.click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    expect(box).to_have_count(0)
    expect(copy).to_be_focused()


def test_on_paper_is_the_answer_alone_unfolded(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(color_scheme="dark")
    expect(ask(page, "What does the EmPower team do?")).to_be_visible()
    answer = ask(page, QUESTION.replace("15", "6"))
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    words = on_paper(page)
    for each in (
        "Moves to CIN/CP/Court",
        "Wednesday 8 April 2026",
        "Monday 30 March 2026",
        "Worked out on Monday 2 March",
    ):
        assert each in words
    assert words.count("5.2 Duty and Assessment, paragraph") > 3  # the clauses, folded on the page
    for other in ("Your question", "Describe the case", "New case", "EmPower team do", "Copy as text", "for a note"):
        assert other not in words
    assert words.count("14. ") == 1  # those that are named on it, and no others
    assert "40. 2 Overarching principles" not in words
    expect(answer.locator("details.more[open]")).to_have_count(0)  # folded again
    expect(answer.locator(".sources > li[hidden]")).to_have_count(0)


def on_paper(page: Page) -> str:
    pages = PdfReader(io.BytesIO(page.pdf())).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())
