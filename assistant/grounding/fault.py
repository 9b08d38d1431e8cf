"""What is wrong with a phrasing: the kind alone, never its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "no_token",
    "unknown_token",
    "date",
    "number",
    "period",
    "time",
    "bound",  # before for after, at least for at most, by for on
    "team",
    "role",
    "event",
    "document",
    "acronym",
    "modal",
    "negation",
    "condition",  # an "if", an "only", a "where possible" that is lost or made up
    "layer",  # what rests on earlier guidance, told as current
    "link",
    "markup",
    "instruction",
    "unsupported",
    "missing",
]


@dataclass(frozen=True, slots=True)
class Fault:
    kind: Kind
    token: str | None = None
    """The statement that it is about, where it is about one."""
