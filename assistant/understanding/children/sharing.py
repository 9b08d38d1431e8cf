"""What is said of a family, parted: what holds for all, what is one child's own, and what may be either's.

The team, the plan and the meetings are a family's unless they are said of one child; the rest is said of whom the
clause speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.children.alike import from_same, in_order
from assistant.understanding.children.children import Child, Family
from assistant.understanding.children.family import only_named
from assistant.understanding.children.scopes import ALL, UNCLEAR, Scopes, Whose
from assistant.understanding.children.standings import PLAN, TEAM, Placed, Standing, Told
from assistant.understanding.children.swapped import says_swapped, swapped_between
from assistant.understanding.findings import ChildReading, SaidFact, WhoseFact, short
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import BIRTHDAY, Scene
from assistant.understanding.settling import Settled, settle
from assistant.understanding.vocabulary import Match

AGE = "age"


@dataclass
class Parted:
    shared: Sayings
    own: list[list[Saying]]
    whose: list[WhoseFact] = field(default_factory=list)
    pointed: tuple[int, ...] = ()
    gone: dict[int, set[str]] = field(default_factory=dict)
    """What each child has no more, by its place."""


def part(sayings: Sayings, text: Told) -> Parted:
    """Every saying to whom it is said of."""
    family = text.family
    own = [_born(child) for child in family.children]
    parted = Parted(replace(sayings, told=[]), own, pointed=text.scopes.pointed)
    placed = _placed([saying for saying in sayings.told if saying.fact != "age"], text)
    placed = in_order(text.scene, text.scopes, placed)
    placed += from_same(text, placed)
    swapped = swapped_between(sayings, text)
    for saying, whose in swapped:
        for at in whose.of:
            own[at].append(saying)
    changed = {saying.fact for saying, _ in swapped}
    if not swapped and not sayings.told and says_swapped(text.scene):  # nobody can tell what is whose now
        changed = {name for child in family.children for name in child.held if text.pack.facts[name].kind == "date"}
    for at, child in enumerate(family.children):
        parted.gone[at] = changed & child.held.keys()
    for saying, said_of in _told_apart(placed, text):
        able = _able(saying, text) if said_of.means == "all" else frozenset()
        whose = Whose("these", able) if able else said_of
        whose = UNCLEAR if whose.means == "all" and _days_differ(saying, text) else whose
        everyone = len(whose.of) == len(family.children)
        if whose.means == "all" or (whose.means == "these" and everyone):
            parted.shared.told.append(saying)
        elif whose.means == "these":
            for at in whose.of:
                parted.own[at].append(saying)
        elif whose.means == "unclear" and saying.stance == "said" and not (saying.suggested or saying.by_meeting):
            parted.whose.append(WhoseFact(saying.fact, saying.value, short(saying.said)))
    return parted


def _days_differ(saying: Saying, text: Told) -> bool:
    """ "The conference has moved to the 27th", where each of them has one on a day of its own."""
    if saying.by_meeting or text.pack.facts[saying.fact].kind != "date" or text.scopes.named_everyone:
        return False
    held = {**text.held}
    days = {child.held.get(saying.fact, held.get(saying.fact)) for child in text.family.children}
    return len(days - {None}) > 1


def _able(saying: Saying, text: Told) -> frozenset[int]:
    """Those of whom it can be, where by definition it cannot be of all: nobody of 3 is unborn. None, where it can."""
    able = frozenset(
        at
        for at, child in enumerate(text.family.children)
        if child.age is None or not _ruled_out(saying, child.age, text.pack)
    )
    return able if len(able) < len(text.family.children) else frozenset()


def _ruled_out(saying: Saying, age: float, pack: Pack) -> bool:
    return any(
        each.value != saying.value and each.when.test({"age": age}).truth
        for each in pack.facts[saying.fact].implied
        if {test.fact for test in each.when.tests()} == {"age"}
    )


@dataclass(frozen=True)
class Meant:
    """Of several children, what tells whose a meeting is, while the meetings are read."""

    told: Sequence[Saying]
    text: Told

    def told_of(self, event: Match) -> tuple[dict[str, Value], list[Saying], list[Match]]:
        text = self.text
        own = _reach(text.scopes.whose(event.first, event.stop), text)
        children = [text.family.children[at] for at in own]
        held = [{**child.held, **({} if child.age is None else {"age": child.age})} for child in children]
        alike = {name: value for name, value in held[0].items() if all(each.get(name) == value for each in held[1:])}
        one = len({saying.value for saying in self.told if saying.fact == TEAM}) == 1
        told = [
            saying for saying in self.told if (one and saying.fact == TEAM) or own & _reach(_whose(saying, text), text)
        ]
        meetings = [
            each for each in text.scene.of("event") if own & _reach(text.scopes.whose(each.first, each.stop), text)
        ]
        return {**text.held, **alike}, told, meetings

    def each_held(self) -> Sequence[Mapping[str, Value]]:
        pointed = self.text.scopes.pointed
        children = self.text.family.children
        return [child.held for at, child in enumerate(children) if at in pointed or not pointed]

    def asides(self) -> Sequence[tuple[int, int]]:
        return self.text.scopes.asides()

    def of_another(self, start: int, stop: int) -> bool:
        return self.text.scopes.of_another(start, stop)

    def of_each(self, one: int, other: int) -> bool:
        return self.text.scopes.of_each(one, other)


def _reach(whose: Whose, text: Told) -> frozenset[int]:
    return whose.of if whose.means == "these" else frozenset(range(len(text.family.children)))


def beside_siblings(scene: Scene) -> Scene:
    """For one child: without the team that holds a brother or sister who is only named, where another is said."""
    scopes = Scopes(scene, only_named(scene))
    kept = [role for role in scene.roles if scopes.whose(role.match.first, role.match.stop, commas=False) == ALL]
    return replace(scene, roles=kept, found={}) if any(role.part in ("current", "bare") for role in kept) else scene


def beside_family(scene: Scene, family: Family) -> Scene:
    """Without the team that holds a brother or sister who is only named beside the children of the case."""
    scopes = Scopes(scene, family)
    kept = [role for role in scene.roles if scopes.whose(role.match.first, role.match.stop).means != "nobody"]
    return replace(scene, roles=kept, found={}) if any(role.part in ("current", "bare") for role in kept) else scene


def of_the_child(told: Sequence[Saying], scene: Scene, pack: Pack) -> list[Saying]:
    """For one child: without what is said of a brother or sister who is only named."""
    scopes = Scopes(scene, only_named(scene))
    kept = []
    for saying in told:
        whose = scopes.whose(saying.at, _stop(saying, scene), commas=False)
        if saying.fact == "age" or _is_shared(saying.fact, pack) or whose.means != "nobody":
            kept.append(saying)
    return kept


def settle_each(
    parted: Parted, family: Family, pack: Pack, held: Mapping[str, Value], words: Sequence[str]
) -> tuple[Settled, tuple[ChildReading, ...]]:
    """What all share, settled, and each child's own; a child's own word goes before what is said of all."""
    own_facts = [{saying.fact for saying in own} for own in parted.own]
    some = parted.pointed if len(parted.pointed) < len(family.children) else ()
    children = []
    each_own = zip(family.children, family.labels(), parted.own, own_facts, strict=True)
    for at, (child, label, own, names) in enumerate(each_own):
        beside = [saying for saying in parted.shared.told if saying.fact not in names]
        forgotten = parted.shared.forgotten if at in parted.pointed or not parted.pointed else []
        forgotten = [*forgotten, *parted.gone.get(at, ())]
        theirs = Sayings(corrected=parted.shared.corrected, told=[*own, *beside], forgotten=forgotten)
        facts, unsure, retracted, _ = settle(theirs, pack, {**held, **child.held}, words)
        refused = {saying.fact for saying in own if saying.stance == "denied"}  # "the older one is not on CP"
        children.append(
            ChildReading(
                label,
                child.noun,
                {name: fact for name, fact in facts.items() if name in names},
                tuple(
                    name
                    for name in retracted
                    if (name in child.held and name not in held)
                    or name in refused
                    or (at in some and name in forgotten)
                ),
                tuple(each for each in unsure if each.fact in names),
                child.mark,
            )
        )
    # What one of them has on another day, the others have on the day that was held.
    kept = [name for name in parted.shared.forgotten if not some and not any(name in names for names in own_facts)]
    return settle(replace(parted.shared, forgotten=kept), pack, held, words), tuple(children)


def _born(child: Child) -> list[Saying]:
    """What tells a child's age: the text, or a birth date that is left out of it."""
    told = [Saying(fact, value, "date of birth, left out", 0) for fact, value in child.birth.items()]
    if child.said is None and child.age is not None and not child.birth and AGE not in child.held:
        told.append(Saying(AGE, child.age, child.noun, 0))  # "Her twin"
    if child.said is not None and child.said.age is not None and not child.birth:
        # A bare number among several children's is an age; "nearly 3" is not certain.
        certain = child.said.certain or child.said.text[:1].isdigit()
        told.append(Saying("age", child.said.age, child.said.text, child.said.first, certain=certain))
    return told


