"""On which side a question lies: of what the policy speaks to, or of what is beyond it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

_RIDGE = 5.0
"""What keeps the weights small: the more, the less a single example tells."""


def line(vectors: ArrayLike, within: Sequence[bool]) -> list[float]:
    """What best parts the examples within from those beyond: a weight for each part of a vector, and one by itself.

    By least squares, with 1 for what is within and -1 for what is beyond, and both sides weighing the same. Empty
    where one side has no examples.
    """
    inside = np.asarray(within, dtype=bool)
    if inside.all() or not inside.any():
        return []
    points = np.column_stack((np.asarray(vectors), np.ones(len(inside))))
    weights = np.where(inside, 1.0, inside.sum() / (~inside).sum())
    weighed = points.T * weights
    solved = np.linalg.solve(weighed @ points + _RIDGE * np.eye(len(weighed)), weighed @ np.where(inside, 1.0, -1.0))
    return [float(each) for each in solved]


def lean(vector: Sequence[float], line: Sequence[float]) -> float:
    """Above 0 towards what is within, below 0 towards what is beyond; 0 without a line."""
    return sum(one * other for one, other in zip((*vector, 1.0), line, strict=True)) if line else 0.0
