"""One question asked of the whole assistant, turn by turn, and its last answer held against what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.each_child import SIBLINGS
from assistant.answering.state import read_state
from assistant.answering.turn import Assistant
from assistant.evaluation.facts_read import Compared, compare, paired
from assistant.evaluation.questions import Expect, Question
from assistant.evaluation.seen import MOVES, MOVES_BY, Seen, Told, Verdict
from assistant.facts import Facts, read_facts
from assistant.pack import Pack
from assistant.resolver import resolve
from assistant.understanding.reading import read


@dataclass(frozen=True)
class Outcome:
    """What came of one question."""

    question: Question
    verdict: Verdict
    differences: tuple[str, ...] = ()
    """A line for each thing in which the answer is not what it should be."""
    facts: tuple[Compared, ...] = ()
    wrong_days: tuple[str, ...] = ()
    needless: bool = False
    """Whether it asks where nothing need be asked, or for what was said."""
    answered: str = ""
    """The kind of the answer; empty where there was none."""
    says_something: bool = False
    corrected: bool = False
    """Whether any of the question's clauses is cited in the text."""
    in_doubt: tuple[str, ...] = ()
    """Where the labels and what their writer worked out by hand do not fit."""
    milliseconds: tuple[float, ...] = ()
    """What understanding each of its messages took, by itself."""

    @property
    def failed(self) -> bool:
        misread = any(each.missed or each.wrong for each in self.facts)
        return self.verdict != "right" or misread or (self.question.misled and not self.corrected)


def score(assistant: Assistant, question: Question) -> Outcome:
    """Ask it and judge the last answer. Raises nothing: where the assistant fails, the answer is wrong."""
    try:
        answer = _converse(assistant, question)
        told = _decided(assistant.pack, question, answer) if question.kind == "case" else _other(question, answer)
        times = tuple(_time(assistant.pack, message, question) for message in question.messages)
    except Exception as error:
        return Outcome(question, "wrong", (f"no answer: {type(error).__name__}",))
    return Outcome(
        question,
        answered=answer.kind,
        says_something=answer.completeness != "none",
        corrected=bool(_cited(answer) & {*question.clauses}),
        milliseconds=times,
        **told,
    )


def _converse(assistant: Assistant, question: Question) -> Answer:
    state: dict[str, Any] | None = None
    for message in question.messages:
        answer = assistant.answer(ChatRequest(message=message, state=state), question.today)
        state = answer.state
    return answer


def _time(pack: Pack, message: str, question: Question) -> float:
    start = perf_counter()
    read(message, pack, question.today)
    return (perf_counter() - start) * 1000


def _cited(answer: Answer) -> set[str]:
    return {each.clause for each in answer.citations if f"[{each.marker}]" in answer.text}


def _other(question: Question, answer: Answer) -> dict[str, Any]:
    lines = list(_misfits(question, answer))
    return {"verdict": "wrong" if lines else "right", "differences": tuple(lines)}


def _misfits(question: Question, answer: Answer) -> Iterator[str]:
    """Where an answer to a question that is no case does not fit it."""
    wanted = question.kind if question.kind in ("out_of_scope", "emergency") else "guidance"
    if answer.kind != wanted:
        yield f"kind: {wanted} is right, the answer is {answer.kind}"
    elif question.kind == "small_talk" and answer.completeness != "none":
        yield "the answer takes small talk for a question"
    elif question.kind in ("guidance", "definition"):
        answers = {*question.about, *question.clauses}
        told = {*answer.about, *_cited(answer)}
        if answers.isdisjoint(told) if answers else answer.completeness == "none":
            what = " or ".join((*question.about, *question.clauses)) or "anything of the policy"
            yield f"about: {what} answers it, the answer tells of {' and '.join(answer.about) or 'none of these'}"


