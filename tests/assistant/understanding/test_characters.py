import pytest

from assistant.understanding.language.characters import plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("IC\u200bPC is\u00a0 8\u202e April\x00", "ICPC is 8 April"),
        ("she\u2019s 15\u00be", "she's 15 3/4"),
        ("8\u1d57\u02b0 April\u00b9", "8th April"),
        ("\uff18\uff0f\uff14", "8/4"),
        ("8\u201310 April", "8-10 April"),
        ("  duty\r\n\r\n  CP\t plan ", "duty\nCP plan"),
        ("", ""),
    ],
)
def test_what_a_reader_cannot_see_is_gone_and_numbers_stay_what_they_are(typed: str, meant: str) -> None:
    assert plain(typed) == meant


def test_plain_text_is_left_as_it_is() -> None:
    text = "Llanfair: ŵ, é and 👶 are words too"
    assert plain(plain(text)) == plain(text) == text
