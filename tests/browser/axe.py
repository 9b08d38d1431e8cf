"""axe-core on a page as it stands, at a desk and on a phone, in the light and in the dark."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""What a dark scheme can change."""
DESK, PHONE = 1280, 360

RUN = """async ([within, only]) => {
  const found = await axe.run(within, { resultTypes: ["violations"], runOnly: only });
  const said = (rule, { target, html, failureSummary }) => [rule.id, target.join(" "), html, failureSummary].join(": ");
  return found.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)));
}"""

SHORTEN = """(most) => {
  const alike = (element) => element.localName + "." + element.className;
  for (const parent of document.querySelectorAll("main, main *")) {
    const times = {};
    for (const child of [...parent.children]) {
      times[alike(child)] = (times[alike(child)] ?? 0) + 1;
      if (times[alike(child)] > most) child.remove();
    }
  }
}"""

UNFOLD = """() => document.querySelectorAll("details").forEach((each) => {
  each.removeAttribute("name"); // of which one at most is open
  each.open = true;
})"""

Only = dict[Literal["type", "values"], Any]


def violations(page: Page, widths: tuple[int, ...] = (DESK, PHONE), within: str = "html") -> list[str]:
    """What the page, or a part of it, violates at these widths in the light, and at the first of them in the dark.

    A line for each. What is dark is so at every width.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT}; null")
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, only in (("light", _tags()), ("dark", _rules()))[: 2 if width == widths[0] else 1]:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{width} {scheme} {each}" for each in page.evaluate(RUN, [within, only])]
    return found


def shorten(page: Page, most: int = 6) -> None:
    """Leave that many alike of each list: axe takes ten seconds for the longest pages. The sweep has them whole."""
    page.evaluate(SHORTEN, most)


def unfold(page: Page) -> None:
    page.evaluate(UNFOLD)


def _tags() -> Only:
    return {"type": "tag", "values": TAGS}


def _rules() -> Only:
    return {"type": "rule", "values": COLOURS}
