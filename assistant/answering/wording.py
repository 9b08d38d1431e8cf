"""Small words for templates: where an answer leads, how a period was counted, a team by its name.

The sentences themselves lie in prompts/; here is only what fills them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.facts import say_date
from assistant.guidance import say_time
from assistant.pack import Pack
from assistant.resolution import Counted, Deadline, Lead, TransferPoint

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")
_KNOWN = frozenset(("both", "whoever", "each", "the"))
FEW = 3
"""As many teams as can be named in one breath."""


def team(pack: Pack, name: str | None) -> str:
    return pack.teams[name].short if name else ""


def teams(pack: Pack, names: Iterable[str]) -> str:
    """ "A", "A or B", "A, B or C"."""
    words = [pack.teams[name].short for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""


def at_event(pack: Pack, event: str) -> str:
    """ "at the core group", "on the 18th birthday", "straight away"."""
    return f"{pack.events[event].preposition} {pack.events[event].label}".strip()


def at_point(pack: Pack, point: TransferPoint) -> str:
    """Where a case transfers, without dates: "at the ICPC", "within 10 working days of the final hearing"."""
    return f"{point.limit} of {point.label}" if point.limit else at_event(pack, point.event)


def lead(pack: Pack, found: Lead, settled: str | None = None) -> str | None:
    """Where an answer leads, in a few words; None when no rule of the pack follows from it.

    `settled` is the event that is settled already, and need not be said again.
    """
    if not found.routes:
        return None
    if found.outcomes == ("transfer",):
        to = teams(pack, found.teams) if 0 < len(found.teams) <= FEW else "depends on more"
        where = at_event(pack, found.events[0]) if len(found.events) == 1 and found.events[0] != settled else ""
        return f"{to}, {where}" if where else to
    if len(found.outcomes) == 1:
        return {
            "no_transfer": "the case stays where it is",
            "individual_decision": "the managers decide, child by child",
            "co_allocation": "the case stays, and a second team works beside it",
            "joint_support": "both teams support the child for a time",
            "task": f"a task for {teams(pack, found.teams)}" if found.teams else "a task, no move",
            "refer": f"refer to {teams(pack, found.teams)}" if found.teams else "refer on",
            "close": "the case closes",
        }.get(found.outcomes[0], "no change of team")
    if 0 < len(found.teams) <= FEW:
        stays = ", or stays" if "no_transfer" in found.outcomes else ", or the managers decide"
        return f"{teams(pack, found.teams)}{stays}"
    return "depends on more"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def everyone(children: int) -> str:
    """ "Both", "all three"."""
    return "both" if children == 2 else f"all {_NUMBERS[children]}"  # noqa: PLR2004


def children_named(labels: Sequence[str]) -> str:
    """ "The 6-year-old and the 14-year-old"."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def person(who: str) -> str:
    """Who does it, for the middle of a sentence: "the EmPower social worker", "both team managers"."""
    return who if who.split(maxsplit=1)[0].lower() in _KNOWN else f"the {who}"


def lower_first(words: str) -> str:
    """For the middle of a sentence; an acronym stays as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def skipped(counted: Counted | None) -> str:
    """The days off that were left out of a count: "Good Friday 3 April and Easter Monday 6 April"."""
    if counted is None or not counted.skipped:
        return ""
    names = [each.name.replace(" (observed)", " (substitute day)") for each in counted.skipped]
    words = [f"{name} {each.date.day} {each.date:%B}" for name, each in zip(names, counted.skipped, strict=True)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def at_time(deadline: Deadline) -> str:
    """Of a fixed time of the week: ", 5pm", ", 9.30am to 11.30am"; otherwise nothing."""
    if deadline.starts is None:
        return ""
    until = f" to {say_time(deadline.ends)}" if deadline.ends else ""
    return f", {say_time(deadline.starts)}{until}"


def quoted(words: str) -> str:
    """Words of a document, with what looks like a marker of ours made plain."""
    return re.sub(r"\[(\d+)\]", r"(\1)", words)


def day(value: date | None) -> str:
    return say_date(value) if value else ""
