"""Children as a text tells of them, and the stretches of it that speak of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.facts import Value
from assistant.understanding.ages import AgeMention
from assistant.understanding.language.english import english
from assistant.understanding.language.labels import labels

MOST_CHILDREN = 8
Means = Literal["these", "all", "nobody", "unclear"]


@dataclass(frozen=True, slots=True)
class HeldChild:
    """A child that the conversation knows already."""

    noun: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)
    mark: int | None = None
    """Of the child's name, where it was told."""

    @property
    def age(self) -> float | None:
        age = self.facts.get("age")
        return age if isinstance(age, int | float) else None


@dataclass
class Child:
    noun: str = ""
    age: float | None = None
    said: AgeMention | None = None
    """Where the text gives its age."""
    held: Mapping[str, Value] = field(default_factory=dict)
    birth: Mapping[str, Value] = field(default_factory=dict)
    sex: str = ""
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of the text and the children that it means."""

    first: int
    stop: int
    means: Means
    of: frozenset[int] = frozenset()
    introduces: bool = False
    rest: bool = False
    """ "All but the eldest"."""
    only: bool = False
    """ "Only the 6 year old": what is said is of nobody else."""
    topic: bool = False
    """ "Back to the eldest": what follows is of nobody else."""
    last: int | None = None
    """The child named last in it: who "who" is."""
    parts: tuple[Spoken, ...] = ()
    """Those named side by side in it."""


@dataclass(frozen=True)
class Family:
    children: Sequence[Child]
    spoken: Sequence[Spoken]
    strangers: bool = False
    """Whether none of the children that were held is meant."""
    brought: frozenset[int] = frozenset()
    """Those that the text brings in beside children known before."""
    spoken_before: tuple[int, ...] = ()
    """Those whom the message before spoke of; none: all."""
    dropped: frozenset[int] = frozenset()
    """Those that it is said to leave out from now on."""

    def labels(self) -> list[str]:
        return labels([(child.noun, child.age) for child in self.children])


def sex_of(noun: str) -> str:
    """Female or male, where what a child is called tells it."""
    lists = english()
    return "female" if noun in lists.females else "male" if noun in lists.males else ""
