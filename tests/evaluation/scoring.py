"""Generated questions asked of the whole assistant, and judged as `assistant.evaluation` judges them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.evaluation.facts_read import Compared, compare
from assistant.evaluation.seen import Seen
from assistant.facts import Facts
from assistant.pack import Pack
from assistant.resolver import resolve
from tests.evaluation.question import Question
from tests.serving import Shelf

Verdict = Literal["right", "asked", "left out", "wrong"]


@dataclass(frozen=True)
class Scored:
    question: Question
    verdict: Verdict
    """`left out`: it tells less than it could, without asking, and nothing that is not so."""
    wrong_days: tuple[str, ...]
    differences: tuple[str, ...]
    facts: tuple[Compared, ...]
    """Those that were read otherwise than they were meant."""
    children: int
    """How many were read; several of one child is a misreading of its own."""
    kind: str
    read: Facts
    seconds: float

    @property
    def misreading(self) -> str:
        """What was misread, in few words; many failures of one mechanism share it."""
        found = [f"answered as {self.kind}"] if self.kind not in ("resolved", "needs_facts") else []
        found += ["several children"] if self.children > 1 else []
        for each in self.facts:
            sign = "≠" if each.read is not None and each.meant is not None else "-" if each.read is None else "+"
            found.append(f"{sign} {each.fact}")
        return ", ".join(sorted(found)) or "nothing"


def assistant_of(pack: Pack) -> Assistant:
    """The whole assistant, with search by words alone."""
    return Assistant(pack, Shelf(list(pack.clauses.values()), pack.revision))


def score(assistant: Assistant, questions: Iterable[Question]) -> list[Scored]:
    return [_score(assistant, question) for question in questions]


def share(scored: Sequence[Scored], *verdicts: Verdict) -> float:
    return sum(each.verdict in verdicts for each in scored) / len(scored)


def _score(assistant: Assistant, question: Question) -> Scored:
    pack = assistant.pack
    begun = time.perf_counter()
    answer = assistant.answer(ChatRequest(message=question.text), question.today)
    seconds = time.perf_counter() - begun
    true = Seen.of_decisions(pack, [resolve(pack, question.facts, question.today)])
    seen = Seen.of_answer(answer)
    read = {name: pack.facts[name].read(fact.value) for name, fact in answer.facts.items()}
    compared = compare(pack.facts, question.facts, read, question.today)
    return Scored(
        question,
        _verdict(seen, true),
        tuple(seen.wrong_days(true)),
        tuple(seen.differences(true)),
        tuple(each for each in compared if each.missed or each.wrong),
        _children(answer),
        answer.kind,
        read,
        seconds,
    )


def _verdict(seen: Seen, true: Seen) -> Verdict:
    verdict = seen.verdict(true)
    if verdict != "wrong":
        return verdict
    guessed = seen.kind == "emergency" or (seen.kind == "resolved" and true.kind == "needs_facts")
    agrees = all(told.agrees(true.told[0]) for told in seen.told)
    return "left out" if agrees and not guessed else "wrong"


def _children(answer: Answer) -> int:
    return max(len(answer.resolutions), 1)
