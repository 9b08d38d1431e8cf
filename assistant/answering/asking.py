"""Questions and assumptions as a person reads them: what is asked, and where each answer leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.answering import wording
from assistant.answering.answer import AnswerAssumption, AnswerOption, AnswerQuestion
from assistant.facts import Facts
from assistant.pack import Pack
from assistant.periods import HOURS_A_DAY, Period
from assistant.resolution import Decision
from assistant.understanding.findings import Unsure

CHANGES = "the answer changes"


def questions(pack: Pack, decision: Decision) -> tuple[AnswerQuestion, ...]:
    """The one question that decides most; none when nothing hangs on an answer."""
    if decision.question is None:
        return ()
    spec = pack.facts[decision.question.fact]
    labels = {option.value: option.label for option in spec.options}
    point = decision.resolution.transfer_point
    shorts = {name: team.short for name, team in pack.teams.items()} if spec.name == "current_team" else {}
    options = tuple(
        AnswerOption(
            value=choice.value,
            label=shorts.get(choice.value) or labels.get(choice.value) or ("Yes" if choice.value is True else "No"),
            leads_to=wording.lead(pack, choice.lead, point.event if point else None),
        )
        for choice in decision.question.choices
    )
    return (AnswerQuestion(fact=spec.name, prompt=spec.question, options=options),)


def which_reading(
    pack: Pack, found: Iterable[Unsure], decide: Callable[[Facts], Decision] | None = None
) -> AnswerQuestion | None:
    """A fact that was said so that it may be meant, or meant in two ways: asked about before anything else.

    `decide` decides the case with some facts beside it: what leads to one decision either way is not asked about.
    """
    for unsure in found:
        spec = pack.facts.get(unsure.fact)
        if spec and unsure.readings and not (decide and _same_either_way(unsure, decide)):
            said = [spec.say(value) for value in unsure.readings]
            labels = ["Yes"] if len(said) == 1 else said
            options = tuple(
                AnswerOption(value=value, label=label, leads_to=None)
                for value, label in zip(unsure.readings, labels, strict=True)
            )
            return AnswerQuestion(fact=spec.name, prompt=f"{spec.label}: {' or '.join(said)}?", options=options)
    return None


def _same_either_way(unsure: Unsure, decide: Callable[[Facts], Decision]) -> bool:
    """Whether every reading, and leaving it unsaid, come to the same decision."""
    decided = [decide({unsure.fact: value}) for value in unsure.readings] + [decide({})]
    told = [(each.kind, each.question, each.resolution.model_copy(update={"trace": ()})) for each in decided]
    return all(each == told[0] for each in told)


def assumptions(pack: Pack, decision: Decision) -> tuple[AnswerAssumption, ...]:
    return tuple(
        AnswerAssumption(
            fact=each.fact,
            value=each.value,
            label=each.label,
            otherwise=wording.lead(pack, each.otherwise) or CHANGES,
        )
        for each in decision.assumptions
    )


def missing_date(pack: Pack, decision: Decision) -> str | None:
    """The event whose date would let days be worked out; None where nothing is counted from it."""
    resolution = decision.resolution
    point = resolution.transfer_point
    if point is None or point.date or not pack.events[point.event].dated:
        return None
    periods = [point.limit.removeprefix("within ")] if point.limit else []
    undated = (each for each in resolution.deadlines if each.due is None and each.anchor.event == point.event)
    periods += [each.period or "" for each in undated]
    return point.event if any(_takes_days(period) for period in periods) else None


def _takes_days(period: str) -> bool:
    """Whether a date lets the end of a period be worked out; of a few hours it does not."""
    if not period:
        return True
    read = Period.read(period)
    return read.unit != "hours" or read.number >= HOURS_A_DAY


def conflict(pack: Pack, decision: Decision) -> tuple[str, ...]:
    """The clauses of routes that apply side by side."""
    applying = [each for each in decision.resolution.trace if each.result == "applies" and each.rule in pack.routes]
    return tuple(dict.fromkeys(clause for each in applying for clause in each.clauses))
