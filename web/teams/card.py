"""An answer as an Adaptive Card: the decision first, then its dates, what is asked, what was assumed, and the rest.

Like the page, it takes the decision from the resolution and never from words; what could not be shown is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from assistant.answering import wording
from assistant.answering.answer import Answer, Citation
from assistant.answering.phrasing import TEMPLATE
from assistant.facts import say_date
from web.shown import pages
from web.shown.children import Child, Chip
from web.shown.glance import Glance, Line
from web.shown.steps import MODALS, Step
from web.shown.view import View
from web.teams.elements import BULLET, Element, Run, container, facts, heading, rich
from web.teams.links import Links, most_telling
from web.teams.prose import paragraphs
from web.teams.words import say

FEW_STEPS, FEW_OF_EACH = 4, 2
IN_A_ROW = 3
"""Buttons that fit side by side on a phone."""
Section = list[Element]


@dataclass
class Card:
    """The parts of a card in the order they are shown; a part that may be left out says how soon."""

    parts: list[tuple[int, Section]] = field(default_factory=list)
    actions: list[Element] = field(default_factory=list)

    def add(self, elements: Iterable[Element], *, spared: int = 0) -> None:
        """`spared`: 0 is always shown; where there is no room, the highest number goes first."""
        self.parts.append((spared, list(elements)))

    @property
    def body(self) -> Section:
        return [element for _, section in self.parts for element in section]


@dataclass(frozen=True)
class Context:
    """What the answer alone does not tell."""

    links: Links
    in_thread: bool = True
    """Whether a reply will find what this answer goes by."""
    warnings: Sequence[str] = ()


def card(answer: Answer, view: View, context: Context) -> Card:
    cited = most_telling(answer, view)
    numbers = {citation.clause: citation.marker for citation in cited}
    made = Card()
    made.add(_warnings(answer, context))
    made.add(rich(Run(each, subtle=True)) for each in view.remarks if not view.text_first)
    if view.children:
        made.add(_premises(answer, numbers))
        made.add(_passed(view.passed, numbers))
        for child in view.children:
            made.add(_decision(child, numbers, several=len(view.children) > 1 or len(view.sections) > 1))
    else:
        made.add(_prose(answer, numbers))
    made.add(_question(view, context))
    for child in view.sections:
        made.add(_dates(child, numbers))
        made.add(_notes(child, numbers))
    if view.children and view.text_first:
        made.add(paragraphs(answer.lead, numbers.values()), spared=2)
    else:
        for child in view.sections:
            made.add(_next_steps(child, numbers), spared=3)
    if view.statements:
        made.add([heading(say("siblings")), *(_line(each.text, each.clauses, numbers) for each in view.statements)])
    made.add(_assumed(view))
    made.add(_understood(view), spared=1)
    made.add(_clauses(answer, cited), spared=2)
    made.add(_footer(answer))
    buttons = context.links.clauses(cited) + context.links.page()
    if len(buttons) > IN_A_ROW:
        made.add([{"type": "ActionSet", "actions": buttons[:IN_A_ROW]}], spared=2)
        del buttons[:IN_A_ROW]
    made.actions = buttons
    return made


def summary(answer: Answer, view: View) -> str:
    """What a notification says: the decision, or the beginning of the text."""
    if not view.children:
        first = paragraphs(answer.lead, ())
        return "".join(run["text"] for run in first[0]["inlines"]) if first else ""
    return "; ".join(filter(None, map(_in_a_line, view.children)))


def _in_a_line(child: Child) -> str:
    days = (f"{line.term.lower()} {say_date(line.day)}" for line in child.glance.lines if line.day)
    headline = child.glance.headline
    named = f"{child.label}: {wording.lower_first(headline)}" if child.label else headline
    return ", ".join((named, *days))


def _warnings(answer: Answer, context: Context) -> Iterator[Element]:
    said = list(context.warnings)
    if answer.left_out:
        said.append(say("told", kinds=", ".join(answer.left_out)))
    if said:
        yield container([rich(Run(each, bold=True)) for each in said], "attention")


def _premises(answer: Answer, numbers: dict[str, int]) -> Iterator[Element]:
    for each in answer.premises:
        yield _line(each.text, each.clauses, numbers, earlier=each.layer == "earlier", bullet="")


def _passed(steps: Iterable[Step], numbers: dict[str, int]) -> Iterator[Element]:
    lines = []
    for each in steps:
        words = say("passed", what=each.what, day=say_date(each.day) if each.day else each.when, far=each.hint)
        lines.append(rich(Run(words, bold=True), Run(f" {each.caution}{_markers(each.clauses, numbers)}")))
    if lines:
        yield container(lines, "attention")


def _decision(child: Child, numbers: dict[str, int], *, several: bool) -> Iterator[Element]:
    glance = child.glance
    items = [rich(Run(child.label, subtle=True))] if child.label else []
    items.append(heading(glance.headline, large=True, spacing="Small" if child.label else "Default"))
    if glance.team:
        items.append(rich(Run(glance.team, subtle=True), spacing="None"))
    if glance.lines:
        items.append(facts((line.term, _told(line, glance, numbers)) for line in glance.lines))
    if several:
        items = [*_passed(glance.passed, numbers), *items]
    else:
        yield from _passed(glance.passed, numbers)
    yield container(items, "emphasis")


def _told(line: Line, glance: Glance, numbers: dict[str, int]) -> str:
    """A line of the decision, with how its day was counted."""
    step = next((step for step in glance.steps if not step.moves and _same(step, line)), None)
    said = [f"{say_date(line.day)}, {line.hint}" if line.day else "", line.words]
    said += [step.counting, "" if step.passed else step.caution] if step else []
    return _sentences(said) + _markers(line.clauses, numbers)


def _same(step: Step, line: Line) -> bool:
    """Whether a step is what a line of the decision tells already."""
    if step.moves:
        return line.day == step.day and line.term.startswith("Moves")
    return line.day == step.day and line.words.startswith(step.what)


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(wording.capital(part.rstrip(".")) + "." for part in parts if part)


def _prose(answer: Answer, numbers: dict[str, int]) -> Iterator[Element]:
    if answer.kind == "emergency":
        yield container(paragraphs(answer.lead, numbers.values()), "attention")
    else:
        yield from paragraphs(answer.lead, numbers.values())


def _question(view: View, context: Context) -> Iterator[Element]:
    if not view.children:
        return  # the text asks already
    if view.question:
        items = [heading(view.question.prompt)]
        options = [each for each in view.question.options if each.leads_to] or list(view.question.options)
        how = "question_alone" if not context.in_thread else "question" if options else "question_open"
        items.append(rich(Run(say(how), subtle=True), spacing="None"))
        for each in options:
            leads = say("leads", lead=each.leads_to) if each.leads_to else ""
            items.append(rich(BULLET, Run(say("option", label=each.label), bold=True), Run(leads), spacing="Small"))
        yield container(items, "accent")
        return
    for child in view.children:
        missing = child.glance.missing_date
        if missing and (missing.name == view.awaits or not child.label):
            how = "date" if context.in_thread else "date_alone"
            yield container([rich(say(how, event=missing.label))], "accent")
            return


def _title(child: Child, name: str) -> str:
    """Of a part that is only some children's, with whose it is."""
    return say("title_of", title=say(name), whose=wording.lower_first(child.label)) if child.label else say(name)