def _decided(pack: Pack, question: Question, answer: Answer) -> dict[str, Any]:
    specs = pack.facts
    shared = read_facts(specs, question.facts)
    meant: list[Facts] = [{**shared, **read_facts(specs, child)} for child in question.children] or [shared]
    state = read_state(answer.state, specs)
    held = state.values(specs)
    was_read: list[Facts] = [{**held, **child.facts} for child in state.each(specs)] or [held]

    order = paired(meant, was_read, specs, question.today)
    got: list[Facts] = [was_read[at] if at < len(was_read) else {} for at in order]
    not_counted = {*question.unclear, *question.optional, *([SIBLINGS] if question.children else [])}
    facts = [
        each
        for at, child in enumerate(got)
        for each in compare(specs, meant[at] if at < len(meant) else {}, child, question.today, not_counted)
    ]
    seen = Seen.of_answer(answer)
    if len(seen.told) == len(was_read):
        told = tuple(seen.told[at] for at in order if at < len(seen.told))
        seen = Seen(seen.kind, seen.asks, seen.awaits, told)
    truths = [
        Seen.of_decisions(pack, [resolve(pack, child, question.today, doubted) for child in children])
        for children in _variants(pack, question, meant, got)
        for doubted in dict.fromkeys(((), question.unclear))
    ]
    guessed = sorted({name for child in got for name in question.unclear if name in child})
    verdict, truth = min(
        ((_verdict(question, seen, each, guessed), each) for each in truths),
        key=lambda judged: ("right", "asked", "wrong").index(judged[0]),
    )
    lines = [f"{name}: only asking is right, and it was guessed" for name in guessed]
    lines += seen.differences(truth) if verdict != "right" else []
    said = frozenset.intersection(*(frozenset(child) for child in meant)) - {*question.optional}
    asks = seen.asks - {*question.unclear, *question.optional}
    return {
        "verdict": verdict,
        "differences": (*lines, *(str(each) for each in facts if each.missed or each.wrong)),
        "facts": tuple(facts),
        "wrong_days": tuple(seen.wrong_days(truth)),
        "needless": bool((asks and not truth.asks) or (asks | seen.awaits) & said),
        "in_doubt": tuple(_doubts(question.expect, truths[0].told)) if question.expect else (),
    }


def _variants(pack: Pack, question: Question, meant: Sequence[Facts], got: Sequence[Facts]) -> list[list[Facts]]:
    """The facts of each child as they may rightly be taken: with what is optional as labelled, without it, as read."""
    among: Facts = {SIBLINGS: True} if question.children and SIBLINGS in pack.facts else {}
    labelled: list[Facts] = [{**among, **child} for child in meant]
    if not question.optional:
        return [labelled]
    without: list[Facts] = []
    as_read: list[Facts] = []
    for child, read_of_it in zip(labelled, got, strict=False):
        sure = {name: value for name, value in child.items() if name not in question.optional}
        beside = {name: read_of_it[name] for name in question.optional if name in read_of_it}
        without.append(sure)
        as_read.append({**beside, **sure, **{name: child[name] for name in beside if name in child}})
    return [labelled, without, as_read]


def _verdict(question: Question, seen: Seen, truth: Seen, guessed: Collection[str]) -> Verdict:
    if guessed:
        return "wrong"
    if seen.asks & {*question.unclear, *question.optional} and seen.agrees(truth):
        return "right"
    return seen.verdict(truth)


def _doubts(expect: Expect, told: Sequence[Told]) -> Iterator[str]:
    """What the writer worked out by hand, where the labels lead elsewhere for every child."""
    stays = [each.team or each.current_team for each in told]
    days = {day for each in told for name in (MOVES, MOVES_BY) for day in each.days.get(name, ()) if day}
    lead_to: dict[str, Collection[Any]] = {
        "team": {*stays, *(each.team for each in told)},
        "event": {each.event for each in told},
        "date": days or {None},
    }
    for name in expect.model_fields_set:
        wanted = getattr(expect, name)
        if wanted not in lead_to[name]:
            yield f"{name}: {wanted} was worked out by hand, the labels lead to {' or '.join(map(str, lead_to[name]))}"
