"""Whoever keeps the policy finds from a clause what rests on it, where it is unclear, and what changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.settings import Settings
from tests.browser.conftest import Open
from tests.browser.test_journey import overflows
from tests.conftest import SEAHOLM
from tests.serving import serving, without_model
from web.app import create_app


@pytest.fixture(scope="module")
def small() -> Iterator[str]:
    """The made-up council's server: its coverage is there at once."""
    with serving(create_app(Settings(pack=SEAHOLM), without_model)) as address:
        yield address


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    assert not overflows(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_from_a_clause_to_its_rules_and_all_around_them(open_page: Open, width: int) -> None:
    page = open_page(width)
    page.get_by_role("link", name="The policy").click()
    heading(page, "The policy, as this assistant reads it")
    page.get_by_role("link", name="transfer policy (2025)").click()
    notice = page.locator('[id="5.2/6.a"]')
    notice.scroll_into_view_if_needed()
    notice.get_by_text("What rests on it").click()
    notice.locator("a[href='/policy/duties#duty-notice']").click()

    heading(page, "Duties")
    duty = page.locator("section:target")
    expect(duty).to_be_in_viewport()
    expect(duty).to_contain_text("at least 5 working days before")
    duty.get_by_role("link", name="5.2/6.a").first.click()
    expect(page.locator(".clause")).to_contain_text("working days")

    page.get_by_role("link", name="The policy").click()
    page.get_by_role("link", name="Routes").click()
    heading(page, "Routes")
    page.get_by_role("navigation", name="Teams").get_by_role("link", name="Duty and Assessment").click()
    route = page.locator('[id="duty-to-cin-cp-court"]')
    expect(route).to_contain_text("Transfer: CIN/CP/Court")
    expect(route).to_contain_text("Main need: In the family or home")
    expect(route.get_by_role("link", name="5.2/4.a").first).to_have_attribute(
        "href", "/clauses/transfer-policy-2025/5.2/4.a"
    )

    page.get_by_role("link", name="The policy").first.click()
    page.get_by_role("link", name="Unclear places").click()
    heading(page, "Unclear places")
    expect(page.locator(".route").first).to_contain_text("read so here")
    page.get_by_role("link", name="The policy").first.click()
    page.get_by_role("link", name="What changed").click()
    heading(page, "What changed between the layers")
    point = page.locator(".route").first
    expect(point.get_by_role("heading", name="Now")).to_be_visible()
    expect(point.get_by_role("heading", name="Before")).to_be_visible()
    now, before = (point.locator(f".side.{layer}").bounding_box() for layer in ("current", "earlier"))
    assert now
    assert before
    assert (now["y"] == before["y"]) == (width == 1280)  # beside each other at a desk, one after the other on a phone


@pytest.mark.parametrize("width", [1280, 360])
def test_every_paragraph_is_seen_to_be_covered(browser: Browser, small: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="en-GB")
    page.goto(f"{small}/policy")
    page.get_by_role("link", name="Coverage").click()
    heading(page, "Coverage")
    expect(page.get_by_text("none missing")).to_be_visible()
    page.locator("summary").first.click()
    expect(page.locator("table").first).to_be_visible()
    assert not overflows(page)
    page.close()
