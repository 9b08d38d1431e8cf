import pytest

from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, STOP, covered, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15yr old", ["15", "yr", "old"]),
        ("15 y/o", ["15", "yo"]),
        ("She's on s20, isn't she", ["shes", "on", "s20", "isnt", "she"]),
        ("D&A + CFW", ["d", "and", "a", "and", "cfw"]),
        ("w/ duty w/c 6 April", ["with", "duty", "wc", "6", "april"]),
        ("duty -> EmPower", ["duty", "to", "empower"]),
        ("the 8th, 17.5", ["the", "8th", "17.5"]),
        ("mtg tmrw 2moro tomoro", ["meeting", "tomorrow", "tomorrow", "tomorrow"]),
        ("8april", ["8", "april"]),
        ("8thapril, the 2ndreview", ["8th", "april", "the", "2nd", "review"]),
        ("17ht march, 8t april, 2dn, 8 th", ["17th", "march", "8th", "april", "2nd", "8th"]),
        ("14f 6m 3d 2yo 15the", ["14", "f", "6", "m", "3", "d", "2", "yo", "15", "the"]),
        ("on8 april, by2 may", ["on", "8", "april", "by", "2", "may"]),
    ],
)
def test_words_are_as_they_were_meant(text: str, words: list[str]) -> None:
    assert [token.word for token in split(text)] == words


def test_what_parts_two_words_is_kept() -> None:
    gaps = [token.gap for token in split("CIN/CP with duty, aged 6 (boy). ICPC: 8 April - s.20\nnew")]
    assert gaps == [0, NOTHING, 0, 0, COMMA, 0, SOFT, STOP, NOTHING, 0, SOFT, NOTHING, STOP]


def test_a_question_mark_belongs_to_the_word_before_it() -> None:
    assert [token.word for token in split("CP? with duty?") if token.queried] == ["cp", "duty"]


def test_a_stretch_of_text_covers_its_words() -> None:
    text = "ICPC is 8/4/26 at ten"
    assert covered(split(text), 8, 14) == (2, 5)