def _dates(child: Child, numbers: dict[str, int]) -> Iterator[Element]:
    """The days that the decision has not told."""
    glance = child.glance
    steps = [step for step in glance.steps if step.moves or not step.passed]
    if not child.label:
        steps = [step for step in steps if not any(_same(step, line) for line in glance.lines)]
    if steps:
        yield heading(_title(child, "by_when"))
        yield facts(((_day(step), _due(step, numbers)) for step in steps), spacing="Small")


def _day(step: Step) -> str:
    """A date for a narrow column, which breaks before the year alone."""
    space = "\N{NO-BREAK SPACE}"
    return f"{step.day:%a}{space}{step.day.day}{space}{step.day:%b} {step.day:%Y}" if step.day else say("no_day")


def _due(step: Step, numbers: dict[str, int]) -> str:
    what = f"{step.who}: {step.what}" if step.who else step.what
    if step.modal and step.modal != "must":
        what += f" ({step.modal})"
    what = (say("earlier") if step.earlier else "") + wording.capital(what)
    return _sentences([step.hint, what, step.when, step.counting, step.caution]) + _markers(step.clauses, numbers)


def _notes(child: Child, numbers: dict[str, int]) -> Iterator[Element]:
    glance = child.glance
    if glance.notes:
        yield heading(_title(child, "notes"))
        for note in glance.notes:
            yield _line(note.text, note.clauses, numbers, earlier=note in glance.earlier)


