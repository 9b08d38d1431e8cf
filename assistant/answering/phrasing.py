"""Phrasing: a decision, a topic or a clause put into words by the templates of prompts/, each sentence cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import jinja2

from assistant.answering import asking, each_child, together, wording
from assistant.answering.answer import AnswerAssumption, AnswerQuestion
from assistant.answering.each_child import Asked, DecidedChild
from assistant.answering.evidence import Evidence
from assistant.answering.short_forms import ShortForms
from assistant.pack import Pack
from assistant.resolution import Decision, Resolution, TransferPoint, told
from assistant.rules import Statement

TEMPLATE = "template"
BROTHERS_AND_SISTERS = "brothers-and-sisters"
"""The topic of children of one family who go to different teams, when the pack has it."""


class Phrasebook:
    """The templates, compiled once. They are this project's own: no text of a user or a document becomes one."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.short_forms = ShortForms(pack)
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
            "capital": wording.capital,
            "person": wording.person,
            "children_named": wording.children_named,
            "at_time": wording.at_time,
            "layer": lambda note: pack.layer(note.clauses),
            "quoted": wording.quoted,
        }

    @cached_property
    def earlier(self) -> str:
        """How a line that rests on earlier guidance begins."""
        parts = self._environment.get_template("parts.j2").module
        return str(parts.earlier("earlier"))  # type: ignore[attr-defined]

    def say(self, template: str, evidence: Evidence, values: Mapping[str, Any]) -> str:
        """A template of prompts/ in Markdown. `cite(clauses)` in it gives markers out."""
        rendered = self._environment.get_template(template).render(**values, cite=evidence.cite, pack=self._pack)
        lines = [line.rstrip() for line in rendered.strip().splitlines()]
        kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
        return "\n".join(kept)


def children_values(
    pack: Pack,
    children: Sequence[DecidedChild],
    asked: Asked,
    assumptions: tuple[AnswerAssumption, ...],
    today: date,
) -> dict[str, Any]:
    """What children.md.j2 is filled with."""
    resolutions = [child.decision.resolution for child in children]
    shared = together.common(resolutions)
    labels = [child.label for child in children]
    missing, _ = each_child.missing_date(pack, children)
    lines = [
        {
            "label": child.label,
            "kind": child.decision.kind,
            "r": child.decision.resolution,
            "overdue": _overdue(child.decision.resolution.transfer_point, today),
            "clauses": _decided_on(pack, child.decision.resolution),
            "conflict": asking.conflict(pack, child.decision),
        }
        for child in children
    ]
    return {
        "children": lines,
        "first": lines[0],
        "same": together.alike(resolutions) and all(child.decision.kind == "resolved" for child in children),
        "everyone": wording.everyone(len(children)),
        "shared": _parts(shared),
        "groups": [
            {"who": wording.children_named(who), **_parts(parts)}
            for who, parts in together.by_what_is_own(labels, resolutions)
        ],
        "statements": siblings_apart(pack, resolutions),
        "question": asked.questions[0] if asked.questions else None,
        "assumptions": assumptions,
        "missing_date": pack.events[missing].label if missing else None,
    }


def siblings_apart(pack: Pack, resolutions: Sequence[Resolution]) -> tuple[Statement, ...]:
    """What the pack says of brothers and sisters, where they go to different teams by a section that speaks of it."""
    topic = pack.topics.get(BROTHERS_AND_SISTERS)
    teams = {each.receiving_team or each.current_team for each in resolutions if each.outcome}
    if topic is None or len(teams) <= 1:
        return ()
    decided_on = {_section(clause) for each in resolutions for clause in _decided_on(pack, each)}
    speaks = {_section(clause) for statement in topic.statements for clause in statement.clauses}
    return topic.statements if speaks & decided_on else ()


def _section(clause: str) -> str:
    return clause.rpartition("/")[0]


def _parts(resolution: Resolution) -> dict[str, Any]:
    gone = [each for each in resolution.deadlines if each.status == "passed"]
    said = {each.caution for each in gone}
    grounds = {note.text: note.clauses for note in resolution.notes}
    duties = told(resolution)
    parts: dict[str, Any] = {
        "deadlines": resolution.deadlines,
        "case": duties.case,
        "added": duties.earlier,
        "co_allocated": resolution.co_allocated,
        "notes": [note for note in resolution.notes if note.text not in said],
    }
    ahead = len(resolution.deadlines) > len(gone)
    listed = (*duties.case.actions, *duties.case.requirements, *duties.earlier.actions, *duties.earlier.requirements)
    some = ahead or bool(listed or resolution.co_allocated or parts["notes"])
    passed = [{"deadline": each, "clauses": each.clauses + grounds.get(each.caution or "", ())} for each in gone]
    return {**parts, "any": some, "passed": passed}


def _decided_on(pack: Pack, resolution: Resolution) -> tuple[str, ...]:
    route, point = pack.routes.get(resolution.route or ""), resolution.transfer_point
    return (route.clauses if route else ()) + (point.clauses if point else ())


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
    duties = told(resolution)
    return {
        "decision": decision,
        "overdue": _overdue(resolution.transfer_point, today),
        "passed": [{"deadline": each, "clauses": each.clauses + grounds.get(each.caution or "", ())} for each in gone],
        "question": questions[0] if questions else None,
        "assumptions": assumptions,
        "route_clauses": route.clauses if route else (),
        "conflict": asking.conflict(pack, decision),
        "missing_date": pack.events[missing].label if missing else None,
        "case": duties.case,
        "added": duties.earlier,
        "notes": [note for note in resolution.notes if note.text not in said],
    }


def _overdue(point: TransferPoint | None, today: date) -> bool:
    last = (point.latest_date or point.date) if point else None
    return last is not None and last < today
