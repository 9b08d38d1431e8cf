"""What is said of a family, parted: what holds for all, what is one child's own, and what may be either's.

The team, the plan and the meetings are a family's unless they are said of one child; the rest is said of whom the
clause speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.family import Child, Family, only_named
from assistant.understanding.findings import ChildReading, SaidFact, WhoseFact, short
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import BIRTHDAY, Scene
from assistant.understanding.scopes import ALL, Scopes, Whose
from assistant.understanding.settling import Settled, settle

TEAM, PLAN = "current_team", "plan"


@dataclass
class Parted:
    shared: Sayings
    own: list[list[Saying]]
    whose: list[WhoseFact] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A text of several children, and what it may answer."""

    scene: Scene
    family: Family
    scopes: Scopes
    pack: Pack
    asked: str | None = None
    asked_of: Sequence[int] = ()

    @cached_property
    def meetings(self) -> Sequence[bool]:
        """For each token, whether it belongs to a meeting or a date."""
        marks = [False] * len(self.scene.tokens)
        for event in self.scene.of("event"):
            marks[event.first : event.stop] = [True] * (event.stop - event.first)
        for day in self.scene.dates:
            marks[day.first : day.stop] = [True] * (day.stop - day.first)
        return marks


def part(sayings: Sayings, text: Told) -> Parted:
    """Every saying to whom it is said of."""
    family, pack = text.family, text.pack
    parted = Parted(replace(sayings, told=[]), [_born(child) for child in family.children])
    placed = [(saying, _whose(saying, text)) for saying in sayings.told if saying.fact != "age"]
    for saying, whose in _told_apart(placed, family, pack):
        everyone = len(whose.of) == len(family.children)
        if whose.means == "all" or (whose.means == "these" and everyone):
            parted.shared.told.append(saying)
        elif whose.means == "these":
            for at in whose.of:
                parted.own[at].append(saying)
        elif whose.means == "unclear" and saying.stance == "said" and saying.suggested is None:
            parted.whose.append(WhoseFact(saying.fact, saying.value, short(saying.said)))
    return parted


def beside_siblings(scene: Scene) -> Scene:
    """For one child: without the team that holds a brother or sister who is only named, where another is said."""
    scopes = Scopes(scene, only_named(scene))
    kept = [role for role in scene.roles if scopes.whose(role.match.first, role.match.stop, shared=True) == ALL]
    return replace(scene, roles=kept) if any(role.part in ("current", "bare") for role in kept) else scene


def of_the_child(told: Sequence[Saying], scene: Scene, pack: Pack) -> list[Saying]:
    """For one child: without what is said of a brother or sister who is only named."""
    scopes = Scopes(scene, only_named(scene))
    kept = []
    for saying in told:
        whose = scopes.whose(saying.at, _stop(saying, scene), shared=True)
        if saying.fact == "age" or _is_shared(saying.fact, pack) or whose.means != "nobody":
            kept.append(saying)
    return kept


def settle_each(
    parted: Parted, family: Family, pack: Pack, held: Mapping[str, Value], words: Sequence[str]
) -> tuple[Settled, tuple[ChildReading, ...]]:
    """What all share, settled, and each child's own; a child's own word goes before what is said of all."""
    own_facts = [{saying.fact for saying in own} for own in parted.own]
    children = []
    for child, label, own, names in zip(family.children, family.labels(), parted.own, own_facts, strict=True):
        beside = [saying for saying in parted.shared.told if saying.fact not in names]
        theirs = Sayings(corrected=parted.shared.corrected, told=[*own, *beside])
        facts, unsure, retracted, _ = settle(theirs, pack, {**held, **child.held}, words)
        children.append(
            ChildReading(
                label,
                child.noun,
                {name: fact for name, fact in facts.items() if name in names},
                tuple(name for name in retracted if name in child.held and name not in held),
                tuple(each for each in unsure if each.fact in names),
            )
        )
    return settle(parted.shared, pack, held, words), tuple(children)


