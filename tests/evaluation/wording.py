"""The words of the grammar, and the names of teams and meetings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent
AS_IT_IS, USUALLY = 0.35, 0.35
"""How often a name is left in its small letters, and how often one of the usual names is taken."""


@cache
def wording() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "wording.yaml").read_text(encoding="utf-8")))


@cache
def names() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "names.yaml").read_text(encoding="utf-8")))


@cache
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))["cases"])


def team_name(random: Random, team: str) -> str:
    return _name(random, names()["teams"][team])


def meeting_name(random: Random, event: str, *, planned: bool) -> str:
    """`planned`: whether a plan is spoken of, so that a conference may as well be the review of it."""
    more = [] if planned else names()["meetings_with_no_plan"].get(event, [])
    return _name(random, names()["meetings"][event], more)


def _name(random: Random, called: Mapping[str, Sequence[str]], more: Sequence[str] = ()) -> str:
    usual = called["usual"] and random.random() < USUALLY
    return random.choice([*called["usual"]] if usual else [*called["others"], *more] or [*called["usual"]])


def spoken(name: str, random: Random) -> str:
    """A name of the vocabulary, with or without its capitals."""
    acronyms = frozenset(wording()["acronyms"])
    if not name.islower() or random.random() < AS_IT_IS:
        return name
    return re.sub(r"[\w&]+", lambda word: word[0].upper() if word[0] in acronyms else word[0], name)


def article(word: str) -> str:
    """The article before a word or number: an 8 year old, an ICPC, a CIN review."""
    first = re.split(r"[\s-]", word)[0]
    eight = re.match(r"(8|11|18)(?!\d)", first) is not None
    letter = first.isupper() and first[:1] in "AEFHILMNORSX"
    vowel = first[:1].lower() in "aeiou" and not first.lower().startswith(("one", "uni"))
    initial = first.lower() in ("rcpc", "lac", "lpm")
    return "an" if eight or letter or vowel or initial else "a"


def lowered(sentence: str) -> str:
    first = sentence.split(" ", maxsplit=1)[0]
    return sentence[:1] if first.isupper() and first != "A" else sentence[:1].lower()
