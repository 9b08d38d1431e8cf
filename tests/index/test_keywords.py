from __future__ import annotations

import pytest

from assistant.clauses import Clause
from index.keywords import Keywords


def test_the_clause_with_the_rarest_words_comes_first(clauses: list[Clause]) -> None:
    assert Keywords(clauses).search("notice for an urgent hearing", 3)[0][0] == "northmoor/1/3"


def test_headings_count(clauses: list[Clause]) -> None:
    keywords = Keywords(clauses)
    assert set(dict(keywords.search("court", 5))) == {"northmoor/1/3", "northmoor/1/4"}


@pytest.mark.parametrize(
    "alike",
    [
        "hearing hearings",
        "private privately",
        "foster fostered fostering fosters",
        "family families",
        "case cases",
        "duty duties",
        "transfer transferred transferring transfers",
        "plan plans planned planning",
        "assess assesses assessed assessing",
        "day days",
        "allocate allocated allocating",
    ],
)
def test_forms_of_a_word_are_one_word(clauses: list[Clause], alike: str) -> None:
    words = alike.split()
    only = clauses[0].model_copy(update={"text": words[0]})
    assert all(Keywords([only, *clauses[1:]]).search(word, 1)[0][0] == only.id for word in words)


@pytest.mark.parametrize("question", ["", "the of and", "zzz", "\0", "😀", "???"])
def test_no_word_in_common_finds_nothing(clauses: list[Clause], question: str) -> None:
    assert Keywords(clauses).search(question, 5) == []


def test_no_clauses_find_nothing() -> None:
    assert Keywords([]).search("court", 5) == []


def test_clauses_of_stopwords_alone_are_no_trouble(clauses: list[Clause]) -> None:
    nothing = [clause.model_copy(update={"heading": "", "text": "of the"}) for clause in clauses]
    assert Keywords(nothing).search("court", 5) == []
