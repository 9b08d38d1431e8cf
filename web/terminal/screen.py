"""An answer on a terminal: the same glance as the page's, as wide as the window, without colour when piped."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from assistant.answering.answer import Answer, Citation
from assistant.answering.wording import lower_first
from assistant.facts import say_date
from web.shown.children import Chip
from web.shown.glance import Duties, Glance, Line
from web.shown.steps import Step
from web.shown.view import View

WIDEST = 100

LONGEST_TERM = 30
"""Columns for a date; what is longer goes on in the next line."""
EARLIER = "Earlier guidance: "
LAYERS = {"earlier": "earlier guidance", "statutory": "national"}


def show(view: View, console: Console) -> None:
    console.print(Group(*_parts(view)), width=min(console.width, WIDEST))


def _parts(view: View) -> Iterable[RenderableType]:
    if view.remarks:
        yield Text("\n".join(view.remarks) + "\n", style="yellow")
    for premise in () if view.text_first else view.answer.premises:
        layer = EARLIER if premise.layer == "earlier" else ""
        yield Text.assemble(layer, premise.text, _markers(view, premise.clauses), "\n")
    yield from (_passed(step) for step in view.passed)
    for child in view.children:
        if child.label:
            yield Text(f"\n{child.label}", style="bold underline")
        yield from _decision(view, child.glance)
    for section in view.sections:
        if section.label:
            yield Text(f"\n{section.label}", style="bold underline")
        yield from _to_do(view, section.glance)
    if view.statements:
        yield Text("\nBrothers and sisters", style="bold")
        for each in view.statements:
            yield _item(each.text, _markers(view, each.clauses))
    if view.text_first:
        yield Markdown(view.answer.text, hyperlinks=False)
    yield from _sources(view.answer)
    if view.assumed:
        yield Text.assemble(("\nAssumed: ", "bold"), "; ".join(_assumed(chip) for chip in view.assumed), ".")
    yield from _question(view)
    yield Text(f"\n{_foot(view.answer)}", style="dim")


def _question(view: View) -> Iterable[RenderableType]:
    """What is asked back, and what the policy says on it."""
    if view.question:
        yield Text(f"\n{view.question.prompt}", style="bold cyan")
        for option in view.question.options:
            yield _item(f"{option.label}: {option.leads_to}" if option.leads_to else option.label)
    if view.more and not view.text_first:
        yield Text(f"\n{view.more[0]}", style="bold")
        yield Markdown(view.more[1], hyperlinks=False)


def _decision(view: View, glance: Glance) -> Iterable[RenderableType]:
    yield from (_passed(step) for step in glance.passed)
    yield Text(glance.headline, style="bold")
    if glance.team:
        yield Text(glance.team)
    yield _table((line.term, _line(view, line)) for line in glance.lines)


def _passed(step: Step) -> Text:
    return Text(f"Passed: {step.what}, {say_date(step.day) if step.day else ''}. {step.caution}", style="bold red")


def _to_do(view: View, glance: Glance) -> Iterable[RenderableType]:
    if glance.steps:
        yield Text("\nBy when", style="bold")
        yield _table((say_date(step.day) if step.day else step.when, _step(view, step)) for step in glance.steps)
    yield from _duties(view, glance.case, "What must be ready")
    if glance.notes:
        yield Text("\nPlease note", style="bold")
        for note in glance.notes:
            yield _item(f"{EARLIER}{note.text}" if note in glance.earlier else note.text, _markers(view, note.clauses))
    if glance.added.count:
        yield Text("\nEarlier guidance adds", style="bold")
        yield from _duties(view, glance.added, "")


def _duties(view: View, duties: Duties, ready: str) -> Iterable[RenderableType]:
    for who, tasks in duties.tasks.items():
        yield Text(f"\n{who[:1].upper()}{who[1:]}", style="bold")
        for task in tasks:
            what = f"{task.modal} {lower_first(task.what)}"
            yield _item(f"{task.when}: {what}" if task.when else what, _markers(view, task.clauses))
    if duties.requirements and ready:
        yield Text(f"\n{ready}", style="bold")
    for each in duties.requirements:
        yield _item(each.what, _markers(view, each.clauses))


def _assumed(chip: Chip) -> str:
    return f"{chip.words} for {chip.whose}" if chip.whose else chip.words


def _line(view: View, line: Line) -> Text:
    when = f"{say_date(line.day)}, {line.hint}: " if line.day else ""
    return Text.assemble((when, "bold"), line.words, _markers(view, line.clauses))


def _step(view: View, step: Step) -> Text:
    who = f"{step.who}: " if step.who else ""
    what = f"{EARLIER}{step.what}" if step.earlier else step.what
    below = "".join(f"\n{words}" for words in (step.counting, step.caution) if words)
    return Text.assemble((who, "dim"), what, _markers(view, step.clauses), (below, "dim"))


def _sources(answer: Answer) -> Iterable[RenderableType]:
    said = [each for each in answer.citations if f"[{each.marker}]" in answer.text]
    if said:
        yield Text("\nClauses", style="bold")
        yield _table((f"[{each.marker}]", Text(_source(each))) for each in said)
    if more := len(answer.citations) - len(said):
        yield Text(f"  and {more} on what holds for every move alike: see --json, or the chat page", style="dim")


def _source(citation: Citation) -> str:
    marks = ["official wording"] if citation.wording == "official" else []
    marks += [LAYERS[citation.layer]] if citation.layer in LAYERS else []
    place = f"{citation.clause.split('/', 1)[1]} {citation.heading}"
    return f"{place} ({', '.join(marks)})" if marks else place


def _foot(answer: Answer) -> str:
    revision = f"Policy {answer.policy_revision}, calendar {answer.calendar_revision}."
    return f"{answer.footer} {revision}" if answer.footer else revision


def _markers(view: View, clauses: Iterable[str]) -> Text:
    numbers = sorted(view.numbers[clause] for clause in clauses if clause in view.numbers)
    return Text(" " + "".join(f"[{number}]" for number in numbers) if numbers else "", style="dim")


def _table(rows: Iterable[tuple[str, Text]]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(max_width=LONGEST_TERM)
    table.add_column(ratio=1)
    for term, words in rows:
        table.add_row(Text(f"  {term}"), words)
    return table


def _item(words: str, after: Text | None = None) -> Table:
    return _table([("-", Text.assemble(words, after or ""))])
