"""Each of several children decided on its own facts and those that all share, and the one question to ask of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering import asking
from assistant.answering.answer import AnswerAssumption, AnswerOption, AnswerQuestion, Completeness, Kind
from assistant.answering.conversation import EVERYONE
from assistant.answering.standing import plain
from assistant.answering.state import HeldFact, State
from assistant.answering.wording import capital, children_named, everyone, lower_first
from assistant.facts import Facts
from assistant.pack import Pack
from assistant.resolution import Decision
from assistant.resolver import resolve
from assistant.understanding.findings import Reading, Unsure, WhoseFact

TEAM = "current_team"
SIBLINGS = "siblings"
"""The fact that there are brothers or sisters, when the pack has it."""
FEW = 2
"""Children whose leads can be named beside one answer."""


@dataclass(frozen=True)
class DecidedChild:
    label: str
    facts: Mapping[str, HeldFact]
    """The child's own, and those that all share."""
    own: Mapping[str, HeldFact]
    decision: Decision


@dataclass(frozen=True)
class Asked:
    """The one question, and what it takes to understand its answer."""

    questions: tuple[AnswerQuestion, ...] = ()
    of: tuple[int, ...] = ()
    """The children it is asked of, by their place; none: of all."""
    offered: tuple[object, ...] = ()
    whose: WhoseFact | None = None


def decide(pack: Pack, state: State, reading: Reading, today: date) -> tuple[DecidedChild, ...]:
    decided = []
    shared = state.values(pack.facts)
    open_ = {each.fact for each in unplaced(state, reading) if pack.facts[each.fact].kind == "date"}
    among: Facts = {SIBLINGS: True} if SIBLINGS in pack.facts else {}
    for at, (label, child) in enumerate(zip(state.labels(pack.facts), state.each(pack.facts), strict=True)):
        values: Facts = {**among, **shared, **child.facts}
        values = {name: value for name, value in values.items() if name not in open_}
        said = reading.children[at].unsure if at < len(reading.children) else ()
        doubted = open_ | {unsure.fact for unsure in (*reading.unsure, *said)} - child.facts.keys()
        own = {name: fact for name, fact in state.children[at].facts.items() if name not in open_}
        decision = resolve(pack, values, today, doubted)
        every = {name: fact for name, fact in state.facts.items() if name not in open_}
        decided.append(DecidedChild(label, {**every, **own}, own, decision))
    return tuple(decided)


def unplaced(state: State, reading: Reading) -> tuple[WhoseFact, ...]:
    """What was said, and it is not known of which child; a day of an earlier message too."""
    earlier = state.whose
    return reading.whose or ((WhoseFact(earlier.fact, earlier.value, earlier.said),) if earlier else ())


def kind(children: Sequence[DecidedChild]) -> Kind:
    """Resolved only when every child is."""
    kinds = {child.decision.kind for child in children}
    if kinds == {"resolved"}:
        return "resolved"
    return "guidance" if kinds == {"no_rule"} else "needs_facts"


def completeness(children: Sequence[DecidedChild]) -> Completeness:
    if all(child.decision.kind == "resolved" for child in children):
        return "complete"
    settled = (child.decision.resolution for child in children)
    return "partial" if any(each.transfer_point or each.deadlines for each in settled) else "none"


def ask(pack: Pack, state: State, children: Sequence[DecidedChild], reading: Reading) -> Asked:
    """What was said so that it may be either's or may be meant, first; then what decides most over all of them."""
    labels = [child.label for child in children]
    if open_ := unplaced(state, reading):
        return _whose(pack, open_[0], labels)
    if (shared := asking.which_reading(pack, reading.unsure)) is not None:
        return Asked((shared,), offered=tuple(option.value for option in shared.options))
    for at, child in enumerate(reading.children):
        if (own := asking.which_reading(pack, child.unsure)) is not None:
            named = _named(own, labels[at])
            return Asked((named,), (at,), tuple(option.value for option in own.options))
    return _most_deciding(pack, children)


def assumptions(pack: Pack, children: Sequence[DecidedChild]) -> tuple[AnswerAssumption, ...]:
    """Each once, with the children it is assumed of where that is not all."""
    found: dict[tuple[str, str], tuple[AnswerAssumption, list[str]]] = {}
    for child in children:
        for each in asking.assumptions(pack, child.decision):
            found.setdefault((each.fact, each.label), (each, []))[1].append(child.label)
    return tuple(
        each.model_copy(update={"children": () if len(labels) == len(children) else tuple(labels)})
        for each, labels in found.values()
    )


def missing_date(pack: Pack, children: Sequence[DecidedChild]) -> tuple[str | None, tuple[int, ...]]:
    """The event whose date would let days be worked out, and the children it is of; no children where it is of all."""
    missing = [asking.missing_date(pack, child.decision) for child in children]
    event = next((each for each in missing if each), None)
    of = tuple(at for at, each in enumerate(missing) if each == event)
    return event, () if event is None or len(of) == len(children) else of


def _whose(pack: Pack, found: WhoseFact, labels: Sequence[str]) -> Asked:
    spec = pack.facts[found.fact]
    options = [AnswerOption(value=label, label=capital(label), leads_to=None) for label in labels]
    options.append(AnswerOption(value=EVERYONE, label=capital(everyone(len(labels))), leads_to=None))
    told = lower_first(spec.say(spec.read(plain(found.value))))
    told = f"{spec.label} on {told}" if spec.kind == "date" else told
    prompt = f"Which child is that true of: {told}?"
    return Asked((AnswerQuestion(fact=found.fact, prompt=prompt, options=tuple(options)),), whose=found)


def _most_deciding(pack: Pack, children: Sequence[DecidedChild]) -> Asked:
    asked = [next(iter(asking.questions(pack, child.decision)), None) for child in children]
    wanted: dict[str, list[int]] = {}
    for at, each in enumerate(asked):
        if each is not None:
            wanted.setdefault(each.fact, []).append(at)
    if not wanted:
        return Asked()
    fact = max(wanted, key=lambda name: len(wanted[name]))
    of = wanted[fact]
    first = asked[of[0]]
    if first is None:
        return Asked()
    labels = [children[at].label for at in of]
    everybody = len(of) == len(children)
    question = first.model_copy(update={"options": _options(asked, of, labels)})
    if fact == TEAM and everybody:
        return Asked((question,))
    if len(of) == 1:
        return Asked((_named(question, labels[0]),), tuple(of))
    who = f"{everyone(len(of))} children" if everybody else children_named(labels)
    return Asked((question.model_copy(update={"prompt": f"{capital(who)}: {question.prompt}"}),), tuple(of))


def _options(
    asked: Sequence[AnswerQuestion | None], of: Sequence[int], labels: Sequence[str]
) -> tuple[AnswerOption, ...]:
    """The options of one question for several children: where each leads, for each child where that differs."""
    questions = [question for at in of if (question := asked[at]) is not None]
    options = []
    for option in questions[0].options:
        leads = [each.leads_to for question in questions for each in question.options if each.value == option.value]
        if len(set(leads)) == 1:
            options.append(option)
            continue
        said = [f"{label}: {lead}" for label, lead in zip(labels, leads, strict=False) if lead]
        told = "; ".join(said) if len(said) <= FEW else None
        options.append(option.model_copy(update={"leads_to": told or None}))
    return tuple(options)


def _named(question: AnswerQuestion, label: str) -> AnswerQuestion:
    return question.model_copy(update={"prompt": f"{capital(label)}: {question.prompt}", "child": label})


__all__ = ["Asked", "DecidedChild", "Unsure", "ask", "assumptions", "completeness", "decide", "kind", "missing_date"]
