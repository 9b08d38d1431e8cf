"""An example of what a question may be about: a question like it is about the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    about: str
    """The id of what it is about."""
    text: str
    within: bool = True
    """Whether the policy speaks to it."""
    clauses: tuple[str, ...] = ()
    """The clauses that tell of what it is about."""
