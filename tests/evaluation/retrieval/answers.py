"""The same questions asked of the whole assistant: what its answers cite, and which it does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from assistant.answering.answer import ChatRequest
from assistant.answering.turn import Assistant
from tests.evaluation.retrieval.measures import Same
from tests.evaluation.retrieval.questions import Judged, Question

TODAY = date(2026, 3, 18)
_MARKED = re.compile(r"\[(\d+)\]")


class Outcome(NamedTuple):
    """What became of one question."""

    question: Question
    kind: str
    about: tuple[str, ...]
    cited: tuple[str, ...]
    relevant: int
    """Cited clauses that answer it or speak to it, or say the same as one that does."""
    expected: bool
    """Whether one that answers it is among them."""
    led: tuple[str, ...]
    """Those of them that the answer leads with, before what more there is to say."""
    led_relevant: int
    led_expected: bool
    grounded: bool
    """Whether every marker of the text stands for a clause."""


def ask(assistant: Assistant, question: Question, same: Same) -> Outcome:
    """One question, asked by itself."""
    answer = assistant.answer(ChatRequest(message=question.q), TODAY)

    def among(clauses: tuple[str, ...]) -> tuple[int, bool]:
        labelled = (*question.answers, *question.speaks)
        relevant = sum(any(one == of or same(one, of) for of in labelled) for one in clauses)
        return relevant, any(one == of or same(one, of) for one in clauses for of in question.answers)

    by_marker = {each.marker: each.clause for each in answer.citations}
    cited = tuple(by_marker.values())
    led = tuple(by_marker[at] for at in _markers(answer.lead) if at in by_marker)
    grounded = _markers(answer.text) <= set(by_marker)
    return Outcome(question, answer.kind, answer.about, cited, *among(cited), led, *among(led), grounded)


def _markers(text: str) -> set[int]:
    return {int(each) for each in _MARKED.findall(text)}


def _share(outcomes: Iterable[Outcome]) -> str:
    outcomes = list(outcomes)
    return f"{sum(each.led_relevant for each in outcomes)} of {sum(len(each.led) for each in outcomes)}"


def graded(outcomes: Iterable[Outcome], judged: Mapping[str, Judged]) -> list[tuple[str, str]]:
    """What the clauses that answers within the policy lead with are worth, as they were judged one by one.

    One that nobody judged counts as beside the question.
    """
    pairs = [(judged[each.question.id], clause) for each in outcomes if each.question.answers for clause in each.led]
    answers = sum(clause in of.answers for of, clause in pairs)
    supports = sum(clause in of.supports for of, clause in pairs)
    unknown = sum(clause not in (*of.answers, *of.supports, *of.beside) for of, clause in pairs)
    return [
        ("Clauses it leads with that answer it or help, judged one by one", f"{answers + supports} of {len(pairs)}"),
        ("... that answer it", f"{answers} of {len(pairs)}"),
        ("... not judged yet, and counted as beside it", f"{unknown} of {len(pairs)}"),
    ]


def rows(outcomes: Iterable[Outcome]) -> list[tuple[str, str]]:
    """What the answers come to, in words and numbers."""
    outcomes = list(outcomes)
    within = [each for each in outcomes if each.question.answers]
    beyond = [each for each in outcomes if not each.question.answers]
    told = [each for each in within if each.cited]
    return [
        ("A clause that answers it is cited", f"{sum(each.expected for each in within)} of {len(within)}"),
        ("... in what the answer leads with", f"{sum(each.led_expected for each in within)} of {len(within)}"),
        ("Clauses it leads with that answer it or speak to it", _share(told)),
        ("... in answers that move no case", _share(each for each in told if each.kind == "guidance")),
        ("Answers of which some clause speaks to it", f"{sum(each.relevant > 0 for each in told)} of {len(told)}"),
        ("Every marker has its clause", f"{sum(each.grounded for each in outcomes)} of {len(outcomes)}"),
        ("Within the policy, and refused", f"{sum(each.kind == 'out_of_scope' for each in within)} of {len(within)}"),
        ("Beyond the policy, and answered", f"{sum(bool(each.cited) for each in beyond)} of {len(beyond)}"),
    ]
