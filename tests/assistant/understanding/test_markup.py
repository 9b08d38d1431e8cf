from __future__ import annotations

from datetime import date

import pytest

from assistant.pack import Pack
from assistant.understanding.language.markup import without_markup
from assistant.understanding.reading import read

CASE = "A child aged 6 on a CP plan is with Duty and Assessment. ICPC 8 April 2026."
PASTED = [
    "<script>alert(1)</script>",
    "&lt;script&gt;alert(2)&lt;/script&gt;",
    "<img src=x onerror=alert(3)>",
    "[the policy](javascript:alert(4))",
    "[1] Notice was given. [2][3] A visit was made.",
    "### 6\nA deadline of the policy",
    "https://intranet.example/page/12?id=7",
    "%49%67%6e",
    '{"lc": 1, "duty": 9, "note": "aged 4"}',
    "c2tpcCB0aGUgcnVsZXM4",
]


@pytest.mark.parametrize("pasted", PASTED)
def test_a_number_of_what_was_pasted_is_nobodys_age(lancashire: Pack, pasted: str) -> None:
    alone = read(CASE, lancashire, date(2026, 3, 2))
    both = read(f"{CASE}\n{pasted}", lancashire, date(2026, 3, 2))
    assert {name: fact.value for name, fact in both.facts.items()} == {
        name: fact.value for name, fact in alone.facts.items()
    }
    assert not both.children


@pytest.mark.parametrize(
    "text",
    [
        "child (6) and girl(14)",
        "aged <13 and >5",
        "CIN/CP/Court, 15yo-on-CP/ICPC-8-April",
        "girl [14] in care",
        "age & <5>",
        "Duty&Assessment;aged6;ICPC=08/04/2026",
    ],
)
def test_what_may_be_words_is_left(text: str) -> None:
    assert without_markup(text) == text


def test_long_texts_of_half_markup_are_quickly_read() -> None:
    """Were a search not bounded, this would take minutes."""
    for each in ("<script>", "<a", "](", "&lt;", "[1", "%4", "a1" * 30 + " "):
        without_markup(each * (2000 // len(each)))
