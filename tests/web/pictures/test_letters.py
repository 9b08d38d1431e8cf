from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.pictures.letters import width, wrap

WORDS = st.text(alphabet="abcWMil ./-(0", max_size=80)


@given(WORDS, st.integers(20, 300))
def test_lines_fit_and_nothing_is_lost(words: str, widest: int) -> None:
    lines = wrap(words, widest, 13)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(width(line, 13) <= widest or len(line) == 1 for line in lines)


def test_breaks_between_words_where_it_can() -> None:
    assert wrap("Child and Family Wellbeing", 110, 14) == ("Child and", "Family", "Wellbeing")


def test_a_long_word_is_broken_after_its_slash() -> None:
    assert wrap("CIN/CP/Court", 60, 14)[0].endswith("/")
