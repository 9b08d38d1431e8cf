"""A worked case made of an answer that looks wrong, in the pack's own format, for a policy officer to judge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml
from pydantic_core import to_jsonable_python

from assistant.answering.turn import Assistant
from assistant.facts import read_facts
from assistant.resolution import Resolution

LONGEST_REASON = 500
"""Characters of what a person says is wrong."""


def write(assistant: Assistant, raw: Mapping[str, Any], today: date, expects: Mapping[str, str]) -> str:
    """The case as YAML: its facts, what the person expects of it, and above it what the assistant decided.

    `expects` holds `team`, `event`, `clause` and `why`, each of which may be missing. Raises UnknownFact.
    """
    pack = assistant.pack
    resolution = assistant.resolve(raw, today).resolution
    facts = {name: _plain(value) for name, value in read_facts(pack.facts, raw).items()}
    why = " ".join(expects.get("why", "").split())[:LONGEST_REASON]
    clause = expects.get("clause", "")
    expect: dict[str, Any] = {}
    if (team := expects.get("team")) in pack.teams:
        expect["receiving_team"] = team
    if (event := expects.get("event")) in pack.events:
        expect["transfer_point"] = {"event": event}
    case = {
        "id": f"looks-wrong-{today.isoformat()}",
        "why": " ".join(filter(None, (why, f"See {clause}." if clause in pack.clauses else ""))) or "It looks wrong.",
        "today": today,
        "facts": facts,
        "expect": expect or {"kind": "resolved"},
    }
    words = yaml.safe_dump([case], sort_keys=False, allow_unicode=True, width=100)
    return f"{_decided(resolution, pack.revision)}\n{words}"


def _decided(resolution: Resolution, revision: str) -> str:
    point = resolution.transfer_point
    lines = [
        "# An answer that looks wrong. To try it: put the case into the pack's cases/ folder under a name of its own,",
        "# and run `transfer-assistant check`: it fails as long as the rules decide otherwise than `expect` says.",
        f"# Decided by policy {revision}: route {resolution.route}, to {resolution.receiving_team},",
        f"# at {point.event if point else None} on {point.latest_date or point.date if point else None}.",
    ]
    return "\n".join(lines)


def _plain(value: Any) -> Any:
    return value if isinstance(value, date) else to_jsonable_python(value)
