from __future__ import annotations

import numpy as np
import pytest

from assistant.clauses import Clause
from index.embedding import Embedded, Embedding
from index.late_interaction import LateInteraction
from tests.index.conftest import word_by_word
from tests.index.dozen import documents, made_up


@pytest.fixture(scope="session")
def clauses_and_words(embedding: Embedding) -> tuple[list[Clause], LateInteraction]:
    clauses = made_up()
    return clauses, word_by_word(clauses, embedding)


def embedded(*tokens: tuple[int, list[float]]) -> Embedded:
    vectors = np.array([vector for _, vector in tokens], dtype=np.float32).reshape(len(tokens), 2)
    return Embedded(np.array([1.0, 0.0], np.float32), np.array([token for token, _ in tokens]), vectors)


def clause(name: str, document: str = "one") -> Clause:
    return Clause(
        id=name, document=document, title="", section="1", paragraph=1, heading="", layer="current", text=name
    )


def test_a_clause_speaks_as_well_as_its_nearest_words() -> None:
    late = LateInteraction(
        documents([clause("both"), clause("half"), clause("none")]),
        [embedded((1, [1, 0]), (2, [0, 1])), embedded((3, [1, 0])), embedded((4, [-1, 0]))],
    )
    asked = embedded((8, [1, 0]), (9, [0, 1]))
    speaks = late.speaks([asked], ["both", "half", "none"])
    assert speaks["both"] == pytest.approx(1)
    assert speaks["half"] == pytest.approx(0.5)
    assert speaks["none"] < 0


def test_a_text_that_says_more_than_was_asked_is_less_alike() -> None:
    late = LateInteraction(
        documents([clause("same"), clause("more")]),
        [embedded((1, [1, 0])), embedded((1, [1, 0]), (2, [0, 1]))],
    )
    asked = [embedded((1, [1, 0]))]
    assert late.speaks(asked, ["same", "more"]) == pytest.approx({"same": 1, "more": 1})
    alike = late.alike(asked, ["same", "more"])
    assert alike["same"] == pytest.approx(1)
    assert 0.5 < alike["more"] < 0.9


def test_a_rare_word_counts_for_more() -> None:
    words = [embedded((1, [1, 0])), embedded((1, [1, 0])), embedded((2, [0, 1]))]
    late = LateInteraction(documents([clause("a"), clause("b"), clause("c")]), words)
    speaks = late.speaks([embedded((1, [1, 0]), (2, [0, 1]))], ["a", "c"])
    assert speaks["c"] > speaks["a"]


def test_several_wordings_count_alike() -> None:
    late = LateInteraction(documents([clause("a")]), [embedded((1, [1, 0]))])
    one, other = embedded((1, [1, 0])), embedded((2, [0, 1]))
    assert late.speaks([one, other], ["a"])["a"] == pytest.approx(0.5)


def test_a_model_that_tells_no_words_apart_says_nothing() -> None:
    late = LateInteraction(documents([clause("a")]), [embedded()])
    assert late.speaks([embedded((1, [1, 0]))], ["a"]) == {}
    assert LateInteraction(documents([clause("a")]), [embedded((1, [1, 0]))]).speaks([embedded()], ["a"]) == {}


def test_the_same_meaning_in_other_words_is_found(
    clauses_and_words: tuple[list[Clause], LateInteraction], embedding: Embedding
) -> None:
    clauses, late = clauses_and_words
    speaks = late.speaks(embedding.of_questions(["two bosses cannot agree"]), [each.id for each in clauses])
    assert max(speaks, key=lambda each: speaks[each]) == "northmoor/1/9"


def test_two_clauses_say_the_same_across_documents_sooner_than_within_one() -> None:
    def whole(vector: list[float]) -> Embedded:
        return embedded((1, [1, 0]))._replace(vector=np.array(vector, np.float32))

    late = LateInteraction(
        documents([clause("a"), clause("b"), clause("c", "two"), clause("d", "two")]),
        [whole([1, 0]), whole([0.9, 0.436]), whole([0.9, 0.436]), whole([0, 1])],
    )
    assert late.says_the_same("a", "c")
    assert not late.says_the_same("a", "b")
    assert not late.says_the_same("a", "d")
