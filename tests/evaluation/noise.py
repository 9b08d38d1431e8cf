"""Slips of the finger: letters swapped, dropped, doubled, or the key beside the one that was meant. Never digits."""

from __future__ import annotations

from itertools import pairwise
from random import Random

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    found: dict[str, set[str]] = {letter: set() for row in ROWS for letter in row}
    for row in ROWS:
        for one, other in pairwise(row):
            found[one].add(other)
            found[other].add(one)
    for upper, lower in pairwise(ROWS):
        for at, letter in enumerate(lower):
            for above in upper[at : at + 2]:
                found[letter].add(above)
                found[above].add(letter)
    return {letter: "".join(sorted(near)) for letter, near in found.items()}


NEIGHBOURS = _neighbours()


def mistype(text: str, rate: float, random: Random) -> str:
    """The text with about this share of its letters mistyped."""
    typed: list[str] = []
    at = 0
    while at < len(text):
        char, after = text[at], text[at + 1 : at + 2]
        at += 1
        if char.lower() not in NEIGHBOURS or random.random() >= rate:
            typed.append(char)
            continue
        slip = random.choice(("swap", "drop", "double", "neighbour"))
        if slip == "swap" and after.lower() in NEIGHBOURS:
            typed += [after, char]
            at += 1
        elif slip == "drop":
            continue
        elif slip == "double":
            typed += [char, char]
        else:
            near = random.choice(NEIGHBOURS[char.lower()])
            typed.append(near.upper() if char.isupper() else near)
    return "".join(typed)
