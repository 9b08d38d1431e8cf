"""The guided tour: one made-up child's way through the teams, a worked case of the pack for each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.cases import Case, decide, read_journey
from assistant.facts import read_facts
from assistant.pack import Pack
from web.shown.glance import Glance, glance


@dataclass(frozen=True, slots=True)
class Step:
    """A move from one team to the next."""

    sender: str
    receiver: str
    """Team ids."""
    story: str
    """What happens, as the worked case tells why it is there."""
    today: date
    """The day from which it is looked at."""
    told: tuple[tuple[str, str], ...]
    """What is known then: a fact's name in words, and its value."""
    glance: Glance
    """The decision: at which meeting, by when, on which clauses."""


def tour(pack: Pack) -> Sequence[Step]:
    """The steps in order, each decided by the rules as they are; none where the pack tells of no child."""
    return tuple(filter(None, (_step(pack, case) for case in read_journey(pack.folder))))


def _step(pack: Pack, case: Case) -> Step | None:
    """None for a case that moves nobody: a tour shows moves."""
    resolution = decide(pack, case).resolution
    if not resolution.current_team or not resolution.receiving_team:
        return None
    given = read_facts(pack.facts, case.facts)
    return Step(
        sender=resolution.current_team,
        receiver=resolution.receiving_team,
        story=case.why,
        today=case.today,
        told=tuple((spec.label, spec.say(given[name])) for name, spec in pack.facts.items() if name in given),
        glance=glance(pack, resolution, case.today),
    )
