"""What a phrasing may rest on: the statements of an answer and the clauses behind them, under opaque tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the template's answer."""

    token: str
    """`r1`, `r2` ..."""
    text: str
    """Plain words, without Markdown and markers."""
    markers: tuple[int, ...]
    """The citations that the line rests on."""
    required: bool
    """Whether an answer that leaves it out is wrong: the decision, a date, a caution."""


@dataclass(frozen=True, slots=True)
class Source:
    """A clause that the answer cites."""

    token: str
    """`c1`, `c2` ..."""
    text: str
    marker: int


@dataclass(frozen=True)
class Brief:
    """All that a phrasing may say."""

    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Token -> what stands behind it."""
        return {each.token: each.text for each in self.statements} | {each.token: each.text for each in self.sources}

    @cached_property
    def markers(self) -> Mapping[str, tuple[int, ...]]:
        """Token -> the markers that take its place in the answer."""
        return {each.token: each.markers for each in self.statements} | {
            each.token: (each.marker,) for each in self.sources
        }
