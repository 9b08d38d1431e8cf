"""A question that could be asked of all children is told what the policy says; one child's case is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.points import passages
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from index.likeness import Likeness
from index.passages import Answering
from index.retrieval import Consulted
from tests.serving import Shelf

OF_ALL = "when does a section 20 young person leave EmPower"
OF_ONE = "15 year old on section 20 with EmPower, when does he leave"


@dataclass
class Weighs(Shelf):
    """A library that finds one statement, this near, and holds a message to be of these kinds."""

    near: Answering
    kinds: dict[str, float] = field(default_factory=lambda: {"case": 0.9})
    ready = True

    def consult(self, question: str, limit: int) -> Consulted:
        return Consulted([], [Likeness(self.near.passage.about, 0.9, 0.5, 0.1)], self.kinds, [self.near])


def ask(pack: Pack, text: str, score: float, **kinds: float) -> Answer:
    [leaving, *_] = [each for each in passages(pack) if each.about == "leaving-empower"]
    library = Weighs(Answering(leaving, score), kinds or {"case": 0.9})
    return Assistant(pack, library).answer(ChatRequest(message=text), date(2026, 3, 18))


def test_a_question_of_no_child_is_told_the_statement_that_answers_it(lancashire: Pack) -> None:
    answer = ask(lancashire, OF_ALL, 2.1)
    assert (answer.kind, answer.about) == ("guidance", ("leaving-empower",))
    assert "If you ask for one child, tell me" in answer.text


def test_where_no_statement_is_near_it_is_taken_for_a_case(lancashire: Pack) -> None:
    assert ask(lancashire, OF_ALL, 1.9).kind == "needs_facts"


def test_a_child_with_an_age_is_a_case_however_near_a_statement_is(lancashire: Pack) -> None:
    answer = ask(lancashire, OF_ONE, 3.0)
    assert answer.kind != "guidance"
    assert answer.facts["age"].value == 15


@pytest.mark.parametrize(
    ("score", "case", "guidance", "kind"),
    [
        (1.7, 0.1, 0.8, "guidance"),
        (1.5, 0.1, 0.8, "needs_facts"),
        (1.7, 0.3, 0.7, "needs_facts"),
    ],
)
def test_an_age_that_is_an_example_makes_no_case(
    lancashire: Pack, score: float, case: float, guidance: float, kind: str
) -> None:
    text = "a ten year old moves to Children in our Care, who is at the meeting"
    assert ask(lancashire, text, score, case=case, guidance=guidance).kind == kind


def test_what_decides_the_case_is_decided(lancashire: Pack) -> None:
    text = "CIN plan, need in the family, with Duty and Assessment. when do they transfer"
    assert ask(lancashire, text, 3.0).kind == "resolved"


@pytest.mark.parametrize(("score", "kind"), [(1.6, "guidance"), (1.4, "emergency")])
def test_a_question_that_a_statement_answers_is_no_danger_by_its_sound(
    lancashire: Pack, score: float, kind: str
) -> None:
    assert ask(lancashire, "what if her door stays shut after a step down", score, danger=0.8).kind == kind


@pytest.mark.parametrize(("danger", "kind"), [(0.8, "guidance"), (0.96, "emergency")])
def test_what_speaks_of_nobody_must_sound_more_like_danger(lancashire: Pack, danger: float, kind: str) -> None:
    assert ask(lancashire, "what if the door stays shut after a step down", 1.4, danger=danger).kind == kind


def test_beside_a_question_back_stands_what_the_policy_says_on_it(lancashire: Pack) -> None:
    text = "can EmPower take an 11 year old"
    answer = ask(lancashire, text, 1.6)
    assert answer.kind == "needs_facts"
    assert answer.questions
    assert answer.more.startswith("**What the policy says on it**")
    assert answer.text.endswith(answer.more)
    assert ask(lancashire, text, 1.4).more == ""