def _placed(told: Sequence[Saying], text: Told) -> Placed:
    """Each saying with whom its clause speaks of; a meeting's date goes with its name."""
    placed = [(saying, _whose(saying, text)) for saying in told]
    meetings = {each.first: each for each in text.scene.of("event")}
    found: Placed = []
    for saying, whose in placed:
        if saying.by_meeting or text.pack.facts[saying.fact].kind != "date" or whose.close:
            found.append((saying, whose))
            continue
        names = [first for first, each in meetings.items() if saying.fact in each.ids]
        near = min(names, key=lambda first: abs(first - saying.at), default=None)
        named = None if near is None else _whose(replace(saying, at=near, said="", by_meeting=True), text)
        found.append((saying, named if named is not None and named.means == "these" else whose))
    return found


def _whose(saying: Saying, text: Told) -> Whose:
    scopes, stop = text.scopes, _stop(saying, text.scene)
    whose = scopes.whose(saying.at, stop)
    if text.asked == saying.fact and text.asked_of and whose == ALL and not scopes.pointed:
        return Whose("these", frozenset(text.asked_of), "close")
    if _is_shared(saying.fact, text.pack) and not saying.by_meeting and whose.means == "nobody":
        return ALL
    if whose.means != "these" or not (saying.by_meeting or text.pack.facts[saying.fact].kind == "date"):
        return whose
    # "ICPC 12 May for the 14 year old".
    led = whose.close and text.scene.words[stop : stop + 1] in (["for"], ["of"])
    if not whose.close and (led or scopes.beside(saying.at, stop, text.meetings)):
        return replace(whose, how="close")
    return whose


