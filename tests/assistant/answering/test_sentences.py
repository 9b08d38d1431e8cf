from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.sentences import Sentence, Sentences

TEXT = """**The case moves to EmPower on Wednesday 8 April 2026.** [r1] [c2]
See section 5.2, e.g. the notice, para. 4 [c3].

## What must happen

- By 30 March 2026: give notice. [r2]
- The worker must, i.e. should not delay, act at 5 p.m. on Monday. [r3][c4] Then the team
must go on. [r4, c5]
1. First thing [r5]
2. Second thing. [r6]
Dates:
* One. [r7]
**Note**
J. Smith is not a sentence. [r8] "Quoted." [r9] No end"""


def cut(text: str, sizes: list[int] | None = None) -> list[Sentence]:
    sentences, found, at = Sentences(), list[Sentence](), 0
    for size in sizes or []:
        found += sentences.feed(text[at : at + size])
        at += size
    return [*found, *sentences.feed(text[at:]), *sentences.end()]


def test_each_sentence_with_its_tokens() -> None:
    assert [each.text for each in cut(TEXT) if not each.heading] == [
        "The case moves to EmPower on Wednesday 8 April 2026. [r1] [c2]",
        "See section 5.2, e.g. the notice, para. 4 [c3].",
        "By 30 March 2026: give notice. [r2]",
        "The worker must, i.e. should not delay, act at 5 p.m. on Monday. [r3][c4]",
        "Then the team must go on. [r4, c5]",
        "First thing [r5]",
        "Second thing. [r6]",
        "One. [r7]",
        "J. Smith is not a sentence. [r8]",
        '"Quoted." [r9]',
        "No end",
    ]


def test_what_a_sentence_began_with() -> None:
    starts = {each.text.partition(" ")[0]: each.start for each in cut(TEXT)}
    assert starts["The"] == "item"  # "The worker", the later of two
    assert (starts["See"], starts["By"], starts["Then"], starts["J."]) == ("paragraph", "item", "run_on", "paragraph")


def test_lines_that_only_announce_are_headings() -> None:
    assert [each.text for each in cut(TEXT) if each.heading] == ["What must happen", "Dates:", "Note"]
    assert not cut("# It moves on 8 April. [r1]")[0].heading


def test_a_sentence_waits_for_its_tokens() -> None:
    sentences = Sentences()
    assert sentences.feed("It moves on 8 April. ") == []
    assert sentences.feed("[r") == []
    assert sentences.feed("1]") == []
    assert [each.text for each in sentences.feed(" T")] == ["It moves on 8 April. [r1]"]


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=60))
def test_how_it_arrives_makes_no_difference(sizes: list[int]) -> None:
    assert cut(TEXT, sizes) == cut(TEXT)


@given(st.text(alphabet="aB1. \n[]r*#-!?", max_size=60), st.lists(st.integers(min_value=0, max_value=9), max_size=30))
def test_nothing_is_lost_or_said_twice(text: str, sizes: list[int]) -> None:
    def letters(words: str) -> str:
        return "".join(each for each in words if each in "aBr")

    assert letters("".join(each.text for each in cut(text, sizes))) == letters(text)
