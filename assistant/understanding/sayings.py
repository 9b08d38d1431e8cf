"""What a text says of each fact, before it is settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.conditions import Condition
from assistant.facts import Value
from assistant.understanding.findings import LooseDate, Problem, Unsure
from assistant.understanding.language.cues import Stance


@dataclass(frozen=True, slots=True)
class Saying:
    fact: str
    value: Value
    said: str
    at: int
    """The token that it begins at."""
    stance: Stance = "said"
    certain: bool = True
    left: bool = False
    """Told as left behind, where another value is told as well: "was CP, now CIN", "down from CP to CIN"."""
    by_meeting: bool = False
    """Told by a meeting's name alone, and not in so many words."""
    suggested: Condition | None = None
    """Only made likely, in cases that this holds of: it counts where nothing else tells the fact."""


@dataclass
class Sayings:
    """Everything a text says of a case."""

    corrected: bool = False
    """Whether it takes back something said before."""
    told: list[Saying] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    loose: list[LooseDate] = field(default_factory=list)
    meetings: list[str] = field(default_factory=list)
    """The meetings named."""
    forgotten: list[str] = field(default_factory=list)
    """Held facts that hold no more, where nothing is said in their place."""
