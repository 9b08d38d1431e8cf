"""Several children in a conversation: each one's own facts as they grow, and when they are another family's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from assistant.answering.state import HeldChild, HeldFact
from assistant.understanding.findings import Reading, SaidFact

ENOUGH_FOR_A_CASE = 3
TEAM, AGE = "current_team", "age"


@dataclass
class Growing:
    """A child while a message is heard."""

    noun: str = ""
    facts: dict[str, HeldFact] = field(default_factory=dict)


def held_fact(said: SaidFact, turn: int) -> HeldFact:
    return HeldFact(value=said.value, said=said.said[:200], turn=turn)


def grown(held: Sequence[HeldChild], facts: dict[str, HeldFact], reading: Reading, turn: int) -> list[Growing]:
    """The children with what the message says of each.

    Where there was one child so far, what was held of it becomes its own; only the team is taken for all.
    """
    children = [Growing(child.noun, dict(child.facts)) for child in held]
    for at, said in enumerate(reading.children):
        if at == len(children):
            children.append(Growing(said.noun))
        for name in said.retracted:
            children[at].facts.pop(name, None)
        children[at].facts |= {name: held_fact(fact, turn) for name, fact in said.facts.items() if fact.certain}
    if children and not held and AGE in facts:
        first = next((child for child in children if child.facts.get(AGE, facts[AGE]).value == facts[AGE].value), None)
        for name in [name for name in facts if name != TEAM and first is not None]:
            own = facts.pop(name)
            if first is not None:
                first.facts.setdefault(name, own)
    return children


def forget(children: Sequence[Growing], names: Collection[str], reading: Reading) -> None:
    """What is said of all holds for each, but for whom the same message says otherwise."""
    for at, child in enumerate(children):
        own = reading.children[at].facts if at < len(reading.children) else {}
        for name in names:
            if name not in own:
                child.facts.pop(name, None)


def other_family(held: Sequence[HeldChild], facts: dict[str, HeldFact], reading: Reading) -> bool:
    """Whether the message tells of other children than those, or the one, that the conversation was about."""
    if held:
        brought = len(reading.children) - len(held)
        said = len(reading.facts) + sum(len(child.facts) for child in reading.children)
        return reading.strangers and (brought > 1 or said >= ENOUGH_FOR_A_CASE)
    ages = [child.facts[AGE].value for child in reading.children if AGE in child.facts]
    return AGE in facts and len(ages) == len(reading.children) and facts[AGE].value not in ages
