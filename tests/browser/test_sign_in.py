"""Signing in as a person sees it: the page, the provider's page, back again, a question, and out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, Route, expect

from tests.serving import serving
from tests.web.access.conftest import QUESTION, opened, settings
from tests.web.access.provider import EMAIL, NAME, OID, TENANT
from web.app import create_app

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider's own
PATIENT = 30_000  # milliseconds, on a busy machine
PEOPLE = [
    User(sub="reader", claims={"oid": OID, "tid": TENANT, "roles": ["reader"], "name": NAME, "email": EMAIL}),
    User(sub="nobody", claims={"oid": "another", "tid": TENANT, "name": NAME}),
]


@pytest.fixture(scope="module")
def entrance() -> Iterator[str]:
    with (
        run_server_in_thread(user_claims=PEOPLE) as provider,
        serving(create_app(settings(f"http://localhost:{provider.server_port}"), opened)) as address,
    ):
        yield address


@pytest.fixture(params=[1280, 360])
def page(request: pytest.FixtureRequest, browser: Browser, entrance: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENT)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)

    def stay_here(route: Route) -> None:
        here = route.request.url.startswith(("http://127.0.0.1:", "http://localhost:"))
        route.continue_() if here else route.abort()  # the provider's page has a style sheet elsewhere

    page.route("**/*", stay_here)
    page.goto(f"{entrance}/policy?today=2026-03-02")
    yield page
    context.close()
    assert not complaints


def sign_in_as(page: Page, who: str) -> None:
    page.get_by_role("button", name=who, exact=True).first.click()


def comes_true(page: Page, what: str) -> None:
    """Waits frame by frame, ten seconds at most: `wait_for_function` evaluates words in the page, which it forbids."""
    frames = "new Promise((each) => requestAnimationFrame(each))"
    assert page.evaluate(
        f"async () => {{ for (let at = 0; at < 600 && !({what}); at++) await {frames}; return {what} }}"
    )


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_in_with_a_question_and_out(page: Page, entrance: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("When does this case move?")
    assert page.url == f"{entrance}/sign-in?to=/policy"
    assert fits(page)
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sign in")).to_be_focused()
    page.keyboard.press("Enter")
    sign_in_as(page, "reader")

    expect(page.get_by_role("heading", level=1)).to_have_text("The policy, as this assistant reads it")
    page.get_by_role("link", name="Transfer assistant").click()
    assert fits(page)
    page.wait_for_load_state()  # the script that takes the Enter key
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".headline")).to_have_text("Moves to CIN/CP/Court", timeout=PATIENT)
    assert NAME not in page.content()
    assert page.evaluate("document.cookie") == ""
    expect(page.get_by_role("button", name="Cases (1)")).to_be_visible()
    comes_true(page, "Object.values(sessionStorage).some((each) => each.includes('gzip:'))")
    held = page.evaluate("({...sessionStorage})")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out here")
    comes_true(page, "sessionStorage.length === 0")  # nobody else in this tab is to see the case
    assert not page.context.cookies(entrance)
    page.go_back()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    # A session may end by itself: its cases are for whoever had it, and for no one else who signs in here.
    for whose, count in ((held["cases-of"], "Cases (1)"), ("someone else", "Cases")):
        page.evaluate("(held) => Object.entries(held).forEach((each) => sessionStorage.setItem(...each))", held)
        page.evaluate("(whose) => sessionStorage.setItem('cases-of', whose)", whose)
        page.context.clear_cookies()
        page.goto(f"{entrance}/sign-in/start")
        sign_in_as(page, "reader")
        expect(page.locator("html.scripted")).to_have_count(1)
        expect(page.get_by_role("button", name=count, exact=True)).to_be_visible()
    assert "case:" not in page.evaluate("Object.keys(sessionStorage).join()")


def test_a_session_that_ends_meanwhile_says_so_and_keeps_the_words(page: Page, entrance: str) -> None:
    page.goto(f"{entrance}/sign-in/start")
    sign_in_as(page, "reader")
    page.wait_for_load_state()  # the script that takes the Enter key
    page.get_by_label("Your question").fill(QUESTION)
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("sign in", timeout=PATIENT)
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)


def test_who_has_no_role_is_told_whom_to_ask_and_can_take_another_account(page: Page, entrance: str) -> None:
    page.goto(f"{entrance}/sign-in/start")
    sign_in_as(page, "nobody")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account does not open this yet")
    assert fits(page)
    assert NAME not in page.content()
    page.get_by_role("link", name="Sign in with another account").click()
    assert "prompt=select_account" in page.url
    sign_in_as(page, "reader")
    expect(page.get_by_label("Your question")).to_be_visible()
