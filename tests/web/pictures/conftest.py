"""The worked cases that have a date, decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from assistant import cases
from assistant.pack import Pack
from assistant.resolution import Resolution


@dataclass(frozen=True)
class Decided:
    name: str
    today: date
    resolution: Resolution


@pytest.fixture(scope="session")
def dated(lancashire: Pack) -> list[Decided]:
    found, problems = cases.read_cases(lancashire.folder)
    assert not problems
    asked = [case for case in found if any(isinstance(value, date) for value in case.facts.values())]
    return [Decided(case.id, case.today, cases.decide(lancashire, case).resolution) for case in asked]
