"""A word of the vocabulary explained: what it stands for, what it means in general use, which cases move at it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.answering.wording import capital
from assistant.overview import CURRENT_TEAM
from assistant.pack import Pack
from assistant.resolution import Clauses
from assistant.terms import Event, Term

_SHORT = re.compile(r"[A-Za-z&]*[A-Z][a-z&]*[A-Z]\w*")
SEVERAL = 4
"""From how many sending teams on they are not named one by one."""


@dataclass(frozen=True, slots=True)
class Move:
    """Cases that move at an event."""

    senders: tuple[str, ...]
    """Ids of teams; none where it is any of many."""
    receivers: tuple[str, ...]
    clauses: Clauses


@dataclass(frozen=True, slots=True)
class Explained:
    heading: str
    """What it is called: "Initial child protection conference (ICPC)"."""
    stands_for: str
    """What it stands for beside that; "" where the heading says it."""
    plain: str
    """What it means in general use, which is not from the policy; "" where the pack does not say."""
    moves: tuple[Move, ...]


def terms(pack: Pack, names: Collection[str]) -> list[Term]:
    """The terms of these names that there is anything to say of; an event without a term of its own as one."""
    found = [term for term in pack.terms if term.id in names and is_glossed(pack, term)]
    told = {name for term in found if term.id in pack.plainly for name in pack.plainly[term.id].of}
    for name in names:
        if name in pack.events and name in pack.plainly and name not in told:
            found.append(_as_term(pack.events[name]))
    return found


def is_glossed(pack: Pack, term: Term) -> bool:
    return bool(term.expansion or term.meaning or term.id in pack.plainly)


def explain(pack: Pack, term: Term) -> Explained:
    word = pack.plainly.get(term.id)
    events = [name for name in (word.of if word else (term.id,)) if name in pack.events]
    in_full = bool(_SHORT.fullmatch(term.label)) and bool(term.expansion)
    heading = f"{capital(term.expansion)} ({term.label})" if in_full else capital(term.label)
    told = in_full or term.expansion.lower() in term.label.lower()
    return Explained(heading, "" if told else term.expansion, word.plain if word else "", tuple(_moves(pack, events)))


def _moves(pack: Pack, events: Collection[str]) -> Iterator[Move]:
    """By sending teams, those of the current policy."""
    found: dict[tuple[str, ...], tuple[dict[str, None], dict[str, None]]] = {}
    holders = [team.id for team in pack.teams.values() if team.holds_cases]
    for route in pack.routes.values():
        points = [each for each in pack.points.get(route.transfer_point or "", ()) if each.event in events]
        if not points or not route.receiving_team or pack.layer(route.clauses) == "earlier":
            continue
        senders = tuple(team for team in holders if route.when.admits(CURRENT_TEAM, team))
        key = senders if len(senders) < SEVERAL else ()
        receivers, clauses = found.setdefault(key, ({}, {}))
        receivers[route.receiving_team] = None
        clauses.update(dict.fromkeys(clause for point in points for clause in point.clauses))
    for key, (receivers, clauses) in found.items():
        yield Move(key, tuple(receivers), tuple(clauses))


def _as_term(event: Event) -> Term:
    return Term(id=event.id, label=event.date_label or event.label.removeprefix("the "), says=event.says)
