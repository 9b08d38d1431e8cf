"""A case worked on by hand: every fact filled in, one changed, why it is so, and a clause read among its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.settings import Settings
from tests.browser.conftest import Open
from tests.browser.test_journey import ask, latest, overflows
from tests.conftest import SEAHOLM
from tests.serving import serving, without_model
from web.app import create_app

CASE = "15 yr old on a CP plan with duty, main need in the family, ICPC is 8 April 2026, when does it move?"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_case_is_asked_about_and_added_to_without_typing(open_page: Open, width: int) -> None:
    page = open_page(width)
    page.get_by_role("link", name="Fill in the facts instead").click()
    form = page.get_by_role("dialog", name="Fill in the case")
    expect(form.get_by_role("heading", name="Fill in the case")).to_be_focused()
    form.get_by_label("Team holding the case").select_option("Duty and Assessment")
    form.get_by_label("Plan", exact=True).select_option("Child protection plan")
    form.get_by_label("Age", exact=True).fill("6")
    form.get_by_label("ICPC", exact=True).fill("2026-04-08")
    assert not overflows(page)
    form.get_by_role("button", name="Work it out").click()
    answer = latest(page)
    expect(form).to_be_hidden()
    expect(answer.locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    expect(answer.locator(".headline")).to_be_focused()
    expect(answer.locator(".lines")).to_contain_text("Monday 30 March 2026")
    expect(page.locator(".asked")).to_contain_text("Plan: Child protection plan")

    opener = answer.get_by_role("button", name="Add a fact")
    opener.click()
    form = page.get_by_role("dialog", name="The facts of this case")
    expect(form.get_by_label("Age", exact=True)).to_have_value("6")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    more = form.get_by_text("More on this: Disability and health")
    expect(form.get_by_label("Support that fits now")).to_be_hidden()
    more.click()
    expect(form.get_by_label("Support that fits now")).to_be_visible()
    form.get_by_label("Severe or profound disability, or complex health needs").select_option(index=1)
    form.get_by_role("button", name="Work it out").click()
    expect(page.locator(".answer")).to_have_count(2)
    expect(latest(page).locator(".headline")).to_have_text("Moves to Children with Disabilities")
    expect(page.locator(".asked").last).to_contain_text("Severe or profound disability")
    expect(page.locator(".asked").last).not_to_contain_text("Age")
    expect(latest(page).locator(".changes")).to_contain_text("was: moves to CIN/CP/Court")


def test_a_form_that_cannot_be_sent_says_so_and_keeps_what_was_filled_in(open_page: Open) -> None:
    page = open_page(360)
    page.get_by_role("link", name="Fill in the facts instead").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Age", exact=True).fill("6")
    page.route("**/answers", lambda route: route.abort())
    form.get_by_role("button", name="Work it out").click()
    expect(form.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(form.get_by_label("Age", exact=True)).to_have_value("6")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_changed_chip_marks_what_changed_and_why_opens_the_tree(open_page: Open, width: int) -> None:
    page = open_page(width)
    expect(ask(page, CASE).locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    chip = latest(page).locator(".chip", has_text="Main need:")
    chip.locator("summary").click()
    chip.get_by_role("combobox").select_option("Harm outside the home")
    chip.get_by_role("button", name="Update").click()
    expect(page.locator(".answer")).to_have_count(2)
    answer = latest(page)
    expect(answer.locator(".changes")).to_contain_text("moves to EmPower (was: moves to CIN/CP/Court)")
    expect(answer.locator(".decision > .mark")).to_have_text("changed")
    expect(answer.locator(".step", has_text="Transfer form").locator(".mark")).to_have_text("new")
    expect(answer.locator(".step", has_text="receiving team notice").locator(".mark")).to_have_count(0)

    why = answer.get_by_role("button", name="Why this answer?")
    why.focus()
    page.keyboard.press("Enter")
    tree = answer.locator(".trace")
    expect(tree.get_by_role("heading")).to_have_text("Why: moves to EmPower")
    expect(tree.get_by_role("heading")).to_be_focused()
    expect(why).to_have_attribute("aria-expanded", "true")
    expect(tree.get_by_text("Harm outside the home, aged 13 to 18", exact=True)).to_be_visible()
    family = tree.locator(".rule", has_text="Need in the family, longer-term support").first
    expect(family).to_contain_text(
        "Needs: main need: In the family or home. Here: main need: Harm outside the home (said)"
    )
    tree.get_by_text("Gave way to another rule").click()
    gave_way = tree.locator("details", has_text="Gave way to another rule").locator(".rule").first
    expect(gave_way).to_contain_text("gave way:")
    expect(gave_way).to_contain_text("To: ")
    duties = tree.get_by_text("Duties that do not apply")
    duties.focus()
    page.keyboard.press("Enter")
    expect(tree.get_by_text("Not urgent", exact=False).last).to_be_visible()
    assert not overflows(page)
    tree.get_by_role("link", name="5.2/4.a").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("5.2 Duty and Assessment, 4.a")
    page.keyboard.press("Escape")
    why.click()
    expect(tree).to_be_hidden()
    expect(why).to_have_attribute("aria-expanded", "false")

    page.get_by_label("Your question").fill("sorry, the conference is on the 15th of April")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(3)
    expect(latest(page).locator(".changes")).to_contain_text(
        "notice: Wednesday 8 April 2026 (was Monday 30 March 2026)"
    )
    assert not overflows(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_clause_is_read_where_it_says_so_and_on_from_there(open_page: Open, width: int) -> None:
    page = open_page(width)
    answer = ask(page, CASE)
    marker = answer.locator(".lines .cite").first
    marker.click()
    panel = page.get_by_role("dialog")
    expect(panel.locator("mark")).to_contain_text("Initial Child Protection Conference")
    expect(panel).to_contain_text("Current policy")
    expect(panel).to_contain_text("transfer policy (2025)")
    expect(panel.locator(".beside")).to_have_count(2)
    box, window = panel.bounding_box(), page.viewport_size
    assert box
    assert window
    assert (box["x"] > 0) == (width == 1280)  # beside the answer on a desk, from below on a phone
    assert round(box["y"] + box["height"]) == window["height"]
    title = page.locator("#panel-title")
    expect(title).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text("5.2 Duty and Assessment, 4.b")
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("5.2 Duty and Assessment, 4.a")
    panel.get_by_role("link", name="Previous").click()
    expect(title).to_have_text("5.2 Duty and Assessment, 3.b")
    expect(title).to_be_focused()
    if width == 1280:  # on a phone what lies under the panel cannot be reached
        notice = answer.locator(".lines .cite").nth(1)
        notice.click()
        expect(title).not_to_have_text("5.2 Duty and Assessment, 3.b")
        expect(notice).to_have_attribute("aria-expanded", "true")
        expect(answer.locator(".cite[aria-expanded=true]")).to_have_count(1)
        expect(page.locator("body")).to_have_class("reading")
        marker = notice
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(marker).to_be_focused()


def test_all_of_it_without_any_script(open_page: Open) -> None:
    page = open_page(360, script=False)
    page.get_by_role("link", name="Fill in the facts instead").click()
    page.get_by_label("Team holding the case").select_option("Duty and Assessment")
    page.get_by_label("Plan", exact=True).select_option("Child protection plan")
    page.get_by_label("Age", exact=True).fill("6")
    page.get_by_label("ICPC", exact=True).fill("2026-04-08")
    assert not overflows(page)
    page.get_by_role("button", name="Work it out").click()
    expect(latest(page).locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    expect(page.get_by_text("Worked out as if today were")).to_be_visible()
    page.get_by_role("button", name="Add a fact").click()
    expect(page.get_by_label("Age", exact=True)).to_have_value("6")
    page.get_by_label("ICPC", exact=True).fill("2026-04-15")
    page.get_by_role("button", name="Work it out").click()
    expect(latest(page).locator(".changes")).to_contain_text("(was Monday 30 March 2026)")
    page.get_by_role("button", name="Why this answer?").click()
    expect(page.get_by_role("heading", name="Why: moves to CIN/CP/Court")).to_be_visible()
    page.get_by_text("Not taken, the nearest first").click()
    page.get_by_role("link", name="5.2/4.a").first.click()
    expect(page.get_by_role("heading", name="5.2 Duty and Assessment")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("part b")).to_be_visible()
    assert not overflows(page)


@pytest.fixture(scope="module")
def other(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The made-up council's page, on a phone."""
    settings = Settings(pack=SEAHOLM, data_dir=Path(tmp_path_factory.mktemp("seaholm")))
    with serving(create_app(settings, without_model)) as address:
        page = browser.new_page(viewport={"width": 360, "height": 800}, locale="en-GB")
        page.set_default_timeout(30_000)
        page.goto(f"{address}/?today=2026-03-02")
        yield page
        page.close()


def test_another_council_asks_and_explains_in_its_own_words(other: Page) -> None:
    other.get_by_role("link", name="Fill in the facts instead").click()
    form = other.get_by_role("dialog")
    form.get_by_label("Team", exact=True).select_option("Harbour team")
    form.get_by_label("Age", exact=True).fill("9")
    form.get_by_label("Planning evening").fill("2026-03-12")
    form.get_by_role("button", name="Work it out").click()
    expect(latest(other).locator(".headline")).to_have_text("Moves to Lighthouse")
    latest(other).locator(".chip", has_text="Age:").locator("summary").click()
    latest(other).get_by_label("Age", exact=True).fill("11")
    latest(other).get_by_role("button", name="Update").click()
    expect(latest(other).locator(".changes")).to_contain_text("moves to Beacon (was: moves to Lighthouse)")
    latest(other).get_by_role("button", name="Why this answer?").click()
    tree = latest(other).locator(".trace")
    expect(tree).to_contain_text("Needs: age: under 10. Here: age: 11 (said).")
    tree.get_by_role("link", name="1/3").first.click()
    expect(other.get_by_role("dialog")).to_contain_text("A child of 10 or over")
    assert not overflows(other)
