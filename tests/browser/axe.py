"""axe-core on a page as it stands: at a desk in the light, on a phone in the dark."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""What a scheme can change. They take most of the time."""
DESK, PHONE = 1280, 360

BY_TAG = {"type": "tag", "values": TAGS}
LIGHT = {"runOnly": BY_TAG}
LIGHT_BUT_COLOURS = {"runOnly": BY_TAG, "rules": {each: {"enabled": False} for each in COLOURS}}
DARK_COLOURS = {"runOnly": {"type": "rule", "values": COLOURS}}
LOOKS: dict[int, list[tuple[Literal["light", "dark"], dict[str, Any]]]] = {
    DESK: [("light", LIGHT)],
    PHONE: [("light", LIGHT_BUT_COLOURS), ("dark", DARK_COLOURS)],
}
"""Which colours a thing has is a matter of the scheme, never of the width: `test_no_colour_hangs_on_the_width`."""

RUN = """async ([within, rules]) => {
  const found = await axe.run(within, { resultTypes: ["violations"], ...rules });
  const said = (rule, { target, html, failureSummary }) => [rule.id, target.join(" "), html, failureSummary].join(": ");
  return found.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)));
}"""

SHORTEN = """(most) => {
  const alike = (element) => element.localName + "." + element.className;
  for (const parent of document.querySelectorAll("main, main *, dialog *")) {
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


def violations(page: Page, widths: tuple[int, ...] = (DESK, PHONE), within: str = "html") -> list[str]:
    """What the page, or a part of it, violates at these widths: a line for each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT}; null")
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, rules in LOOKS[width]:
            page.emulate_media(color_scheme=scheme)
            found += [f"{width} {scheme} {each}" for each in page.evaluate(RUN, [within, rules])]
    return found


def shorten(page: Page, most: int = 6) -> None:
    """Leave that many alike of each list: axe takes ten seconds for the longest pages. The sweep has them whole."""
    page.evaluate(SHORTEN, most)


def unfold(page: Page) -> None:
    page.evaluate(UNFOLD)
