"""Several children in a conversation: each one's own facts as they grow, and when they are another family's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answering.state import HeldChild, HeldFact
from assistant.conditions import Condition
from assistant.facts import FactSpec
from assistant.understanding.findings import Reading, SaidFact
from assistant.understanding.language.english import english

ENOUGH_FOR_A_CASE = 3
AGE = "age"


@dataclass
class Growing:
    """A child while a message is heard."""

    noun: str = ""
    facts: dict[str, HeldFact] = field(default_factory=dict)
    mark: int | None = None


def held_fact(said: SaidFact, turn: int) -> HeldFact:
    return HeldFact(value=said.value, said=said.said[:200], turn=turn)


def grown(
    held: Sequence[HeldChild],
    facts: dict[str, HeldFact],
    reading: Reading,
    turn: int,
    specs: Mapping[str, FactSpec],
) -> list[Growing]:
    """The children with what the message says of each.

    Where a child is brought in, what was held becomes the own of those who were known, but for what a family shares;
    who may be of another home shares nothing.
    """
    children = [Growing(child.noun, dict(child.facts), child.mark) for child in held]
    brought = list(reading.children[len(held) :])
    for at, said in enumerate(reading.children):
        if at == len(children):
            children.append(Growing(said.noun))
        children[at].mark = children[at].mark or said.mark
        for name in said.retracted:
            if held and name in facts and name not in children[at].facts:  # the others' still
                own = facts.pop(name)
                for other in children[: len(held)]:
                    other.facts.setdefault(name, own)
            (children[at].facts if held else facts).pop(name, None)
        children[at].facts |= {name: held_fact(fact, turn) for name, fact in said.facts.items() if fact.certain}
    known = children[: len(held)]
    if children and not held and AGE in facts:
        first = next((child for child in children if child.facts.get(AGE, facts[AGE]).value == facts[AGE].value), None)
        known = [first] if first is not None else []
        aged = [each for each in reading.children if AGE in each.facts]
        twins = english().born_together
        brought = [each for each in aged if each.facts[AGE].value != facts[AGE].value or each.noun in twins]
    if children and not held and AGE not in facts and english().stages.get(reading.children[0].noun) == 0:
        known, brought = children[:1], list(reading.children[1:])  # a child to be born, and who is brought in
    if known and brought:
        relatives = all(each.noun not in english().of_another_home for each in brought)
        for name in [name for name in facts if not (relatives and name in specs and specs[name].family)]:
            own = facts.pop(name)
            for child in known:
                child.facts.setdefault(name, own)
    return children


def part_meetings(children: Sequence[Growing], facts: dict[str, HeldFact], specs: Mapping[str, FactSpec]) -> None:
    """A meeting of all is of the others only, once one of them has a plan of its own that the meeting does not make."""
    for name, spec in specs.items():
        for event, value in [(event, each.value) for each in spec.implied for event in _given(each.when)]:
            others = [child for child in children if name not in child.facts or child.facts[name].value == value]
            if event in facts and len(others) < len(children):
                day = facts.pop(event)
                for child in others:
                    child.facts.setdefault(event, day)


def without(children: list[Growing], facts: dict[str, HeldFact], dropped: Collection[int]) -> list[Growing]:
    """Those who are still spoken of; what is held of the only one left is the case's."""
    left = [child for at, child in enumerate(children) if at not in dropped]
    if dropped and len(left) == 1:
        facts |= left[0].facts
        return []
    return left


def _given(when: Condition) -> Iterator[str]:
    """The one fact that has only to be known."""
    tests = list(when.tests())
    if len(tests) == 1 and tests[0].wants == "given":
        yield tests[0].fact


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
        new = reading.children[len(held) :]
        if len(new) == 1 and (reading.goes_on or new[0].noun in english().sibling_words):
            return False  # "And the baby is on CIN"
        brought = len(new)
        said = len(reading.facts) + sum(len(child.facts) for child in reading.children)
        return reading.strangers and (brought > 1 or said >= ENOUGH_FOR_A_CASE)
    ages = [child.facts[AGE].value for child in reading.children if AGE in child.facts]
    return AGE in facts and len(ages) == len(reading.children) and facts[AGE].value not in ages
