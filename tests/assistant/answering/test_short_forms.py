"""Short forms: in full the first time, short from then on."""

from __future__ import annotations

import pytest

from assistant.answering.short_forms import ShortForms
from assistant.pack import Pack


@pytest.fixture(scope="module")
def forms(lancashire: Pack) -> ShortForms:
    return ShortForms(lancashire)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("a CIN plan. The CIN plan", "a child in need (CIN) plan. The CIN plan"),
        (
            "the initial child protection conference (ICPC), before the initial child protection conference (ICPC).",
            "the initial child protection conference (ICPC), before the ICPC.",
        ),
        ("- EHM is not LCS.", "- Early Help Model (EHM) is not Liquidlogic Children's System (LCS)."),
        ("**CIN plan**", "**Child in need (CIN) plan**"),
        ("an EHM task, and an EHM form", "an Early Help Model (EHM) task, and an EHM form"),
        ("a MASH officer; a MASH manager", "a Multi-Agency Safeguarding Hub (MASH) officer; a MASH manager"),
        ("an RCPC, then an RCPC", "a review child protection conference (RCPC), then an RCPC"),
        ("the initial looked-after (CLA) review, a CLA review", "the initial looked-after (CLA) review, a CLA review"),
        (
            "Child and Family Wellbeing Service (CFW), then the CFW form",
            "Child and Family Wellbeing Service (CFW), then the CFW form",
        ),
        ("SCIN, CIN2, CINs and the ref CIN-1 stay", "SCIN, CIN2, CINs and the ref CIN-1 stay"),
        ("no short forms at all", "no short forms at all"),
    ],
)
def test_in_full_first_then_short(forms: ShortForms, text: str, spelled: str) -> None:
    assert forms.spell_out(text) == (spelled,)


def test_a_teams_short_name_stays_in_the_first_line_and_is_told_in_full_after_it(forms: ShortForms) -> None:
    text = "It moves to CIN/CP/Court.\n\n- The CIN/CP/Court manager decides.\n- CIN/CP/Court allocates."
    [told] = forms.spell_out(text)
    first, *rest = told.split("\n\n")
    assert first == "It moves to CIN/CP/Court."
    assert rest == [
        "- The CIN/CP/Court (Child in Need, Child Protection and Court Service) manager decides.\n"
        "- CIN/CP/Court allocates."
    ]


def test_a_pack_without_short_forms_is_left_alone(seaholm: Pack) -> None:
    text = "The case moves to the Harbour team. [1]"
    assert ShortForms(seaholm).spell_out(text) == (text,)


def test_what_one_text_has_told_the_next_need_not(forms: ShortForms) -> None:
    assert forms.spell_out("The ICPC.", "An ICPC.") == (
        "The initial child protection conference (ICPC).",
        "An ICPC.",
    )
