from __future__ import annotations

import pytest

from assistant.pack import Pack
from assistant.understanding.in_full import spell_out


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("should the FSW be there", "Family Support Worker"),
        ("who do i ring about a move to CWD", "Children with Disabilities"),
        ("does efh work with siblings", "EmPower"),
        ("who minutes it in family safeguarding", "Child in Need, Child Protection and Court Service"),
    ],
)
def test_short_forms_and_old_names_are_spelled_out(lancashire: Pack, text: str, spelled: str) -> None:
    assert spelled in spell_out(lancashire)(text)


@pytest.mark.parametrize("text", ["", "who looks after the records", "Children with Disabilities, please"])
def test_what_is_in_full_already_stays(lancashire: Pack, text: str) -> None:
    assert spell_out(lancashire)(text) == text
