"""What goes back to Teams: one message with one card, never larger than Teams takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json

from assistant.answering.answer import Answer
from web.shown.view import View
from web.teams.card import Card, Context, card, summary
from web.teams.elements import Element, Run, heading, rich
from web.teams.links import Links
from web.teams.words import notice, say

LARGEST = 26_000
"""Bytes of a whole reply: Teams takes 28 KB."""
LONGEST_SUMMARY = 300
Message = dict[str, Any]


def of_answer(answer: Answer, view: View, context: Context) -> Message:
    """The answer as a message; where it is too large, without what can be spared, and saying so."""
    made, told = card(answer, view, context), summary(answer, view)
    message = _message(made.body, made.actions, told)
    while len(to_json(message)) > LARGEST:
        most = max((spared for spared, _ in made.parts), default=0)
        if not most:
            return _message(_overlong(answer, view), context.links.page(), told)
        made = Card([part for part in made.parts if part[0] != most], made.actions)
        message = _message([*made.body, rich(Run(say("shortened"), bold=True))], made.actions, told)
    return message


def in_place(
    name: str, links: Links, *, danger: bool = False, warnings: Sequence[str] = (), **values: object
) -> Message:
    """A card in place of an answer; where nobody has read the message, it says what to do in `danger`."""
    title, text = notice(name, **values)
    body = [heading(title, large=True), rich(text)]
    body += [rich(Run(say("danger"), bold=True))] if danger else []
    body.append(rich(Run(say("privacy"), subtle=True), size="Small"))
    return _message(body, links.page(), title)


def _overlong(answer: Answer, view: View) -> list[Element]:
    """The decisions alone."""
    body = [heading(summary_line, large=True) for summary_line in summary(answer, view).split("; ") if view.children]
    return [*body, rich(Run(say("overlong"), bold=True)), rich(Run(say("privacy"), subtle=True), size="Small")]


def _message(body: Sequence[Element], actions: Sequence[Element], told: str) -> Message:
    """`summary` is what a notification shows. A `text` would stand in the channel as a second message."""
    told = told if len(told) <= LONGEST_SUMMARY else told[: LONGEST_SUMMARY - 1].rstrip() + "…"
    content: Element = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": "en",
        "fallbackText": told,
        "body": list(body),
    }
    if actions:
        content["actions"] = list(actions)
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return {"type": "message", "summary": told, "attachments": [attachment]}