def _told_apart(placed: Placed, text: Told) -> Placed:
    """What is a family's by nature, and yet said within one child's clause: the child's own, or everyone's."""
    standing = Standing(placed, text)
    return [
        (saying, _one_or_all(saying, whose, placed, standing, text) if _may_be_shared(saying, text.pack) else whose)
        for saying, whose in placed
    ]


def _may_be_shared(saying: Saying, pack: Pack) -> bool:
    return _is_shared(saying.fact, pack) or saying.by_meeting


def _one_or_all(saying: Saying, whose: Whose, placed: Placed, standing: Standing, text: Told) -> Whose:
    if whose.means == "nobody":
        return ALL if _is_shared(saying.fact, text.pack) else whose
    another = text.held.get(TEAM, saying.value) != saying.value
    if whose.means == "unclear" and whose.how != "carried" and (saying.fact != TEAM or another):
        return whose  # "He's on CP", of two boys
    meets = saying.by_meeting or saying.fact in text.pack.events
    if whose.means != "these":
        return standing.fitting(saying, whose) if meets else ALL
    others = [
        (other.value, theirs.of)
        for other, theirs in placed
        if other.fact == saying.fact and theirs.means == "these" and not theirs.of & whose.of and other.stance == "said"
    ]
    if any(value != saying.value for value, _ in others):
        return whose
    if saying.fact == TEAM:
        # One holds a family's case, unless another team is said of another child, or held.
        return whose if text.held.get(TEAM, saying.value) != saying.value and whose.how != "carried" else ALL
    if whose.close:
        return whose
    if meets:
        return standing.fitting(saying, whose)
    return whose if whose.how == "within" or standing.apart(saying, whose) else ALL


def _is_shared(fact: str, pack: Pack) -> bool:
    """Whether it is a family's by nature."""
    begun = fact in pack.events and pack.events[fact].begun_by
    return fact in (TEAM, PLAN) or (pack.facts[fact].kind == "date" and fact != BIRTHDAY and not begun)


def _stop(saying: Saying, scene: Scene) -> int:
    end = scene.tokens[saying.at].start + len(saying.said) if scene.tokens else 0
    stop = saying.at + 1
    while stop < len(scene.tokens) and scene.tokens[stop].end <= end:
        stop += 1
    return stop


__all__ = ["Parted", "SaidFact", "part", "settle_each"]
