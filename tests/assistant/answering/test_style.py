"""How answers read: short first line, British dates with their weekday, short forms told in full, plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from statistics import mean

import pytest

from assistant.answering.answer import ChatRequest
from assistant.answering.turn import Assistant
from assistant.cases import read_cases
from assistant.pack import Pack
from tests.conftest import LANCASHIRE
from tests.serving import Shelf

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
A_DATE = re.compile(rf"(\w+) (\d{{1,2}} (?:{MONTHS}) \d{{4}})")
AN_ACRONYM = re.compile(r"(?<![\w/(])[A-Z]{2,}(?![\w/)])")
STILTED = re.compile(
    r"\b(utilise|prior to|in order to|pursuant|aforementioned|facilitate|commence|in relation to|with regard to|"
    r"in accordance with|thereof|herein|shall|ascertain|endeavour|terminate)\b",
    re.IGNORECASE,
)
FIRST_LINE, MEAN_SENTENCE, LONGEST_SENTENCE = 45, 18, 55
"""Words: of a first line with its reasons, of a sentence on average (the usual advice is 15 to 20), of the longest."""
EVERY = 7
"""One case in so many: the routes come again and again."""


@pytest.fixture(scope="module")
def answers(lancashire: Pack) -> list[str]:
    """Answers to worked cases of all routes, without markers and bold."""
    assistant = Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))

    def all_of_them() -> Iterator[str]:
        for case in read_cases(LANCASHIRE)[0][::EVERY]:
            facts = {
                name: value.isoformat() if isinstance(value, date) else value for name, value in case.facts.items()
            }
            answer = assistant.answer(ChatRequest(message="When does it move?", facts=facts), case.today)
            yield re.sub(r"\[\d+\]|\*\*", "", answer.text)

    return list(all_of_them())


def test_every_date_has_its_weekday(answers: list[str]) -> None:
    found = [match for text in answers for match in A_DATE.finditer(text)]
    assert found
    for match in found:
        day = date.fromisoformat(_iso(match[2]))
        assert match[1] == f"{day:%A}", match[0]


def test_the_first_line_is_short(answers: list[str]) -> None:
    for text in answers:
        assert len(text.splitlines()[0].split()) <= FIRST_LINE, text.splitlines()[0]


def test_short_forms_are_told_in_full(answers: list[str], lancashire: Pack) -> None:
    in_names = {word for team in lancashire.teams.values() for word in re.split(r"[ /]", team.short)}
    for text in answers:
        for short in set(AN_ACRONYM.findall(text)) - in_names:
            assert re.search(rf"\w \({short}\)", text), (short, text[:200])


def test_sentences_are_short(answers: list[str]) -> None:
    sentences = [s for text in answers for line in text.splitlines() for s in re.split(r"(?<=[.?!]) ", line)]
    words = [len(sentence.split()) for sentence in sentences if len(sentence.split()) > 2]
    assert mean(words) <= MEAN_SENTENCE
    assert max(words) <= LONGEST_SENTENCE


def test_words_are_plain(answers: list[str]) -> None:
    for text in answers:
        assert not STILTED.search(text), STILTED.search(text)


def _iso(day: str) -> str:
    number, month, year = day.split()
    return f"{year}-{MONTHS.split('|').index(month) + 1:02}-{int(number):02}"
