"""Several children's resolutions laid side by side: what they share is said once, then where they part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.resolution import Resolution

PARTS = ("deadlines", "actions", "requirements", "co_allocated", "notes")
"""What is told. The trace is each child's own: to lay hundreds of verdicts side by side took most of the time."""
HEADS = ("route", "outcome", "direction", "current_team", "receiving_team", "transfer_point")


def common(resolutions: Sequence[Resolution]) -> Resolution:
    """What is the same for every child; where they part, nothing."""
    first, *others = resolutions
    shared: dict[str, Any] = {
        part: tuple(each for each in getattr(first, part) if all(each in getattr(other, part) for other in others))
        for part in PARTS
    }
    for head in HEADS:
        if any(getattr(other, head) != getattr(first, head) for other in others):
            shared[head] = None
    if any(other.candidates != first.candidates for other in others):
        shared["candidates"] = ()
    return first.model_copy(update=shared)


def apart(resolution: Resolution, shared: Resolution) -> Resolution:
    """What is one child's own."""
    own = {
        part: tuple(each for each in getattr(resolution, part) if each not in getattr(shared, part)) for part in PARTS
    }
    return resolution.model_copy(update=own)


def alike(resolutions: Sequence[Resolution]) -> bool:
    """Whether they come to the same: one team, at one meeting, on one day."""
    first, *others = resolutions
    return all(getattr(other, head) == getattr(first, head) for other in others for head in HEADS)


def by_what_is_own(labels: Sequence[str], resolutions: Sequence[Resolution]) -> list[tuple[list[str], Resolution]]:
    """What is not for all, under those it is for: each thing once, what is for most of them first."""
    whose: dict[tuple[int, ...], dict[str, list[Any]]] = {}
    for part in PARTS:
        seen: list[Any] = []
        for resolution in resolutions:
            for each in getattr(resolution, part):
                if each in seen:
                    continue
                seen.append(each)
                of = tuple(at for at, other in enumerate(resolutions) if each in getattr(other, part))
                if len(of) < len(resolutions):
                    whose.setdefault(of, {}).setdefault(part, []).append(each)
    found = []
    for of in sorted(whose, key=lambda children: (-len(children), children)):
        if whose[of].keys() & set(PARTS):
            parts = {part: tuple(whose[of].get(part, ())) for part in PARTS}
            base = common([resolutions[at] for at in of])
            found.append(([labels[at] for at in of], base.model_copy(update=parts)))
    return found
