"""Whether the worker and the team of each duty are the evidence's, and neither end of a move is taken for the other."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.grounding.agents import Agent
from assistant.grounding.alignment import Evidence, Passage, Place
from assistant.grounding.fault import Fault

_ASIDE = frozenset(("with", "of", "in", "at", "for", "from", "to", "by", "into", "between", "against", "among", "on"))


def agent_faults(passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    theirs = [agent for each in evidence.passages for agent in each.agents]
    receiving = evidence.receiving
    for agent in passage.agents:
        if not any(agent.is_one(other, receiving) for other in theirs) and (agent.person or agent.side or agent.both):
            yield Fault("role")
        if agent.team and agent.direction:
            ways = {other.direction for other in theirs if other.team == agent.team}
            other_end = {"to": "from", "from": "to"}[agent.direction]
            told = agent.direction in ways
            if not told and (other_end in ways or (agent.direction == "to" and _moves(passage, agent))):
                yield Fault("team")
    governed = {item.clause for item in passage.items if item.modal}
    for at, item in enumerate(passage.items):
        if item.head or (item.content and item.kind == "word" and item.clause not in governed):
            yield from _of_verb(passage, at, evidence)


def _moves(passage: Passage, agent: Agent) -> bool:
    clause = passage.items[agent.start].clause
    return any(item.clause == clause and item.value == "move" for item in passage.items)


def _of_verb(passage: Passage, at: int, evidence: Evidence) -> Iterator[Fault]:
    item = passage.items[at]
    found = [place for place in evidence.places.get(item.key, ()) if place.item.content]
    places = evidence.likest(passage, at, found)
    if not places or not (item.head or all(place.item.head for place in places)):
        return
    doers, done_to = _parts(passage, at)
    if not doers and not done_to:
        return
    if not any(_fits(doers, done_to, place, evidence.receiving) for place in places):
        yield Fault("role")


def _fits(doers: list[Agent], done_to: list[Agent], place: Place, receiving: frozenset[str]) -> bool:
    their_doers, their_done_to = _parts(place.passage, place.at)
    if doers and their_doers and not all(_among(agent, their_doers, receiving) for agent in doers):
        return False
    if doers and their_done_to and not their_doers and any(_among(agent, their_done_to, receiving) for agent in doers):
        return False
    wrong = [agent for agent in done_to if _among(agent, their_doers, receiving)]
    return not wrong or any(_among(agent, their_done_to, receiving) for agent in wrong)


def _among(agent: Agent, others: list[Agent], receiving: frozenset[str]) -> bool:
    return any(agent.is_one(other, receiving) for other in others)


def _parts(passage: Passage, at: int) -> tuple[list[Agent], list[Agent]]:
    """Who does what the verb at `at` says, and to whom it is done, as far as its place in the clause tells."""
    item = passage.items[at]
    same = [agent for agent in passage.agents if agent.clause == item.clause]
    if any("last_day" in each.cues for each in passage.items if each.clause == item.clause):
        # "Last day to give the receiving team notice: ..., for the social worker"
        named = [agent for agent in passage.agents if passage.items[agent.start].sentence == item.sentence]
        doers = [agent for agent in named if agent.after == "for"]
        return doers, [agent for agent in same if agent not in doers]
    before = [agent for agent in same if agent.stop <= at and agent.after not in _ASIDE]
    if item.passive:
        return [agent for agent in same if agent.start > at and agent.after == "by"], before
    return before, [agent for agent in same if agent.start > at and not agent.after]
