"""What is said of the message itself: what was left out, what could not be used, which old name was understood."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.pack import Pack
from assistant.understanding.findings import Reading


def what_was_heard(pack: Pack, reading: Reading, new_case: bool) -> dict[str, Any]:
    """The values that heard.md.j2 needs."""
    words = _words()
    not_used = [words.get(problem.kind, words["other"]) for problem in reading.problems]
    for unsure in reading.unsure:
        label = pack.facts[unsure.fact].label
        words_for = words["two_readings"] if len(unsure.readings) > 1 else words["unsure"]
        not_used.append(words_for.replace("{fact}", label))
    return {
        "new_case": new_case,
        "left_out": reading.left_out,
        "not_used": list(dict.fromkeys(not_used)),
        "old_names": [{"team": team, "old": old} for team, old in reading.old_names],
    }


@cache
def _words() -> dict[str, str]:
    return dict(yaml.safe_load(files("prompts").joinpath("problems.yaml").read_text(encoding="utf-8")))
