"""What is said of each of several children by itself, as far as it tells which meetings are the child's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.children.children import Family
from assistant.understanding.children.scopes import ALL, UNCLEAR, Scopes, Whose
from assistant.understanding.sayings import Saying
from assistant.understanding.scene import Scene

TEAM, PLAN = "current_team", "plan"
Placed = list[tuple[Saying, Whose]]


@dataclass(frozen=True)
class Told:
    """A text of several children, and what it may answer."""

    scene: Scene
    family: Family
    scopes: Scopes
    pack: Pack
    asked: str | None = None
    asked_of: Sequence[int] = ()
    held: Mapping[str, Value] = field(default_factory=dict)
    tells: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """What each meeting tells of a case."""

    @cached_property
    def meetings(self) -> Sequence[bool]:
        """For each token, whether it belongs to a meeting or a date."""
        marks = [False] * len(self.scene.tokens)
        for event in self.scene.of("event"):
            marks[event.first : event.stop] = [True] * (event.stop - event.first)
        for day in self.scene.dates:
            marks[day.first : day.stop] = [True] * (day.stop - day.first)
        return marks


class Standing:
    """What is said of each child by itself, as far as it tells which meetings are the child's."""

    def __init__(self, placed: Placed, text: Told) -> None:
        self._text, self._pack, held = text, text.pack, text.held
        pack, children = text.pack, text.family.children
        self._shared: dict[str, Value] = dict(held)
        self._own: list[dict[str, Value]] = [dict(child.held) for child in children]
        values: dict[str, set[Value]] = {}
        for saying, _ in placed:
            values.setdefault(saying.fact, {held[saying.fact]} if saying.fact in held else set()).add(saying.value)
        for saying, whose in placed:
            if saying.stance != "said" or saying.by_meeting or saying.suggested:
                continue
            if pack.facts[saying.fact].kind == "date":
                continue
            # One team is the family's, and a plan that is said once, after a list of what each child is.
            once = len(values[saying.fact]) == 1
            families = once and (saying.fact == TEAM or (saying.fact == PLAN and whose.how == "carried"))
            if whose.means == "these" and len(whose.of) < len(children) and not families:
                for at in whose.of:
                    self._own[at][saying.fact] = saying.value
            elif whose.means in ("these", "all"):
                self._shared[saying.fact] = saying.value
        self._all = [self._shared | own for own in self._own]
        self._named = {name for event in pack.events for name in text.tells[event]}
        """The facts that a meeting may tell."""

    def fitting(self, saying: Saying, whose: Whose) -> Whose:
        """A meeting is of those whose plan it makes or reviews: an ICPC is not of the child who is on a CIN plan."""
        told = self._text.tells.get(saying.fact, {saying.fact: saying.value})
        everyone = range(len(self._own))
        own = whose.of if whose.means == "these" else frozenset[int]()
        fit = {at for at in everyone if told and all(self._all[at].get(name) == value for name, value in told.items())}
        unfit = {at for at in everyone if at not in own and at not in fit and self._unfit(at, told, own)}
        unfit |= {at for at in everyone if at in fit and at not in own and self._held_elsewhere(at, own)}
        fit -= unfit
        if not unfit:
            on_it = {at for at in fit if self._tells(at, told)}
            some = on_it and len(fit) < len(self._own)
            if own and not some:
                return ALL
            return ALL if not some or saying.by_meeting else Whose("these", own) if own else UNCLEAR
        if own:
            return Whose("these", own | fit)
        unknown = set(everyone) - fit - unfit
        return Whose("these", frozenset(fit)) if fit and not unknown else UNCLEAR

    def apart(self, saying: Saying, whose: Whose) -> bool:
        """Whether another child's standing is another one."""
        others = (at for at in range(len(self._own)) if at not in whose.of)
        return any(
            self._own[at].get(saying.fact, saying.value) != saying.value or self._held_elsewhere(at, whose.of)
            for at in others
        )

    def _unfit(self, at: int, told: Mapping[str, Value], own: frozenset[int]) -> bool:
        values = self._all[at]
        if any(values.get(name, value) != value for name, value in told.items()) or self._held_elsewhere(at, own):
            return True
        if not told:
            return False
        # Told of by another standing, and not by this one: looked after, and on no plan.
        if any(name in self._named for name in self._own[at]):
            return True
        return any(
            each.value != values[name]
            for name, spec in self._pack.facts.items()
            if name in self._own[at]
            for each in spec.implied
            if each.when.test({**values, **told}).truth
        )

    def _held_elsewhere(self, at: int, own: frozenset[int]) -> bool:
        teams = {self._all[each].get(TEAM) for each in own}
        apart = TEAM in self._own[at] or any(TEAM in self._own[each] for each in own)
        return bool(own) and apart and self._all[at].get(TEAM) not in teams

    def _tells(self, at: int, told: Mapping[str, Value]) -> bool:
        return any(name in self._own[at] for name in told)