def _born(child: Child) -> list[Saying]:
    """What tells a child's age: the text, or a birth date that is left out of it."""
    told = [Saying(fact, value, "date of birth, left out", 0) for fact, value in child.birth.items()]
    if child.said is not None and child.said.age is not None and not child.birth:
        # A bare number among several children's is an age; "nearly 3" is not certain.
        certain = child.said.certain or child.said.text[:1].isdigit()
        told.append(Saying("age", child.said.age, child.said.text, child.said.first, certain=certain))
    return told


def _whose(saying: Saying, text: Told) -> Whose:
    scopes, stop = text.scopes, _stop(saying, text.scene)
    shared = _is_shared(saying.fact, text.pack) or saying.by_meeting
    whose = scopes.whose(saying.at, stop, shared=shared)
    if text.asked == saying.fact and text.asked_of and whose == ALL and not scopes.pointed:
        return Whose("these", frozenset(text.asked_of), close=True)
    if not shared or whose.means != "these":
        return ALL if shared and whose.means != "these" else whose
    if saying.by_meeting or text.pack.facts[saying.fact].kind == "date":
        # "ICPC 12 May for the 14 year old".
        led = whose.close and text.scene.words[stop : stop + 1] in (["for"], ["of"])
        return replace(whose, close=led or scopes.adjacent(saying.at, text.meetings))
    return whose


def _told_apart(placed: Sequence[tuple[Saying, Whose]], family: Family, pack: Pack) -> list[tuple[Saying, Whose]]:
    """What is a family's by nature, and yet said within one child's clause: the child's own, or everyone's."""
    return [
        (saying, whose)
        if not (_is_shared(saying.fact, pack) or saying.by_meeting)
        else (saying, _one_or_all(saying, whose, placed, family, pack))
        for saying, whose in placed
    ]


def _one_or_all(
    saying: Saying, whose: Whose, placed: Sequence[tuple[Saying, Whose]], family: Family, pack: Pack
) -> Whose:
    if whose.means != "these":
        return _of_those_on_the_plan(saying, whose, placed, family, pack)
    others = [
        (other.value, theirs.of)
        for other, theirs in placed
        if other.fact == saying.fact and theirs.means == "these" and not theirs.of & whose.of
    ]
    if any(value != saying.value for value, _ in others):
        return whose
    if saying.fact == TEAM:
        # One holds a family's case, unless another team is said of another child.
        return ALL
    if saying.fact == PLAN and not saying.by_meeting:
        return whose
    return whose if whose.close else _of_those_on_the_plan(saying, ALL, placed, family, pack)


def _of_those_on_the_plan(
    saying: Saying, whose: Whose, placed: Sequence[tuple[Saying, Whose]], family: Family, pack: Pack
) -> Whose:
    """A meeting is of those whose plan it makes or reviews: an ICPC is not of the child who is on a CIN plan."""
    event = pack.events.get(saying.fact)
    told = dict(event.facts) if event else {saying.fact: saying.value} if saying.by_meeting else {}
    if PLAN not in told:
        return whose
    plans: list[Value | None] = [child.held.get(PLAN) for child in family.children]
    for other, theirs in placed:
        if other.fact == PLAN and not other.by_meeting and other.stance == "said" and theirs.means == "these":
            for at in theirs.of:
                plans[at] = other.value
    if all(plan in (None, told[PLAN]) for plan in plans):
        return whose if all(plan is None for plan in plans) or all(plans) or saying.by_meeting else Whose("unclear")
    on_it = frozenset(at for at, plan in enumerate(plans) if plan == told[PLAN])
    return Whose("these", on_it) if on_it and all(plans) else Whose("unclear")


def _is_shared(fact: str, pack: Pack) -> bool:
    """Whether it is a family's by nature."""
    return fact in (TEAM, PLAN) or (pack.facts[fact].kind == "date" and fact != BIRTHDAY)


def _stop(saying: Saying, scene: Scene) -> int:
    end = scene.tokens[saying.at].start + len(saying.said) if scene.tokens else 0
    stop = saying.at + 1
    while stop < len(scene.tokens) and scene.tokens[stop].end <= end:
        stop += 1
    return stop


__all__ = ["Parted", "SaidFact", "part", "settle_each"]
