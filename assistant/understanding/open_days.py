"""What holds on every day that a time left open may mean: "closed in January" is within the last three months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dateutil.relativedelta import relativedelta

from assistant.conditions import TODAY, Since
from assistant.facts import FactSpec, Value
from assistant.pack import Pack
from assistant.understanding.findings import SaidFact, Unsure

_A_YEAR = relativedelta(years=1)


def from_open_days(
    unsure: Iterable[Unsure], facts: Mapping[str, SaidFact], held: Mapping[str, Value], pack: Pack, today: date
) -> dict[str, SaidFact]:
    """The facts that follow from such a time by definition, whichever of its days it was.

    Only what is counted up to today or to another day is told so: such a day is gone by.
    """
    values: dict[str, Value] = {**held, **{name: fact.value for name, fact in facts.items()}, TODAY: today}
    told: dict[str, SaidFact] = {}
    for each in unsure:
        if each.within is None or each.readings:
            continue
        first, last = each.within
        if first > today:  # the January of "closed in January" is the last one
            first, last = first - _A_YEAR, last - _A_YEAR
        for name, spec in pack.facts.items():
            counted = any(isinstance(one.when.part, Since) and one.when.part.fact == each.fact for one in spec.implied)
            if name in values or not counted:
                continue
            found = {_implied(spec, values | {each.fact: day}) for day in (first, min(last, today))}
            if len(found) == 1 and (value := found.pop()) is not None:
                told[name] = SaidFact(value, each.said)
    return told


def _implied(spec: FactSpec, values: Mapping[str, Value]) -> Value | None:
    return next((each.value for each in spec.implied if each.when.truth(values)), None)