def _next_steps(child: Child, numbers: dict[str, int]) -> Iterator[Element]:
    lines = list(_duties(child.glance, numbers))
    if not lines:
        return
    yield heading(_title(child, "steps"))
    few = FEW_OF_EACH if child.label else FEW_STEPS
    yield from lines[:few]
    if (rest := len(lines) - few) > 0:
        yield rich(Run(say("more_steps", count=rest), subtle=True), spacing="Small")


def _duties(glance: Glance, numbers: dict[str, int]) -> Iterator[Element]:
    for who, tasks in glance.case.tasks.items():
        for each in tasks:
            modal = say("where_possible") if each.modal == MODALS["where_possible"] else each.modal
            when = say("step_when", when=each.when) if each.when else ""
            words = say("step", who=who, when=when, modal=modal, what=wording.lower_first(each.what))
            yield _line(words, each.clauses, numbers, earlier=each.earlier)
    for ready in glance.case.requirements:
        yield _line(ready.what, ready.clauses, numbers, earlier=ready.layer == "earlier")


def _assumed(view: View) -> Iterator[Element]:
    """Where anything hangs on it yet: with no meeting known, nothing is decided that could be wrong."""
    resolutions = [view.answer.resolution, *(each.resolution for each in view.answer.resolutions)]
    settled = view.answer.kind == "resolved" or any(each and each.transfer_point for each in resolutions)
    if view.assumed and settled:
        said = (
            say("assumed_of", assumption=each.words, children=each.whose) if each.children else each.words
            for each in view.assumed
        )
        yield rich(Run(say("assumed"), bold=True), Run("; ".join(said) + say("correct")))


def _understood(view: View) -> Iterator[Element]:
    """By the values alone: a channel need not read again how someone put it."""
    of_all = "; ".join(map(_value, view.understood))
    own = [say("own", child=each.label, facts="; ".join(map(_value, each.chips))) for each in view.own]
    if said := ". ".join(filter(None, (of_all, *own))):
        yield rich(Run(say("understood"), bold=True), Run(f"{said}."))


def _value(chip: Chip) -> str:
    return chip.words if chip.spec.kind == "yes_no" else f"{wording.lower_first(chip.spec.label)}: {chip.words}"


def _clauses(answer: Answer, cited: Sequence[Citation]) -> Iterator[Element]:
    if not cited:
        return
    named = [
        f"[{each.marker}] "
        + say("clause", place=pages.place(each), paragraph=each.paragraph)
        + (say("official") if each.wording == "official" else "")
        for each in cited
    ]
    rest = len(answer.citations) - len(cited)
    more = say("more_clauses", count=rest) if rest else ""
    yield rich(Run(say("clauses") + "; ".join(named) + more + ".", subtle=True), separator=True)


def _footer(answer: Answer) -> Iterator[Element]:
    small = partial(rich, size="Small", spacing="Small")
    said = [answer.footer, say("model") if answer.phrased_by != TEMPLATE else ""]
    said.append(say("revision", policy=answer.policy_revision, calendar=answer.calendar_revision))
    yield small(Run(" ".join(filter(None, said)), subtle=True))
    yield small(Run(say("privacy"), subtle=True))


def _line(
    words: str, clauses: Iterable[str], numbers: dict[str, int], *, earlier: bool = False, bullet: str = BULLET
) -> Element:
    label = say("earlier") if earlier else ""
    said = f"{bullet}{label}{wording.capital(words)}{_markers(clauses, numbers)}"
    return rich(said, spacing="Small")


def _markers(clauses: Iterable[str], numbers: dict[str, int]) -> str:
    found = sorted({numbers[clause] for clause in clauses if clause in numbers})
    return "".join(f" [{number}]" for number in found)
