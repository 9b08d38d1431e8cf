"""Chromium, driven. A machine without it fails these tests; it does not skip them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.serving import serving

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CUT_ON_PURPOSE = "net::ERR_FAILED"
TODAY = "2026-03-02"

Open = Callable[..., Page]

expect.set_options(timeout=30_000)  # on a busy machine; nothing waits longer than it must


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: while it is open an event loop runs here, and other files' tests want one of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page as if today were 2 March 2026; its console must stay free of errors, its requests at home."""
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and CUT_ON_PURPOSE not in message.text:
            complaints.append(f"{message.text} {message.location}")

    def stay_at_home(request: Request) -> None:
        if not request.url.startswith(address):
            complaints.append(request.url)

    def opened(width: int = 1280, height: int = 800, *, script: bool = True, path: str = f"/?today={TODAY}") -> Page:
        page = browser.new_page(viewport={"width": width, "height": height}, java_script_enabled=script, locale="en-GB")
        page.set_default_timeout(30_000)
        page.set_default_navigation_timeout(120_000)  # the first one waits until the server has read its pack
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", stay_at_home)
        page.goto(address + path)
        return page

    yield opened
    for context in browser.contexts:
        context.close()
    assert not complaints
