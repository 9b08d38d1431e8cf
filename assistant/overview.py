"""A pack laid out for its reader: every route in words, by sending team, and which goes before which."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import Any

from assistant.clauses import Layer
from assistant.conditions import Condition, Day, Group, Not, Part, Range, Since, Test
from assistant.pack import Pack
from assistant.rules import Point, Route

CURRENT_TEAM = "current_team"
_DECIDED = {
    "route": "Rule taken",
    "outcome": "Outcome",
    "receiving_team": "Receiving team",
    "transfer_event": "Transfer point",
}
"""What an obligation's condition may read beside the facts, as people call it."""


@dataclass(frozen=True, slots=True)
class RouteInWords:
    """One line of the table of routes."""

    id: str
    title: str
    when: str
    outcome: str
    receiving_team: str
    at: str
    clauses: tuple[str, ...]
    layer: Layer
    goes_before: tuple[str, ...]
    """The routes that it is an exception to."""


def routes_by_team(pack: Pack) -> dict[str, tuple[RouteInWords, ...]]:
    """Team, by its short name, -> the routes of cases that it holds; a route of several teams stands with each."""
    found: dict[str, tuple[RouteInWords, ...]] = {}
    for team in (each for each in pack.teams.values() if each.holds_cases):
        routes = tuple(
            in_words(pack, route) for route in pack.routes.values() if route.when.admits(CURRENT_TEAM, team.id)
        )
        if routes:
            found[team.short] = routes
    return found


def in_words(pack: Pack, route: Route) -> RouteInWords:
    points = pack.points.get(route.transfer_point or "", ())
    return RouteInWords(
        id=route.id,
        title=route.title,
        when=say(pack, route.when, leave_out=(CURRENT_TEAM,)),
        outcome=route.outcome.replace("_", " "),
        receiving_team=pack.teams[route.receiving_team].short if route.receiving_team else "",
        at="; else ".join(dict.fromkeys(_at(pack, point) for point in points)),
        clauses=route.clauses,
        layer=pack.layer(route.clauses),
        goes_before=tuple(sorted(pack.excepted[route.id])),
    )


def say(pack: Pack, condition: Condition, leave_out: tuple[str, ...] = ()) -> str:
    """A condition in words: `Not looked after; Plan: Child in need plan; Age: 13 to under 19`."""
    part = condition.part
    parts = part.parts if isinstance(part, Group) and not part.decides else (part,)
    kept = [each for each in parts if not (isinstance(each, Test) and each.fact in leave_out)]
    return "; ".join(say_part(pack, each) for each in kept) or "always"


def say_part(pack: Pack, part: Part) -> str:
    """A part of a condition in words: `Age: 13 to under 19`."""
    if isinstance(part, Not):
        return f"not ({say_part(pack, part.part)})"
    if isinstance(part, Group):
        said = [(each, say_part(pack, each)) for each in part.parts]
        inner = [f"({words})" if isinstance(each, Group) else words for each, words in said]
        return (" or " if part.decides else " and ").join(inner)
    label = label_of(pack, part.fact)
    if isinstance(part, Since):
        until = " or ".join(label_of(pack, name).lower() for name in part.until)
        return f"{label}: within {part.period} of {until}"
    spec = pack.facts.get(part.fact)
    wanted = _wants(pack, part.fact, part.wants)
    # What a yes or a no is called tells of itself what it is about.
    return wanted if spec and spec.kind == "yes_no" and isinstance(part.wants, frozenset) else f"{label}: {wanted}"


def _wants(pack: Pack, fact: str, wants: Any) -> str:
    if isinstance(wants, str):
        spec = pack.facts.get(fact)
        date = "date " if spec is None or spec.kind == "date" else ""
        return f"{date}known" if wants == "given" else f"{date}not known"
    if isinstance(wants, Range):
        low = "" if wants.at_least is None else f"{wants.at_least:g}"
        high = "" if wants.under is None else f"under {wants.under:g}"
        return f"{low} to {high}" if low and high else f"{low} or over" if low else high
    if isinstance(wants, Day):
        return f"{wants.day} {calendar.month_name[wants.month]}"
    return " or ".join(say_value(pack, fact, value) for value in sorted(wants, key=str))


def say_value(pack: Pack, fact: str, value: Any) -> str:
    """A value of a fact, or of what was decided, in words."""
    if fact in pack.facts:
        return pack.facts[fact].say(value)
    if fact == "receiving_team" and value in pack.teams:
        return pack.teams[value].short
    if fact == "transfer_event" and value in pack.events:
        return pack.events[value].label
    if fact == "route" and value in pack.routes:
        return pack.routes[value].title
    return "none" if value is None else str(value).replace("_", " ")


def label_of(pack: Pack, fact: str) -> str:
    """What a fact, or what was decided, is called."""
    return pack.facts[fact].label if fact in pack.facts else _DECIDED.get(fact, fact.replace("_", " "))


def _at(pack: Pack, point: Point) -> str:
    event = pack.events[point.event]
    words = f"{event.preposition} {event.label}".strip()
    return f"within {point.limit.within} of {event.label}" if point.limit else words


def exceptions(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Route -> the routes that it goes before when both hold, by id; only those that go before any."""
    return {route: tuple(sorted(others)) for route, others in pack.excepted.items() if others}


def table(pack: Pack) -> str:
    """The routes and the exceptions among them as Markdown, for a page that a forge shows."""
    lines = ["| held by | route | outcome | moves to | at |", "| --- | --- | --- | --- | --- |"]
    for team, routes in routes_by_team(pack).items():
        for route in routes:
            title = f"{route.title} (earlier guidance)" if route.layer == "earlier" else route.title
            lines.append(f"| {team} | {title} | {route.outcome} | {route.receiving_team or '-'} | {route.at or '-'} |")
    lines += ["", "Where two of them hold, the first goes before those under it:", ""]
    for first, others in exceptions(pack).items():
        lines.append(f"- {pack.routes[first].title} (`{first}`)")
        lines += [f"  - {pack.routes[other].title} (`{other}`)" for other in others]
    return "\n".join(lines)
