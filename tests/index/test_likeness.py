from __future__ import annotations

import pytest

from assistant.clauses import Clause
from assistant.examples import Example
from index.embedding import Embedding
from index.likeness import Likeness, Likenesses
from index.retrieval import Retrieval
from tests.index.conftest import Build
from tests.index.dozen import EXAMPLES


@pytest.fixture
def retrieval(build: Build, clauses: list[Clause], embedding: Embedding) -> Retrieval:
    return Retrieval(clauses, "r1", store=build(clauses, examples=EXAMPLES), embedding=embedding, examples=EXAMPLES)


def nearest(likeness: list[Likeness]) -> Likeness:
    return max(likeness, key=lambda each: each.meaning)


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("theyre refusing to take him, who do we go to", "disagreement"),
        ("my car, where do I leave it on a tuesday", "parking"),
        ("any rule on telling the solicitor ahead of the hearing", "court"),
    ],
)
def test_a_question_is_like_the_examples_of_what_it_is_about(retrieval: Retrieval, question: str, about: str) -> None:
    consulted = retrieval.consult(question, 3)
    assert [each.about for each in consulted.likeness] == ["disagreement", "parking", "court"]
    assert nearest(consulted.likeness).about == about
    assert consulted.hits == retrieval.search(question, 3)


def test_an_example_itself_is_as_like_as_can_be(retrieval: Retrieval) -> None:
    parking = nearest(retrieval.consult("where can I park", 1).likeness)
    assert parking.about == "parking"
    assert parking.words == 1
    assert parking.meaning > 0.6


def test_a_question_leans_to_the_side_that_it_is_like(retrieval: Retrieval) -> None:
    disagreement, parking, court = retrieval.consult("is the car park free", 1).likeness
    assert parking.lean > 0 > disagreement.lean == court.lean == -parking.lean
    assert retrieval.consult("who goes to the hearing", 1).likeness[0].lean > 0


def test_where_all_is_of_the_policy_nothing_leans(build: Build, clauses: list[Clause], embedding: Embedding) -> None:
    of_the_policy = [example for example in EXAMPLES if example.within]
    store = build(clauses, examples=of_the_policy)
    retrieval = Retrieval(clauses, "r1", store=store, embedding=embedding, examples=of_the_policy)
    assert all(each.lean == 0 for each in retrieval.consult("is the car park free", 1).likeness)


def test_without_meaning_nothing_is_alike(clauses: list[Clause]) -> None:
    assert (
        Retrieval(clauses, "r1", reason="loading model", examples=EXAMPLES).consult("where can I park", 3).likeness
        == []
    )


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    given = [Example("one", "notice for a hearing"), Example("two", "notice for a visit"), Example("three", "notice")]
    one, two, three = Likenesses(given).of("notice of a hearing", [(given[0], 0.9), (given[1], 0.4)], 0)
    assert one.words == 1
    assert 0 < two.words == three.words < 0.3


def test_what_is_not_among_the_nearest_is_as_far_as_the_last_of_them() -> None:
    given = [Example("one", "park"), Example("one", "car"), Example("two", "court")]
    found = Likenesses(given).of("bicycle", [(given[0], 0.75), (given[1], 0.5), (given[0], 0.25)], 0)
    assert found == [Likeness("one", 0.625, words=0, lean=0), Likeness("two", 0.25, words=0, lean=0)]


def test_small_words_alone_share_nothing() -> None:
    example = Example("one", "what is it")
    [one] = Likenesses([example]).of("what is it", [(example, 0.5)], 0)
    assert one.words == 0
