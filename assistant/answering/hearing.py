"""What is said of the message itself: what was left out, what could not be used, which old name was understood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from assistant.facts import say_date
from assistant.pack import Pack
from assistant.understanding.findings import Reading


def remarks(pack: Pack, reading: Reading, new_case: bool, unused: Iterable[date]) -> tuple[str, ...]:
    """Sentences to set before the answer, none of them with the person's words; `unused` are dates of no meeting."""
    words = _words()
    said = [words["new_case"]] if new_case else []
    if reading.left_out:
        said.append(words["left_out"].replace("{kinds}", ", ".join(reading.left_out)))
    said += [words.get(problem.kind, words["other"]) for problem in reading.problems]
    for unsure in reading.unsure:
        key = ("unsure", "one_reading", "two_readings")[min(len(unsure.readings), 2)]
        said.append(words[key].replace("{fact}", pack.facts[unsure.fact].label))
    said += [words["loose_date"].replace("{date}", say_date(day)) for day in unused]
    for team, old in reading.old_names:
        said.append(words["old_name"].replace("{old}", old).replace("{team}", pack.teams[team].short))
    return tuple(dict.fromkeys(said))


@cache
def _words() -> dict[str, str]:
    return dict(yaml.safe_load(files("prompts").joinpath("hearing.yaml").read_text(encoding="utf-8")))
