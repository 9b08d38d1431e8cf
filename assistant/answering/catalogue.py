"""What the pack holds, laid out for other programs: its pathways, its glossary."""

from __future__ import annotations

from typing import Any

from assistant.answering import explained
from assistant.pack import Pack


def pathways(pack: Pack) -> list[dict[str, Any]]:
    """Every route: its condition as the pack writes it, where it leads, at which events, and on which clauses."""
    return [
        {
            "route": route.id,
            "title": route.title,
            "when": dict(route.when.source),
            "exception_to": route.exception_to,
            "outcome": route.outcome,
            "direction": route.direction,
            "receiving_team": route.receiving_team,
            "transfer_points": [
                {
                    "event": point.event,
                    "label": pack.events[point.event].label,
                    "when": dict(point.when.source),
                    "limit": f"within {point.limit.within}" if point.limit else None,
                    "by_agreement": point.by_agreement,
                    "clauses": point.clauses,
                }
                for point in pack.points.get(route.transfer_point or "", ())
            ],
            "clauses": route.clauses,
            "layer": pack.layer(route.clauses),
        }
        for route in pack.routes.values()
    ]


def glossary(pack: Pack) -> list[dict[str, Any]]:
    """Teams by today's name with their old ones, and the words and acronyms of the field, in alphabetical order."""
    teams = [
        {
            "term": team.id,
            "label": team.label,
            "acronym": "",
            "expansion": "",
            "meaning": "",
            "plain": "",
            "old_names": [old.name for old in team.old_names],
            "clauses": (),
        }
        for team in pack.teams.values()
    ]
    words = [
        {
            "term": term.id,
            "label": term.label,
            "acronym": term.acronym,
            "expansion": term.expansion,
            "meaning": term.meaning,
            "plain": pack.plainly[term.id].plain if term.id in pack.plainly else "",
            "old_names": [],
            "clauses": term.clauses,
        }
        for term in pack.terms
        if explained.is_glossed(pack, term)
    ]
    return sorted([*teams, *words], key=lambda entry: str(entry["label"]).lower())
