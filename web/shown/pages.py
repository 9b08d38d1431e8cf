"""Templates into pages: the words of the page itself, British dates, and clauses behind their markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from assistant.answering import wording
from assistant.answering.answer import Citation
from assistant.clauses import Clause, Layer
from assistant.facts import say_date
from web.access.person import asking
from web.shown import markup
from web.shown.bearing import sentences_of
from web.shown.gloss import gloss
from web.shown.view import View

LAYERS: dict[Layer, str] = {
    "current": "Current policy",
    "earlier": "Earlier guidance",
    "statutory": "Law and statutory guidance",
}

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def render(template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> HTMLResponse:
    return HTMLResponse(piece(template, **values), status, headers)


def piece(template: str, **values: Any) -> str:
    """The HTML of a page, or of a part of one."""
    html = _environment.get_template(template).render(values)
    pack = values.get("pack")
    return gloss(pack, html) if pack else html


def fill(template: str, **values: Any) -> str:
    """A template that is no page."""
    return _environment.get_template(template).render(values)


def address(clause: Clause) -> str:
    """The page of a clause."""
    return f"/clauses/{clause.id}"


def place(clause: Clause | Citation) -> str:
    """A section as people name it: `5.2 Duty and Assessment`; one without a number by its heading alone."""
    numbered = clause.section[:1].isdigit() or clause.wording == "restated"
    return " ".join(filter(None, (clause.section if numbered else "", clause.heading)))


def cited(view: View, clauses: Iterable[str], says: str = "") -> Markup:
    """Markers that open these clauses, each numbered as in the text. They stay with the word before them.

    `says` is the statement that rests on them: its place in each clause is marked there.
    """
    numbers = view.numbers
    ordered = sorted(set(clauses) & numbers.keys(), key=lambda clause: numbers[clause])
    return Markup("<wbr>").join(_marker(view, clause, says) for clause in ordered)


def prose(view: View, text: str | None = None) -> Markup:
    """The answer's text without what more there is to say, or this part of it, its markers opening their clauses."""
    clauses = {str(number): clause for clause, number in view.numbers.items()}

    def cite(number: str, says: str) -> Markup:
        return _marker(view, clauses[number], says) if number in clauses else escape(f"[{number}]")

    return markup.render(view.answer.lead if text is None else text, cite)


def short_date(day: date) -> Markup:
    """A date for a narrow column: Mon 30 March 2026, its year kept from breaking away."""
    words = f"{day:%a} {day.day}\N{NO-BREAK SPACE}{day:%B %Y}"
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), words)


def _marker(view: View, clause: str, says: str) -> Markup:
    places = sentences_of(view.texts[clause], says) if says else ()
    at = f"?at={','.join(map(str, places))}" if places else ""
    number = view.numbers[clause]
    return Markup('<a class="cite" href="/clauses/{}{}" aria-label="Clause {}">{}</a>').format(
        clause, at, number, number
    )


_environment.policies["json.dumps_kwargs"] = {}  # a state goes out in the order it has
_environment.filters |= {
    "british": say_date,
    "short_date": short_date,
    "plain": markup.plain,
    "address": address,
    "place": place,
    "lower_first": wording.lower_first,
    "capital": lambda words: words[:1].upper() + words[1:],
}
_environment.globals |= {"cited": cited, "prose": prose, "LAYERS": LAYERS, "asking": asking}
