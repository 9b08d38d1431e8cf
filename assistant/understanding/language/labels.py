"""What each of several children is called: by age, or by what it is to the others; never by a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.understanding.language.english import english

MONTHS = 12
IN_MONTHS = 2
"""Years: below it an age that is no whole year is said in months."""
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_OF_SEVERAL = {"twin": "twin", "twins": "twin", "triplets": "triplet"}


def labels(children: Sequence[tuple[str, float | None]]) -> list[str]:
    """A label for each child, told by its noun and its age; no two are the same."""
    plain = [_label(noun, age) for noun, age in children]
    shared = {label for label, times in Counter(plain).items() if times > 1}
    fuller = [
        _fuller(label, noun) if label in shared else label for label, (noun, _) in zip(plain, children, strict=True)
    ]
    again = {label for label, times in Counter(fuller).items() if times > 1 or label == "child"}
    return [f"the {_numbered(fuller, at, again)}" for at in range(len(fuller))]


def _label(noun: str, age: float | None) -> str:
    if noun in _OF_SEVERAL:
        return _OF_SEVERAL[noun]
    if english().stages.get(noun) == 0:
        return "unborn baby"
    if age is None:
        return noun or "child"
    if age == 0:
        return "newborn"
    if age < IN_MONTHS and age != int(age):
        return f"{max(round(age * MONTHS), 1)}-month-old"
    return f"{int(age)}-year-old"


def _fuller(label: str, noun: str) -> str:
    """ "6-year-old boy", where another child is 6 as well."""
    return f"{label} {noun}" if noun and noun not in label else label


def _numbered(all_labels: Sequence[str], at: int, again: set[str]) -> str:
    label = all_labels[at]
    return f"{_PLACES[list(all_labels[:at]).count(label)]} {label}" if label in again else label
