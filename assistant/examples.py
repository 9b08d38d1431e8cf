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
    passage: str = ""
    """The id of the one statement that answers it; "" where that is not known."""
