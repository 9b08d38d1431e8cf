"""A case at one glance: where it moves, when, by when notice is due, and what must happen.

Taken from the resolution alone, so that the page and the terminal show the decision and nothing that was phrased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering import wording
from assistant.facts import FactSpec
from assistant.pack import Pack
from assistant.resolution import CoAllocated, Note, Requirement, Resolution, Role, told
from assistant.resolution import Duties as ToldDuties
from web.shown.steps import POINT, Step, by_person, deadline_key, due_words, how_far, in_date_order

_ROLES: dict[Role, str] = {
    "lead": "leads",
    "co_worker": "co-works",
    "personal_adviser": "personal adviser",
    "statutory_visits": "statutory visits",
}


RULE = "rule"
"""The key of the line that names the rule taken."""
LIVE = ("applies", "unknown")
"""The verdicts of routes that the case takes or may yet take."""


@dataclass(frozen=True)
class Line:
    """One line of the glance."""

    term: str
    words: str
    day: date | None = None
    hint: str = ""
    passed: bool = False
    clauses: tuple[str, ...] = ()
    key: str = ""
    """As of a step: the same for the same line of another answer."""


@dataclass(frozen=True)
class Duties:
    """What is to be done, by who does it, and what must be ready."""

    tasks: Mapping[str, Sequence[Step]]
    requirements: Sequence[Requirement]

    @property
    def count(self) -> int:
        return sum(map(len, self.tasks.values())) + len(self.requirements)


@dataclass(frozen=True)
class Glance:
    headline: str
    team: str
    """The receiving team's full name, where the headline has a short one."""
    lines: Sequence[Line]
    passed: Sequence[Step]
    """Deadlines whose day has gone by: what is said first."""
    steps: Sequence[Step]
    case: Duties
    added: Duties
    """What earlier guidance adds: folded."""
    standing: Duties
    """What holds for every move alike: folded."""
    notes: Sequence[Note]
    earlier: Sequence[Note]
    """Those among the notes that rest on earlier documents alone."""
    missing_date: FactSpec | None
    """The date that would let the days be worked out."""


def glance(pack: Pack, resolution: Resolution, today: date) -> Glance:
    steps = in_date_order(pack, resolution, today)
    passed = [step for step in steps if step.passed and not step.moves]
    said = {step.caution for step in passed}
    duties = told(resolution)
    notes = [note for note in resolution.notes if note.text not in said]
    receiving = pack.teams.get(resolution.receiving_team or "")
    return Glance(
        headline=headline(pack, resolution),
        team=receiving.label if receiving and receiving.label != receiving.short else "",
        lines=list(_lines(pack, resolution, today)),
        passed=passed,
        steps=steps,
        case=_duties(duties.case),
        added=_duties(duties.earlier),
        standing=_duties(duties.standing),
        notes=notes,
        earlier=[note for note in notes if pack.layer(note.clauses) == "earlier" and note.kind != "gap_filled"],
        missing_date=_missing_date(pack, resolution),
    )


def _duties(duties: ToldDuties) -> Duties:
    return Duties(by_person(duties.actions), duties.requirements)


def headline(pack: Pack, resolution: Resolution) -> str:
    """What becomes of the case, in a few words: "Moves to EmPower"."""
    current = wording.team(pack, resolution.current_team) or "the team that holds it"
    receiving = wording.team(pack, resolution.receiving_team)
    match resolution.outcome:
        case "transfer":
            return f"Moves to {receiving}"
        case "co_allocation":
            return f"Stays with {current}, co-allocated"
        case "joint_support":
            return f"{current} and {receiving} support together" if receiving else f"Stays with {current}, with support"
        case "no_transfer":
            return f"Stays with {current}"
        case "individual_decision":
            return "The managers decide this one"
        case "task":
            return f"A task for {receiving}" if receiving else "A task, not a transfer"
        case "refer":
            return f"Refer to {receiving}" if receiving else "Refer on"
        case "close":
            return f"Closes, and goes to {receiving}" if receiving else "Closes"
        case None:
            possible = [
                pack.routes[each.rule] for each in resolution.trace if each.rule in pack.routes and each.result in LIVE
            ]
            moves = all(route.outcome == "transfer" for route in possible)
            few = moves and 0 < len(resolution.candidates) <= wording.FEW
            return f"Moves to {wording.teams(pack, resolution.candidates)}" if few else "One answer decides the team"


def _lines(pack: Pack, resolution: Resolution, today: date) -> Iterator[Line]:
    if point := resolution.transfer_point:
        day = point.latest_date or point.date
        words = wording.at_point(pack, point) + (", by agreement" if point.by_agreement else "")
        words += ", by earlier guidance" if point.layer == "earlier" else ""
        term = "Moves by" if point.latest_date else "Moves"
        yield Line(term, words, day, how_far(day, today), bool(day and day < today), point.clauses, POINT)
    for deadline in resolution.deadlines:
        if deadline.relation == "before":
            words = deadline.label if deadline.due else f"{deadline.label}: {due_words(pack, deadline)}"
            hint = how_far(deadline.due, today)
            passed = deadline.status == "passed"
            yield Line("By", words, deadline.due, hint, passed, deadline.clauses, deadline_key(deadline))
    if route := pack.routes.get(resolution.route or ""):
        yield Line("Why", route.title, clauses=route.clauses, key=RULE)
    for each in resolution.co_allocated:
        words = beside(pack, each) + (f", until {each.until}" if each.until else "")
        yield Line("With it", words, clauses=each.clauses, key=beside_key(each))


def beside(pack: Pack, each: CoAllocated) -> str:
    """Who works beside the team: "EmPower (co-works)"."""
    return f"{wording.team(pack, each.team)} ({_ROLES[each.role]})"


def beside_key(each: CoAllocated) -> str:
    return f"beside {each.team} {each.role}"


def _missing_date(pack: Pack, resolution: Resolution) -> FactSpec | None:
    point = resolution.transfer_point
    return pack.facts.get(point.event) if point and not point.date else None
