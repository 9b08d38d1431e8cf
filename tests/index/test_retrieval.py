from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.clauses import Clause
from assistant.examples import Example
from assistant.passages import Passage
from index import manifest
from index.embedding import Embedded, Embedding
from index.late_interaction import LateInteraction
from index.passages import Passages
from index.retrieval import Retrieval
from tests.index.conftest import Build
from tests.index.dozen import documents, made_up


@pytest.fixture
def retrieval(build: Build, clauses: list[Clause], embedding: Embedding) -> Retrieval:
    late = LateInteraction(
        documents(clauses), embedding.of_documents([manifest.embedded(clause) for clause in clauses])
    )
    return Retrieval(clauses, "r1", store=build(clauses), embedding=embedding, late=late)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("do I have to give notice for an urgent hearing?", 3),
        ("what happens at court in an emergency", 3),
        ("who is given a personal adviser?", 5),
        ("two managers cannot agree", 9),
        ("how often is a privately fostered child seen?", 8),
    ],
)
def test_the_sensible_clause_comes_first(retrieval: Retrieval, question: str, clause: int) -> None:
    first = retrieval.search(question, 3)[0]
    assert first.clause.id == f"northmoor/1/{clause}"
    assert "vector" in first.found_by
    assert first.similarity is not None


def test_scores_fall_from_one_at_most(retrieval: Retrieval) -> None:
    hits = retrieval.search("notice of an urgent court hearing", 12)
    scores = [hit.score for hit in hits]
    assert hits[0].found_by == {"keyword", "vector"}
    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({hit.clause.id for hit in hits}) == len(hits) == 12


def test_a_superseded_clause_loses_a_near_tie(retrieval: Retrieval) -> None:
    order = [
        hit.clause.id for hit in retrieval.search("the team hands the case over at the first planning meeting", 12)
    ]
    assert order[:2] == ["northmoor/1/1", "northmoor/1/2"]


def test_a_superseded_clause_keeps_a_clear_lead(retrieval: Retrieval) -> None:
    assert retrieval.search("intake team", 1)[0].clause.layer == "earlier"


def test_a_question_about_something_else_is_like_no_clause(retrieval: Retrieval) -> None:
    assert max(hit.similarity or 0 for hit in retrieval.search("recipe for lemon cake", 3)) < 0.2


@pytest.mark.parametrize(("question", "limit"), [("", 3), (" \n", 3), ("court", 0), ("court", -1)])
def test_nothing_asked_finds_nothing(retrieval: Retrieval, question: str, limit: int) -> None:
    assert retrieval.search(question, limit) == []


def test_neighbours_leave_out_those_asked_for(retrieval: Retrieval) -> None:
    hits = retrieval.neighbours(["northmoor/1/5", "northmoor/1/6", "unknown"], 3)
    assert len(hits) == 3
    assert not {"northmoor/1/5", "northmoor/1/6"} & {hit.clause.id for hit in hits}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert retrieval.neighbours([], 3) == retrieval.neighbours(["northmoor/1/5"], 0) == []


def test_without_an_index_words_are_searched(clauses: list[Clause]) -> None:
    retrieval = Retrieval(clauses, "r1", reason="loading model")
    assert retrieval.partial
    assert retrieval.reason == "loading model"
    [first, *_] = retrieval.search("urgent hearing", 3)
    assert first.clause.id == "northmoor/1/3"
    assert first.score == 1
    assert first.found_by == {"keyword"}
    assert first.similarity is None
    assert retrieval.neighbours(["northmoor/1/3"], 3) == []


def test_an_index_that_fails_in_use_is_left_alone_afterwards(retrieval: Retrieval) -> None:
    assert not retrieval.partial
    retrieval._store.close()  # type: ignore[union-attr]
    assert retrieval.search("urgent hearing", 3)[0].found_by == {"keyword"}
    assert retrieval.partial
    assert "failed in use" in retrieval.reason


def test_of_clauses_that_say_the_same_the_current_one_is_found(embedding: Embedding, build: Build) -> None:
    earlier, *others = made_up()
    twin = earlier.model_copy(update={"id": "old/1/1", "document": "old", "layer": "earlier"})
    clauses = [twin, earlier, *others]
    late = LateInteraction(
        documents(clauses), embedding.of_documents([manifest.embedded(clause) for clause in clauses])
    )
    retrieval = Retrieval(clauses, "r1", store=build(clauses), embedding=embedding, late=late)
    found = [hit.clause.id for hit in retrieval.search(earlier.text, 5)]
    assert found[0] == earlier.id
    assert twin.id not in found


def test_a_question_in_short_forms_is_asked_in_full_too(embedding: Embedding, build: Build) -> None:
    clauses = made_up()
    late = LateInteraction(
        documents(clauses), embedding.of_documents([manifest.embedded(clause) for clause in clauses])
    )
    told = []
    for spell_out in (str, lambda text: text.replace("PFA", "privately fostered child")):
        retrieval = Retrieval(clauses, "r1", store=build(clauses), embedding=embedding, late=late, spell_out=spell_out)
        hits = retrieval.search("how often is a PFA seen", 12)
        told.append(next(hit.similarity for hit in hits if hit.clause.id == "northmoor/1/8"))
        assert hits[0].score == 1
    plain, spelled = told
    assert plain is not None
    assert spelled is not None
    assert spelled > plain


def test_a_statement_that_answers_brings_its_clauses_forward(embedding: Embedding, build: Build) -> None:
    clauses = made_up()
    late = LateInteraction(
        documents(clauses), embedding.of_documents([manifest.embedded(clause) for clause in clauses])
    )
    places = []
    examples = [Example("lighthouse", "who trims the lamp of the lighthouse", passage="lighthouse/0")]
    told = [
        Passage("lighthouse/0", "lighthouse", "The lighthouse. Its lamp is trimmed.", ("northmoor/1/11",)),
        Passage("harbour/0", "harbour", "The harbour. Boats lie there in winter.", ("northmoor/1/2",)),
    ]
    store = build(clauses, examples=examples)
    asks = [each for each in examples if each.passage]

    def texts_of(each: Sequence[Passage | Example]) -> list[Embedded]:
        return embedding.of_documents([one.text for one in each])

    [unasked] = texts_of(told[1:])
    for passages in (None, Passages(told, {"harbour/0": unasked}, asks, texts_of(asks))):
        retrieval = Retrieval(
            clauses, "r1", store=store, embedding=embedding, examples=examples, late=late, passages=passages
        )
        consulted = retrieval.consult("who trims the lighthouse lamp", 12)
        places.append([hit.clause.id for hit in consulted.hits].index("northmoor/1/11"))
    assert places[1] == 0 < places[0]
    assert [each.passage for each in consulted.answering] == told
