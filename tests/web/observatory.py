"""Mozilla's Observatory, as far as a response can be scored without calling it: its tests and what each is worth.

From the scoring of the HTTP Observatory at MDN (2025). Redirection to https is the proxy's and counts nothing here; a
place on the browsers' preload list is not looked up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

BASE, ENOUGH_FOR_BONUS = 100, 90
SIX_MONTHS = 15_768_000  # seconds
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)


def score(headers: Mapping[str, str], cookies: Sequence[str], page: str) -> int:
    """The points of a page's response headers, the cookies it sets (`Set-Cookie`) and its HTML."""
    found = modifiers(headers, cookies, page).values()
    without = BASE + sum(each for each in found if each < 0)
    return max(0, without + (sum(each for each in found if each > 0) if without >= ENOUGH_FOR_BONUS else 0))


def modifiers(headers: Mapping[str, str], cookies: Sequence[str], page: str) -> dict[str, int]:
    """Each test and the points it adds or takes."""
    policy = _directives(headers.get("content-security-policy", ""))
    hsts = _hsts(headers.get("strict-transport-security"))
    return {
        "content-security-policy": _policy(policy),
        "cookies": min((_cookie(each, hsts == 0) for each in cookies), default=0),
        "cross-origin-resource-sharing": _sharing(headers),
        "cross-origin-resource-policy": _resource_policy(headers.get("cross-origin-resource-policy")),
        "referrer-policy": _referrer(headers.get("referrer-policy")),
        "strict-transport-security": hsts,
        "subresource-integrity": _scripts(page),
        "x-content-type-options": 0 if headers.get("x-content-type-options", "").lower() == "nosniff" else -5,
        "x-frame-options": _framing(policy, headers.get("x-frame-options", "")),
    }


def _directives(policy: str) -> dict[str, set[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name.lower(): set(values) for name, *values in parts}


def _policy(policy: dict[str, set[str]]) -> int:
    if not policy:
        return -25
    fallback = policy.get("default-src", {"*"})
    scripts, objects, styles = (policy.get(name, fallback) for name in ("script-src", "object-src", "style-src"))
    broad = {"*", "https:", "http:", "data:", "blob:"}
    if (scripts | objects) & (broad | {"'unsafe-inline'"}):
        return -20
    if any(value.startswith("http://") for values in policy.values() for value in values):
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if styles & (broad | {"'unsafe-inline'"}):
        return 0
    forms = policy.get("form-action", {"*"})
    return 10 if fallback == {"'none'"} and forms <= {"'self'", "'none'"} else 5


def _cookie(cookie: str, hsts: bool) -> int:
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    session = not cookie.lower().startswith("csrf")
    site = next((flag.partition("=")[2] for flag in flags if flag.startswith("samesite")), None)
    if "httponly" not in flags and session:
        return -30
    if "secure" not in flags:
        return (-10 if hsts else -40) if session else (-5 if hsts else -20)
    if site is not None and site not in ("lax", "strict"):
        return -20
    return 5 if site else 0


def _sharing(headers: Mapping[str, str]) -> int:
    everyone = headers.get("access-control-allow-origin") not in (None, "*")
    return -50 if everyone and headers.get("access-control-allow-credentials") == "true" else 0


def _resource_policy(value: str | None) -> int:
    if value is None or value == "cross-origin":
        return 0
    return 10 if value in ("same-origin", "same-site") else -5


def _referrer(value: str | None) -> int:
    if value is None:
        return 0
    return 5 if value.split(",")[-1].strip() in _PRIVATE else -5


def _hsts(value: str | None) -> int:
    age = re.search(r"max-age=(\d+)", value or "")
    if not age:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


def _scripts(page: str) -> int:
    """Scripts of our own need no integrity; another site's do, and one by http is lost."""
    sources = [re.search(r'src="([^"]*)"', script) for script in _SCRIPT.findall(page)]
    foreign = [source[1] for source in sources if source and re.match(r"(https?:)?//", source[1])]
    if any(not each.startswith("https://") for each in foreign):
        return -50
    return -5 if foreign else 0


def _framing(policy: dict[str, set[str]], value: str) -> int:
    if "frame-ancestors" in policy:
        return 5
    return 0 if value.upper() in ("DENY", "SAMEORIGIN") else -20
