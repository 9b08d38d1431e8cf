"""The sentences of the cards, as prompts/teams holds them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


def say(name: str, **values: object) -> str:
    """A sentence with its gaps filled. What fills them is not looked at for gaps of its own."""
    return str(_words()[name]).format(**values)


def notice(name: str, **values: object) -> tuple[str, str]:
    """The title and text of a card that stands in place of an answer."""
    words = _words()[name]
    return words["title"], words["text"].format(**values)


@cache
def _words() -> dict[str, Any]:
    return dict(yaml.safe_load(files("prompts").joinpath("teams", "words.yaml").read_text(encoding="utf-8")))
