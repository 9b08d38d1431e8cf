"""What a model is told: the prompts of prompts/model/, filled with a brief. No text of a person or document is one."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Protocol

import jinja2

from assistant.answering.model import Message
from assistant.grounding.brief import Brief


class Fault(Protocol):
    """What is wrong with a sentence: its kind, and the token it hangs on where there is one; never its words."""

    @property
    def kind(self) -> str: ...
    @property
    def token(self) -> str | None: ...


def data(text: str) -> str:
    """A text as one line of quoted data: it can neither close its tag nor be taken for a token.

    `</question> [r1]` becomes `&lt;/question&gt; (r1)`.
    """
    one_line = " ".join(text.split())
    return html.escape(one_line, quote=False).replace("[", "(").replace("]", ")")


_environment = jinja2.Environment(
    loader=jinja2.PackageLoader("prompts", "."),
    autoescape=False,  # noqa: S701 - not HTML; what is filled in goes through `data`
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
_environment.filters["data"] = data


def messages(brief: Brief, question: str | None, fault: Fault | None = None) -> Sequence[Message]:
    """The messages of one phrasing; `fault` is what was wrong with the one before."""
    request = _environment.get_template("model/request.md.j2").render(brief=brief, question=question, fault=fault)
    return (
        Message("system", _environment.get_template("model/system.md.j2").render().strip()),
        Message("user", request.strip()),
    )
