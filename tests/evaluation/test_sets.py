"""The sets of questions, and that the assistant takes no step back on them: one run, of which only totals are told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.answering.turn import Assistant
from assistant.evaluation.questions import Question, read_questions
from assistant.evaluation.scoring import score
from assistant.evaluation.totals import Floors, shortfalls, total
from assistant.pack import Pack
from assistant.settings import CHECKOUT, Settings
from tests.serving import Shelf
from web.service import open_library

FOLDER = CHECKOUT / "tests" / "evaluation"
NO_STEP_BACK = {
    "open": Floors(least={"right": 0.8}, most={"wrong_date": 0.02}),
    "held_out": Floors(least={"right": 0.58}, most={"wrong_date": 0.05}),
}
"""Against steps back, not the aim: that stands in assistant/evaluation/totals.py."""

A_THIRD = 1 / 3
"""Of all questions, the share that must be held out."""

Sets = Mapping[str, list[Question]]


@pytest.fixture(scope="module")
def sets(lancashire: Pack) -> Sets:
    return {name: read_questions(FOLDER / name, lancashire) for name in NO_STEP_BACK}


def test_the_sets_keep_apart(sets: Sets) -> None:
    everything = [question for questions in sets.values() for question in questions]
    # Counted first: what a failed assertion compares is printed.
    ids = len({question.id for question in everything})
    texts = len({_plain(question) for question in everything})
    count, held_out = len(everything), len(sets["held_out"])
    assert (ids, texts) == (count, count)
    assert held_out / count >= A_THIRD


@pytest.mark.sweep
def test_no_step_back_on_cases(lancashire: Pack, sets: Sets) -> None:
    """Without the index: what decides a case needs none."""
    assistant = Assistant(lancashire, Shelf(list(lancashire.clauses.values()), lancashire.revision))
    assert _short(assistant, {name: [each for each in of if each.kind == "case"] for name, of in sets.items()}) == {}


@pytest.mark.sweep
def test_no_step_back(lancashire: Pack, sets: Sets) -> None:
    """All of them, with the checkout's own index, which is built once."""
    library = open_library(Settings(), lancashire, lambda status: None)
    assert library.wait(timeout=600)
    try:
        assert _short(Assistant(lancashire, library), sets) == {}
    finally:
        library.close()


def _short(assistant: Assistant, sets: Sets) -> dict[str, list[str]]:
    """Set -> the floors that it does not meet."""
    totals = {name: total([score(assistant, each) for each in questions]) for name, questions in sets.items()}
    return {name: found for name, each in totals.items() if (found := list(shortfalls(each, NO_STEP_BACK[name])))}


def _plain(question: Question) -> tuple[str, ...]:
    return tuple(" ".join(message.lower().split()) for message in question.messages)
