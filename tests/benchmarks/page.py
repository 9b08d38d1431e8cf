"""`python -m tests.benchmarks page`: what the page weighs, whether it shifts, and how soon an answer stands there.

Measured in Chromium at a desk's width and a phone's, on a server of its own process, as a table for the README. One way
is gone each time, a new user's: the question is typed, asked, and the clause of the first date opened.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM

QUESTION = "6 year old on a CP plan with duty, ICPC is 8 April, when does it move?"
KEYS_A_SECOND = 200 / 60  # forty words a minute
WIDTHS = {"desk": 1280, "phone": 360}

SHIFTS = """() => {
  window.shifted = 0;
  window.clicks = 0;
  addEventListener("click", () => { window.clicks += 1; }, true);
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"

Serve = Callable[[str, str], AbstractContextManager[tuple[int, float, float]]]


@dataclass
class Traffic:
    """What goes over the wire: heads and bodies of every response, in bytes."""

    weight: int = 0
    requests: int = 0


@dataclass(frozen=True)
class Way:
    """A new user's way, once."""

    start: int
    """Bytes of the start page with all that it loads."""
    whole: int
    requests: int
    painted: float
    """Milliseconds until the start page is first painted."""
    answered: float
    """Milliseconds from asking until the decision is seen."""
    opened: float
    """Milliseconds from choosing the marker until its clause is seen."""
    shifted: float
    clicks: int


def rows(serve: Serve) -> Iterator[tuple[str, str]]:
    """The lines of the table: what, and the figure."""
    with tempfile.TemporaryDirectory() as data, serve("assistant", data) as (port, _, _), _chromium() as browser:
        for name, width in WIDTHS.items():
            _go(browser, port, width)  # the first one warms everything up
            way = _go(browser, port, width)
            typed = len(QUESTION) / KEYS_A_SECOND
            seconds = typed + (way.painted + way.answered + way.opened) / 1000
            yield f"Start page, {name}: weight; first painted", f"{way.start / 1000:.0f} kB; {way.painted:.0f} ms"
            yield (
                "... with an answer and a clause open: weight; requests",
                f"{way.whole / 1000:.0f} kB; {way.requests}",
            )
            yield "... asked to answered; marker to clause", f"{way.answered:.0f} ms; {way.opened:.0f} ms"
            yield "... layout shift on the way", f"{way.shifted:.3f}"
            yield "... clicks; seconds with the question typed at 40 words a minute", f"{way.clicks}; {seconds:.0f} s"


def _go(browser: Browser, port: int, width: int) -> Way:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB")
    page = context.new_page()
    traffic = listen(page)
    page.goto(f"http://127.0.0.1:{port}/?today=2026-03-02", wait_until="networkidle")
    page.evaluate(SHIFTS)
    start, painted = traffic.weight, float(page.evaluate(PAINTED))
    page.get_by_label("Your question").fill(QUESTION)
    answered = _timed(page.get_by_role("button", name="Ask", exact=True).click, page, ".headline")
    opened = _timed(page.locator(".lines .cite").first.click, page, "#panel .clause")
    page.wait_for_load_state("networkidle")
    shifted, clicks = float(page.evaluate("window.shifted")), int(page.evaluate("window.clicks"))
    context.close()
    return Way(start, traffic.weight, traffic.requests, painted, answered, opened, shifted, clicks)


def listen(page: Page) -> Traffic:
    """What the page loads from now on."""
    traffic = Traffic()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def finished(event: dict[str, float]) -> None:
        traffic.weight += int(event["encodedDataLength"])
        traffic.requests += 1

    session.on("Network.loadingFinished", finished)
    return traffic


def _timed(act: Callable[[], None], page: Page, seen: str) -> float:
    began = time.perf_counter()
    act()
    page.locator(seen).last.wait_for(state="visible")
    return (time.perf_counter() - began) * 1000


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
