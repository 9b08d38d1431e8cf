import pytest

from assistant.understanding.spelling import Speller

SPELLER = Speller(
    ["conference", "review", "hearing", "assessment", "permanence", "court"],
    frozenset(("conference", "review", "hearing", "heading", "count", "court", "transfer", "assessment")),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("conferance", "conference"),
        ("confrence", "conference"),
        ("reveiw", "review"),
        ("erview", "review"),
        ("asessment", "assessment"),
        ("perminance", "permanence"),
        ("heraing", "hearing"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize("word", ["heading", "count", "transfers", "cort", "icpc", "bearing", "s20aa", "zzzzzzz", ""])
def test_a_word_is_taken_as_it_is_typed(word: str) -> None:
    assert SPELLER.mend(word) == word


def test_two_words_as_near_are_no_winner() -> None:
    assert Speller(["meeting", "melting"], frozenset()).mend("mebting") == "mebting"
