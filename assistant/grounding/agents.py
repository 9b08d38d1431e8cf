"""Who is spoken of in a text: a worker or a team, with what tells it from the others, and its part in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.grounding.english import english
from assistant.grounding.reading import Item

BEHIND = 3
"""Items in which what follows a worker may tell its team: "of the Leaving Care team"."""
_OF = frozenset(("of", "in", "from", "for", "at", "within"))


@dataclass(frozen=True, slots=True)
class Agent:
    start: int
    stop: int
    """One past its last item."""
    clause: int
    team: str | None
    person: str | None
    """The kind of worker; None of a team as a whole."""
    side: str | None
    """`receiving` or `sending`, where it is told by that."""
    both: bool
    after: str
    """The preposition before it, or nothing."""
    direction: str | None
    """`to` or `from`, where it is one end of a move."""

    def is_one(self, other: Agent, receiving: frozenset[str]) -> bool:
        """Whether it may be an agent of the evidence, whose cases go to the teams `receiving`."""
        return (
            _same_person(self.person, other.person)
            and self.both == other.both
            and self._same_team(other, receiving)
            and not (self.team is None and self.side and other.side and self.side != other.side)
        )

    def _same_team(self, other: Agent, receiving: frozenset[str]) -> bool:
        if self.team is None:
            goes_to = other.team is not None and other.team in receiving
            return not (self.side == "receiving" and other.team and not goes_to) and not (
                self.side == "sending" and goes_to
            )
        if other.team is None:
            return other.side == "receiving" and self.team in receiving
        return self.team == other.team


def _same_person(mine: str | None, other: str | None) -> bool:
    """ "The worker" may be the social worker, and a team as a whole is no worker of it."""
    mine, other = (None if each in ("team", "service") else each for each in (mine, other))
    if mine is None or other is None:
        return mine == other
    return mine == other or f" {other}".endswith(f" {mine}")


def agents(items: Sequence[Item]) -> list[Agent]:
    found: list[Agent] = []
    at = 0
    while at < len(items):
        agent = _agent(items, at)
        if agent:
            if found and found[-1].stop == at - 1 and items[at - 1].raw.strip() == "(":  # the same by another name
                agent = replace(agent, clause=found[-1].clause)
            found.append(agent)
            at = agent.stop
        else:
            at += 1
    return found


def _agent(items: Sequence[Item], at: int) -> Agent | None:  # noqa: PLR0912 - one branch for each part of a name
    lists = english()
    here, team, person, side, both = at, None, None, None, False
    while here < len(items) and person is None:
        item = items[here]
        raw = item.raw.casefold()
        if item.kind == "person":
            person = str(item.value)
            if (
                person == "manager"
                and items[here - 1].kind == "team"
                and items[here - 1].raw.casefold().endswith("team")
            ):
                person = "team manager"  # the name took the word "team" with it
        elif item.kind == "team" and team is None:
            team = str(item.value)
        elif team and _named_again(items, here, team):
            here += 2
        elif raw in lists.both and team is None:
            both = True
        elif "holding" in item.cues and team is None:
            side = "sending"
        elif raw in lists.receiving and team is None:
            side = "receiving"
        elif raw in lists.sending and team is None:
            side = "sending"
        elif not (both and raw in ("of", "the", "team")):
            break
        here += 1
    if person is None and team is None:
        return None
    stop = here
    if person and team is None:
        team, stop = _team_behind(items, stop)
    if any("holding" in each.cues for each in items[stop : stop + 2]):
        side = "sending"
    owns = items[here - 1].raw.casefold().replace("\u2019", "'").endswith(("'s", "s'"))  # "EmPower's form"
    before = "of" if owns else _before(items, at)
    return Agent(at, stop, items[at].clause, team, person, side, both, before, _direction(items, at, stop, before))


def _named_again(items: Sequence[Item], at: int, team: str) -> bool:
    """Whether the same team stands in brackets by its other name: "CFW (Child and Family Wellbeing)"."""
    again = items[at : at + 3]
    return len(again) == 3 and again[0].raw.strip() == "(" and again[1].value == team and ")" in again[2].raw  # noqa: PLR2004


def _team_behind(items: Sequence[Item], stop: int) -> tuple[str | None, int]:
    if stop < len(items) and items[stop].raw.casefold() in _OF:
        for here in range(stop + 1, min(stop + BEHIND, len(items))):
            if items[here].kind == "team":
                return str(items[here].value), here + 1
            if not items[here].free:
                break
    return None, stop


def _before(items: Sequence[Item], at: int) -> str:
    here = at - 1
    while here >= 0 and items[here].free and not items[here].cues and items[here].raw.casefold() in _ARTICLES:
        here -= 1
    if here < 0 or not items[here].free:
        return ""
    raw = items[here].raw.casefold()
    return raw if raw in _PREPOSITIONS or "direction" in items[here].cues else ""


_ARTICLES = frozenset(("the", "a", "an", "its", "their", "our", "your", "that"))
_PREPOSITIONS = frozenset(
    ("of", "for", "with", "to", "from", "by", "in", "at", "on", "into", "about", "between", "against", "among")
)


def _direction(items: Sequence[Item], at: int, stop: int, before: str) -> str | None:
    """One end of a move: "to EmPower", "EmPower takes it over"; "out of", "from"."""
    lists = english().lists.directions
    for way in ("to", "from"):
        if before in lists[way]:
            return way
    following = next((each for each in items[stop : stop + 2] if each.kind == "word" and not each.free), None)
    if following is not None and "receives" in following.cues and not before:
        return "to"
    if following is not None and "gives_up" in following.cues and not before:
        return "from"
    return None
