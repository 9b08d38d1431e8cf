"""Short forms on a page, each with what it stands for when it is pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from assistant.pack import Pack

_PIECE = re.compile(r"<(/?)([a-zA-Z0-9]+)[^>]*>|[^<]+|<")
_PLAIN = frozenset(("title", "script", "style", "textarea", "option", "abbr", "desc", "text"))
"""Elements in which a short form stays as it is."""
_SHORT = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_GLOSSES: dict[str, Gloss] = {}


class Gloss:
    """The short forms of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._full = dict(_short_forms(pack))
        words = "|".join(re.escape(each) for each in sorted(self._full, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w/.-])(?:{words})(?![\w/-])") if words else None

    def mark(self, html: str) -> str:
        """The same HTML, its short forms marked as such. What is no text is not touched."""
        return "".join(self._pieces(html)) if self._pattern else html

    def _pieces(self, html: str) -> Iterator[str]:
        within: list[str] = []
        for match in _PIECE.finditer(html):
            piece, tag = match[0], (match[2] or "").lower()
            if tag in _PLAIN and not piece.endswith("/>"):
                if match[1]:
                    del within[-1:]
                else:
                    within.append(tag)
            text = not match[2] and not within and _SHORT.search(piece) and self._pattern
            yield text.sub(self._abbreviation, piece) if text else piece

    def _abbreviation(self, match: re.Match[str]) -> str:
        return str(Markup('<abbr title="{}">{}</abbr>').format(self._full[match[0]], match[0]))


def gloss(pack: Pack, html: str) -> str:
    """HTML with the pack's short forms marked; a pack's are gathered once."""
    if pack.revision not in _GLOSSES:
        _GLOSSES.clear()
        _GLOSSES[pack.revision] = Gloss(pack)
    return _GLOSSES[pack.revision].mark(html)


def _short_forms(pack: Pack) -> Iterator[tuple[str, str]]:
    for team in pack.teams.values():
        if _SHORT.search(team.short) and team.label != team.short:
            yield team.short, team.label
    for term in pack.terms:
        short = term.acronym or (term.label if _SHORT.fullmatch(term.label) else "")
        if short and term.expansion:
            yield short, term.expansion
