"""One statement that answers may tell, as questions are held against it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    id: str
    about: str
    """The id of the topic that it is of."""
    text: str
    """What it says, under the topic's title."""
    clauses: tuple[str, ...]
    """The clauses that it rests on."""
