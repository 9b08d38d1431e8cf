"""The duties of a pack in words: when each holds, who must do what by when, and what it gives way to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant import overview
from assistant.clauses import Layer
from assistant.guidance import say_time
from assistant.pack import Pack
from assistant.rules import TRANSFER_POINT, DeadlineRule, Obligation


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a duty asks for or says."""

    who: str
    modal: str
    what: str
    clauses: tuple[str, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    id: str
    title: str
    layer: Layer
    when: str
    asks: tuple[Asked, ...]
    gives_way_to: tuple[tuple[str, str], ...]
    """Ids and titles of the current rules, any of which displaces it."""
    is_route: frozenset[str]
    """Those among them that are routes."""


def duties(pack: Pack) -> Mapping[str, tuple[Duty, ...]]:
    """File of the pack -> its duties, in the pack's order."""
    found: dict[str, list[Duty]] = {}
    for rule in pack.obligations.values():
        found.setdefault(pack.rule_files[rule.id], []).append(_duty(pack, rule))
    return {file: tuple(those) for file, those in found.items()}


def giving_way(pack: Pack) -> tuple[Duty, ...]:
    """The duties of earlier documents that a current rule displaces where it applies."""
    return tuple(_duty(pack, rule) for rule in pack.obligations.values() if rule.gives_way_to)


def _duty(pack: Pack, rule: Obligation) -> Duty:
    titles = {name: (pack.routes.get(name) or pack.obligations[name]).title for name in rule.gives_way_to}
    return Duty(
        id=rule.id,
        title=rule.title,
        layer=pack.layer(rule.clauses),
        when=overview.say(pack, rule.when),
        asks=tuple(_asks(pack, rule)),
        gives_way_to=tuple(titles.items()),
        is_route=frozenset(titles) & frozenset(pack.routes),
    )


def _asks(pack: Pack, rule: Obligation) -> Iterator[Asked]:
    for deadline in rule.deadlines:
        what = f"{deadline.label}: {_due(pack, deadline)}"
        yield Asked(deadline.who, deadline.modal.replace("_", " "), what, deadline.clauses)
    for action in rule.actions:
        yield Asked(action.who, action.modal.replace("_", " "), action.what, action.clauses, action.when or "")
    for each in rule.requirements:
        yield Asked("", each.modal.replace("_", " "), each.what, each.clauses)
    for beside in rule.co_allocated:
        role = beside.role.replace("_", " ")
        what = f"Is co-allocated ({role}{f', until {beside.until}' if beside.until else ''})"
        yield Asked(pack.teams[beside.team].short, "", what, beside.clauses)
    for note in rule.notes:
        yield Asked("", "", note.text, note.clauses)


def _due(pack: Pack, deadline: DeadlineRule) -> str:
    anchor = "the move" if deadline.anchor == TRANSFER_POINT else pack.events[deadline.anchor].label
    match deadline.relation:
        case "before":
            return f"at least {deadline.period} before {anchor}"
        case "within":
            return f"within {deadline.period} of {anchor}"
        case "on":
            return f"on the day of {anchor}"
        case "not_before":
            return f"not before {f'{deadline.period} after ' if deadline.period else ''}{anchor}"
        case "weekly":
            weekly = deadline.weekly
            return f"every {weekly.day.capitalize()}, {say_time(weekly.time)}" if weekly else "every week"
