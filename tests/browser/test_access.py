"""Every page: nothing that axe objects to by WCAG 2.2 AA, at a desk and on a phone, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from playwright.sync_api import Browser, Page, expect

from assistant.settings import Settings
from tests.browser import axe
from tests.browser.conftest import TODAY
from tests.conftest import SEAHOLM
from tests.serving import serving, without_model
from tests.web.access.conftest import settings
from web.app import create_app
from web.shown import pages

NOWHERE = "http://localhost:1"
"""An identity provider that nobody asks: its server's own pages are looked at, and no more."""

PAGES = {
    "/": [f"/?today={TODAY}"],
    "/facts": ["/facts"],
    "/clauses/{document}/{section}/{paragraph}": ["/clauses/transfer-policy-2025/5.2/4", "/clauses/no/such/clause"],
    "/learn": ["/learn"],
    "/learn/words": ["/learn/words"],
    "/learn/practice": [f"/learn/practice?level={level}" for level in (1, 2, 3)],
    "/learn/tour": ["/learn/tour", "/learn/tour?step=4"],
    "/policy": ["/policy"],
    "/policy/routes": ["/policy/routes"],
    "/policy/duties": ["/policy/duties"],
    "/policy/documents/{document}": ["/policy/documents/transfer-policy-2025"],
    "/policy/changes": ["/policy/changes"],
    "/policy/map": ["/policy/map"],
    "/policy/map/{team}": ["/policy/map/empower", "/policy/map/no-such-team"],
    "/policy/unclear": ["/policy/unclear"],
    "/policy/coverage": ["/policy/coverage"],
    "/docs": ["/docs"],
}
SIGNING_IN = {
    "/sign-in": ["/sign-in?to=/policy"],
    "/signed-out": ["/signed-out"],
    "/sign-in/callback": ["/sign-in/callback"],  # that nobody was sent to: signing in was stopped
}
SLOW = ["/policy/coverage"]
"""Every worked case is run for it."""
STATIC = Path(__file__).parents[2] / "web" / "static"
BY_WIDTH = re.compile(r"@media[^{]*width[^{]*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
COLOURED = re.compile(r"[{;\s](?:color|background(?:-color)?|fill|opacity)\s*:")
NO_PAGES = {"/openapi.json", "/favicon.ico", "/healthz", "/readyz", "/metrics", "/sign-in/start"}


@pytest.fixture(scope="module")
def small() -> Iterator[str]:
    """The made-up council's server: its coverage is there at once."""
    with serving(create_app(Settings(pack=SEAHOLM), without_model)) as address:
        yield address


@pytest.fixture(scope="module")
def entrance() -> Iterator[str]:
    """A server that people have to sign in to."""
    with serving(create_app(settings(NOWHERE), without_model)) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One for all pages: opening another takes longer than looking at most."""
    page = browser.new_page(locale="en-GB")
    page.set_default_timeout(60_000)
    yield page
    page.close()


def test_every_page_is_among_those_looked_at() -> None:
    """A page that is added tomorrow fails here until it is looked at too."""
    for app, known in (
        (create_app(Settings(), without_model), PAGES),
        (create_app(settings(NOWHERE), without_model), PAGES | SIGNING_IN),
    ):
        routes = iter_route_contexts(app.routes)
        found = {route.path for route in routes if "GET" in (getattr(route, "methods", None) or ())}
        assert {path for path in found if path and not path.startswith("/api/")} - NO_PAGES == known.keys()


def test_what_is_wrong_is_found_in_the_light_and_in_the_dark(page: Page) -> None:
    page.set_content(
        "<main><h1>Here</h1><button></button><p style='color: silver; background: white'>Not to be read</p></main>"
    )
    found = axe.violations(page)
    for each in (
        "1280 light button-name",
        "1280 light color-contrast",
        "360 light button-name",
        "360 dark color-contrast",
    ):
        assert any(line.startswith(each) for line in found)


def test_no_colour_hangs_on_the_width() -> None:
    """Or it would have to be looked at in both schemes at each width."""
    sheets = {path.name: path.read_text("utf-8") for path in STATIC.glob("*.css")}
    by_width = [(name, block) for name, text in sheets.items() for block in BY_WIDTH.findall(text)]
    assert len(by_width) > 5
    assert [each for each in by_width if COLOURED.search(each[1])] == []


@pytest.mark.parametrize("path", [each for those in PAGES.values() for each in those])
def test_a_page(page: Page, address: str, small: str, path: str) -> None:
    page.goto((small if path in SLOW else address) + path)
    axe.shorten(page)
    axe.unfold(page)
    assert axe.violations(page) == []


@pytest.mark.parametrize("path", [each for those in SIGNING_IN.values() for each in those])
def test_a_page_of_signing_in(page: Page, entrance: str, path: str) -> None:
    page.goto(entrance + path)
    assert axe.violations(page) == []


@pytest.mark.parametrize("why", ["role", "token"])
def test_who_is_refused(page: Page, entrance: str, why: str) -> None:
    """As the provider would have it; the page is rendered here, for no provider is asked."""
    body = pages.render("refused.html", 403, why=why, words="The token is too old.").body
    page.route("**/refused", lambda route: route.fulfill(body=bytes(body), content_type="text/html"))
    page.goto(f"{entrance}/refused")
    expect(page.get_by_role("link", name="Sign in with another account")).to_be_visible()
    assert axe.violations(page) == []


@pytest.mark.sweep
@pytest.mark.parametrize("path", ["/policy/routes", "/policy/duties", "/policy/unclear", "/policy/changes", *SLOW])
def test_a_long_page_whole(page: Page, address: str, path: str) -> None:
    page.goto(address + path, timeout=600_000)
    axe.unfold(page)
    assert axe.violations(page) == []
