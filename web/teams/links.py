"""Where the buttons of a card lead: to the page, and to the clauses on it, where people reach it."""

from __future__ import annotations

from urllib.parse import quote

from pydantic import HttpUrl

from assistant.answering.answer import Answer, Citation
from web.shown.view import View
from web.teams.elements import Element, open_url
from web.teams.words import say

MOST_CLAUSES = 4


class Links:
    """Buttons under a card; none where nobody has said at which address people reach the page."""

    def __init__(self, public_url: HttpUrl | None) -> None:
        self._page = str(public_url).rstrip("/") if public_url else None

    def page(self) -> list[Element]:
        return [open_url(say("open_page"), f"{self._page}/")] if self._page else []

    def clauses(self, cited: list[Citation]) -> list[Element]:
        if not self._page:
            return []
        return [
            open_url(say("open_clause", number=each.marker), f"{self._page}/clauses/{quote(each.clause)}")
            for each in cited
        ]


def most_telling(answer: Answer, view: View) -> list[Citation]:
    """The few clauses that a card names: those of the decision and of its dates first, in the order of the text."""
    told: list[str] = []
    for child in view.children:
        told += [clause for line in child.glance.lines for clause in line.clauses[:1]]
    for child in view.sections:
        told += [clause for step in child.glance.steps for clause in step.clauses[:1]]
    told += [citation.clause for citation in answer.citations]
    first = [clause for clause in dict.fromkeys(told) if clause in view.numbers][:MOST_CLAUSES]
    return [citation for citation in answer.citations if citation.clause in first]
