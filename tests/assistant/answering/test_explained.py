"""A word explained to somebody new: what it stands for, what it means, and which cases move at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.explained import explain, terms
from assistant.answering.turn import Assistant
from assistant.loading import PackError, load
from assistant.pack import Pack
from tests.serving import Shelf


def ask(pack: Pack, text: str) -> Answer:
    shelf = Shelf(list(pack.clauses.values()), pack.revision)
    return Assistant(pack, shelf).answer(ChatRequest(message=text), date(2026, 3, 18))


def test_a_short_form_is_told_in_full_in_plain_words_and_with_the_cases_that_move_at_it(lancashire: Pack) -> None:
    answer = ask(lancashire, "whats an ICPC")
    assert answer.about == ("icpc",)
    first, plain, *rest = [line for line in answer.text.splitlines() if line]
    assert first == "**Initial child protection conference (ICPC)**."
    assert plain.startswith("In general use (not from this policy): a meeting of the family")
    assert any("From Duty and Assessment to CIN/CP/Court" in line for line in rest)
    assert {each.clause for each in answer.citations} <= set(lancashire.clauses)
    assert answer.citations


@pytest.mark.parametrize("question", ["what is a core group", "whats a legal planning meeting", "what does PLO mean"])
def test_a_meeting_without_a_short_form_is_explained_too(lancashire: Pack, question: str) -> None:
    answer = ask(lancashire, question)
    assert answer.kind == "guidance"
    assert "In general use (not from this policy):" in answer.text


def test_a_meeting_and_its_short_form_are_explained_once(lancashire: Pack) -> None:
    names = ("initial_child_protection_conference", "icpc")
    assert [term.id for term in terms(lancashire, names)] == ["icpc"]


def test_cases_of_many_teams_are_not_told_team_by_team(lancashire: Pack) -> None:
    for name in lancashire.plainly:
        for term in terms(lancashire, (name,)):
            assert all(len(move.senders) < 4 for move in explain(lancashire, term).moves)


def test_every_entry_explains_something_that_can_be_asked_for(lancashire: Pack) -> None:
    assert lancashire.words
    for word in lancashire.words.values():
        assert terms(lancashire, word.of), word.id


def test_an_entry_for_nothing_is_refused(spoiled: Callable[[str, Callable[[Any], None]], Path]) -> None:
    def spoil(content: Any) -> None:
        content["words"] += [
            {"id": "word-nothing", "of": ["no_such_term"], "plain": "Nothing."},
            {"id": "word-twice", "of": ["planning_evening"], "plain": "Again."},
        ]

    with pytest.raises(PackError) as refused:
        load(spoiled("words.yaml", spoil))
    assert "words.yaml: word-nothing: no such name: no_such_term" in refused.value.problems
    assert "words.yaml: word-twice: planning_evening stands in another entry" in refused.value.problems
