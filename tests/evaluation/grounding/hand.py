"""Phrasings written by hand, faithful and corrupted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.grounding.brief import Brief, Statement

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Phrasing:
    said: str
    brief: Brief
    slip: str | None
    """The kind of its slip; None: it is faithful."""


def read(name: str) -> Iterator[Phrasing]:
    """Of `open.yaml` or `held_out.yaml`. Each may cite any line of its group, and all that it cites it must tell."""
    for group in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")):
        statements = tuple(Statement(f"r{at}", text, (at,), True) for at, text in enumerate(group["evidence"], 1))
        for said in group["faithful"]:
            yield Phrasing(said, Brief(statements, ()), None)
        for slip, said in group["corrupted"]:
            yield Phrasing(said, Brief(statements, ()), slip)
