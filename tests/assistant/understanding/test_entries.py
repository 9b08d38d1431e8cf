"""Entries of a note: "Level: 4", "Held by - duty", "Consent: no"."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.pack import Pack
from assistant.understanding.language.tokens import split
from assistant.understanding.reading import read

TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Team: CIN/CP/Court. Child's age: 6. Plan: CIN. Level: 2. Consent: yes.",
            {"current_team": "cin_cp_court", "age": 6, "plan": "cin", "level_of_need": "level_2_3", "consent": True},
        ),
        (
            "Age - 15\nHeld by - D&A\nLevel of need - 4\nPlan - CIN",
            {"age": 15, "current_team": "duty_and_assessment", "level_of_need": "level_4", "plan": "cin"},
        ),
        (
            "Age: 9 Team: Duty Level of need: 4 Plan: CP",
            {"age": 9, "current_team": "duty_and_assessment", "level_of_need": "level_4", "plan": "cp"},
        ),
        (
            "With: MASH. Section 47: no. Level: 4. Consent: not obtained.",
            {
                "current_team": "mash",
                "section_47": False,
                "level_of_need": "level_4",
                "no_consent_because": "not_obtained",
            },
        ),
        ("MASH, s47 concern: none, level 4, aged 6", {"section_47": False, "current_team": "mash", "age": 6}),
        ("MASH, level 3, aged 6, consent - yes", {"consent": True}),
        (
            "Allocated SW: EmPower. Receiving team: CIOC. Permanence: not yet considered. S20, 14",
            {"current_team": "empower", "permanence_agreed": False},
        ),
        ("Team: Private Fostering. Child: 13. Other needs: none.", {"current_team": "private_fostering", "age": 13}),
    ],
)
def test_a_label_and_its_value_are_read_together(text: str, facts: dict[str, Any], pack: Pack) -> None:
    reading = read(text, pack, TODAY)
    got = {name: reading.facts[name].value for name in facts if name in reading.facts}
    assert got == facts


@pytest.mark.parametrize(
    "text",
    [
        "where does it go: 16, duty",
        "duty worker: she is 6",
        "one thing: what is a core group",
        "CP - ICPC booked for June",
    ],
)
def test_what_asks_or_speaks_is_no_entry(text: str) -> None:
    assert not any(token.entered for token in split(text))
