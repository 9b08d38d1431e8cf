"""A generated question, and the parts that it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.facts import Value


@dataclass(frozen=True)
class Question:
    text: str
    today: date
    facts: Mapping[str, Value]
    """What it says, and nothing that only follows."""
    tags: tuple[str, ...]
    """The choices of the grammar that it was made by."""
    meant: str = ""
    """The text without typos, where it has some."""


@dataclass(frozen=True)
class Part:
    """One thing that a question says, in each way that a voice may want it."""

    name: str
    facts: Mapping[str, Value] = field(default_factory=dict)
    bits: Sequence[str] = ()
    says: Sequence[str] = ()
    posts: Sequence[str] = ()
    form: Sequence[str] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    denied: bool = False


@dataclass
class Child:
    """Whom it is about: the noun, and the pronoun."""

    years: int
    noun: str
    pronoun: str


class Tags(list[str]):
    """The choices made so far, each "kind=value"."""

    def note(self, kind: str, value: str) -> None:
        self.append(f"{kind}={value}")
