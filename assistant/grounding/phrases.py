"""Phrases found in a row of words, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class _Node(Generic[Value]):
    __slots__ = ("after", "values")

    def __init__(self) -> None:
        self.after: dict[str, _Node[Value]] = {}
        self.values: list[Value] = []


class Phrases(Generic[Value]):
    def __init__(self) -> None:
        self._root: _Node[Value] = _Node()

    def add(self, words: Sequence[str], value: Value) -> None:
        """One more thing that these words stand for; what was added first is found first."""
        node = self._root
        for word in words:
            node = node.after.setdefault(word, _Node())
        if words and value not in node.values:
            node.values.append(value)

    def starting(self, words: Sequence[str], at: int) -> list[tuple[int, list[Value]]]:
        """Every phrase that begins at `at`, as one past its last word and its values; the longest first."""
        found: list[tuple[int, list[Value]]] = []
        node = self._root
        for stop in range(at, len(words)):
            following = node.after.get(words[stop])
            if following is None:
                break
            node = following
            if node.values:
                found.append((stop + 1, node.values))
        found.reverse()
        return found
