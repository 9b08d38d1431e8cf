"""The evaluation on a terminal: the totals of each set, and the failures of the one that may be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, Field
from rich.console import Console, Group, RenderableType
from rich.progress import track
from rich.table import Table
from rich.text import Text

from assistant.answering.turn import Assistant
from assistant.evaluation.questions import Question
from assistant.evaluation.scoring import Outcome, score
from assistant.evaluation.totals import MEASURES, FactTotals, Share, Totals, shortfalls, total, worst

HELD_OUT = "held-out"
WIDEST = 100


class Failure(BaseModel):
    """A question of the open set that was not answered as it should be, or not read as it was meant."""

    id: str
    messages: tuple[str, ...]
    verdict: str
    differences: tuple[str, ...]
    why: str

    @classmethod
    def of(cls, outcome: Outcome) -> Failure:
        question = outcome.question
        uncorrected = question.misled and not outcome.corrected
        premise = (f"premise: not put right: {question.premise}",) if uncorrected else ()
        dates = tuple(f"wrong date: {day}" for day in outcome.wrong_days)
        return cls(
            id=question.id,
            messages=question.messages,
            verdict=outcome.verdict,
            differences=(*dates, *outcome.differences, *premise),
            why=question.why,
        )


class Report(BaseModel):
    """What `--json` prints."""

    totals: dict[str, Totals]
    """Set -> its totals."""
    short: dict[str, tuple[str, ...]]
    """Set -> the floors that it does not meet; those that meet all are left out."""
    in_doubt: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Question of the open set -> where its labels and what its writer worked out by hand do not fit."""
    failures: tuple[Failure, ...] = ()


def report(assistant: Assistant, sets: Mapping[str, Sequence[Question]], failures: int) -> Report:
    """Ask every question, showing how far it is. Only totals are kept of the held-out set."""
    progress = Console(stderr=True)
    outcomes = {
        name: [score(assistant, each) for each in track(questions, f"{name} questions", console=progress)]
        for name, questions in sets.items()
    }
    totals = {name: total(of, held_out=name == HELD_OUT) for name, of in outcomes.items()}
    shown = [each for name, of in outcomes.items() if name != HELD_OUT for each in of]
    return Report(
        totals=totals,
        short={name: lines for name, each in totals.items() if (lines := tuple(shortfalls(each)))},
        in_doubt={each.question.id: each.in_doubt for each in shown if each.in_doubt},
        failures=tuple(Failure.of(each) for each in worst(shown, failures)),
    )


def show(report: Report, console: Console) -> None:
    console.print(Group(*_parts(report)), width=min(console.width, WIDEST))


def _parts(report: Report) -> Iterable[RenderableType]:
    yield _measures(report.totals)
    for name, totals in report.totals.items():
        if totals.by_fact:
            yield _by_fact(f"Facts of the {name} set", totals.by_fact)
    for name, lines in report.in_doubt.items():
        yield Text(f"Label in doubt: {name}: {'; '.join(lines)}", style="yellow")
    for failure in report.failures:
        yield from _failure(failure)
    for name, lines in report.short.items():
        yield from (Text(f"{name}: {line}", style="bold red") for line in lines)


def _measures(sets: Mapping[str, Totals]) -> Table:
    table = Table("", *sets, box=None, pad_edge=False)
    table.add_row("Questions", *(str(each.questions) for each in sets.values()))
    for measure in MEASURES:
        table.add_row(measure.label, *(_share(each.measures[measure.name]) for each in sets.values()))
    table.add_row("Facts read that were meant (precision)", *(_percent(each.facts.precision) for each in sets.values()))
    table.add_row("Facts meant that were read (recall)", *(_percent(each.facts.recall) for each in sets.values()))
    table.add_row(
        "Understanding a message, median and p95",
        *(f"{each.understanding_median:.1f} ms, {each.understanding_p95:.1f} ms" for each in sets.values()),
    )
    return table


def _by_fact(title: str, facts: Mapping[str, FactTotals]) -> Table:
    table = Table(title=f"\n{title}", title_justify="left", box=None, pad_edge=False)
    table.add_column("fact", overflow="fold")
    for name in ("meant", "missed", "read", "wrong", "precision", "recall"):
        table.add_column(name, justify="right")
    for name, each in facts.items():
        counts = (each.labelled, each.missed, each.read, each.wrong)
        table.add_row(name, *map(str, counts), _percent(each.precision), _percent(each.recall))
    return table


def _failure(failure: Failure) -> Iterable[RenderableType]:
    yield Text(f"\n{failure.id}: {failure.verdict}", style="bold")
    yield from (Text(f"  > {message}") for message in failure.messages)
    yield from (Text(f"  - {line}") for line in failure.differences)
    if failure.why:
        yield Text(f"  why: {failure.why}", style="dim")


def _share(share: Share) -> str:
    return f"{_percent(share.value)} ({share.count} of {share.of})"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
