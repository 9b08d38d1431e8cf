"""Phrasing: a decision, a topic or a clause put into words by the templates of prompts/, each sentence cited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import jinja2

from assistant.answering import asking, wording
from assistant.answering.answer import AnswerAssumption, AnswerQuestion
from assistant.answering.evidence import Evidence
from assistant.pack import Pack
from assistant.resolution import Decision, TransferPoint

TEMPLATE = "template"


class Phrasebook:
    """The templates, compiled once. They are this project's own: no text of a user or a document becomes one."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("prompts", "."),
            autoescape=False,  # noqa: S701 - Markdown; the page escapes it
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self._environment.filters |= {
            "team": lambda name: wording.team(pack, name),
            "teams": lambda names: wording.teams(pack, names),
            "at_event": lambda event: wording.at_event(pack, event),
            "at_point": lambda point: wording.at_point(pack, point),
            "skipped": wording.skipped,
            "day": wording.day,
            "lower_first": wording.lower_first,
            "capital": lambda words: words[:1].upper() + words[1:],
        }

    def say(self, template: str, evidence: Evidence, values: Mapping[str, Any]) -> str:
        """A template of prompts/ in Markdown. `cite(clauses)` in it gives markers out."""
        rendered = self._environment.get_template(template).render(**values, cite=evidence.cite, pack=self._pack)
        lines = [line.rstrip() for line in rendered.strip().splitlines()]
        kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
        return "\n".join(kept)


def decision_values(
    pack: Pack,
    decision: Decision,
    questions: tuple[AnswerQuestion, ...],
    assumptions: tuple[AnswerAssumption, ...],
    today: date,
) -> dict[str, Any]:
    """What decision.md.j2 is filled with. What holds for every move alike is left to the folded part of the page."""
    resolution = decision.resolution
    route = pack.routes.get(resolution.route or "")
    missing = asking.missing_date(pack, decision)
    gone = [each for each in resolution.deadlines if each.status == "passed"]
    said = {each.caution for each in gone}
    grounds = {note.text: note.clauses for note in resolution.notes}
    return {
        "decision": decision,
        "overdue": _overdue(resolution.transfer_point, today),
        "passed": [{"deadline": each, "clauses": each.clauses + grounds.get(each.caution or "", ())} for each in gone],
        "question": questions[0] if questions else None,
        "assumptions": assumptions,
        "route_clauses": route.clauses if route else (),
        "conflict": asking.conflict(pack, decision),
        "missing_date": pack.events[missing].label if missing else None,
        "doing_now": [each for each in resolution.actions if not each.standing],
        "notes": [note for note in resolution.notes if note.text not in said],
    }


def _overdue(point: TransferPoint | None, today: date) -> bool:
    last = (point.latest_date or point.date) if point else None
    return last is not None and last < today
