"""What if: how an answer differs from the one before it, when a fact of the case was corrected, added or removed.

The server keeps nothing: the answer before is worked out again from the state that came back with the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.answering import wording
from assistant.answering.answer import Answer
from assistant.answering.each_child import SIBLINGS
from assistant.answering.standing import plain
from assistant.answering.state import State, read_state
from assistant.facts import Value, say_date
from assistant.pack import Pack
from assistant.resolution import Action, Deadline, Resolution
from assistant.resolver import on_the_day_of_transfer
from web.shown.glance import RULE, beside, beside_key, headline
from web.shown.steps import MODALS, POINT, action_key, deadline_key, due_words, requirement_key

HEADLINE = "headline"


@dataclass(frozen=True)
class Line:
    """Something that is no longer as it was. A term alone is new or gone as a whole."""

    term: str
    now: str = ""
    was: str = ""


@dataclass(frozen=True)
class Changes:
    """How one child's decision differs from the one before."""

    label: str
    """Whose it is; empty where there is one child. Children whose changes are the same have them together."""
    headline: Line | None
    lines: Sequence[Line]
    """The move, the days, and who works beside the team."""
    added: Sequence[str]
    """Steps, what must be ready and cautions that there were not before."""
    gone: Sequence[str]
    marks: Mapping[str, str] = field(default_factory=dict)
    """Key of a line of the answer -> what stood there before; empty for a line that is new."""

    @property
    def nothing(self) -> bool:
        return not (self.headline or self.lines or self.added or self.gone)


def changes(pack: Pack, before: Mapping[str, Any] | None, answer: Answer, today: date) -> tuple[Changes, ...]:
    """Each child's changes; none where no fact of the same case is otherwise, or only what was asked for was told.

    `before` is the state that came with the message, which `told` has checked already. Raises StateError otherwise.
    """
    held, now = read_state(before, pack.facts), read_state(answer.state, pack.facts)
    if not held.case or held.earlier != now.earlier or len(held.children) != len(now.children):
        return ()
    otherwise = set(_otherwise(held, now))
    if not otherwise or otherwise <= _asked_for(held):
        return ()
    told = [("", answer.resolution)] if answer.resolution else [(c.child, c.resolution) for c in answer.resolutions]
    doubted = [held.asked] if held.asked else []
    cases = _each(pack, held)
    if len(told) != len(cases):  # an answer that decides nothing
        return ()
    found = [
        _compared(pack, label, on_the_day_of_transfer(pack, values, today, doubted).resolution(), resolution)
        for (label, resolution), values in zip(told, cases, strict=True)
    ]
    first, *others = found
    if others and all(replace(each, label=first.label) == first for each in others):  # said once, for all of them
        everyone = wording.capital(wording.everyone(len(found)))
        return (replace(first, label=f"{everyone}: {wording.children_named([label for label, _ in told])}"),)
    return tuple(found)


def _otherwise(held: State, now: State) -> Iterator[str]:
    """The facts that are not what they were, of the case or of any of its children."""
    pairs = [(held.facts, now.facts), *((h.facts, n.facts) for h, n in zip(held.children, now.children, strict=True))]
    for old, new in pairs:
        values = ({name: plain(fact.value) for name, fact in facts.items()} for facts in (old, new))
        was, is_now = values
        yield from (name for name in {**was, **is_now} if was.get(name) != is_now.get(name))


def _asked_for(held: State) -> set[str]:
    """What the answer before asked for, where it was not known: telling it is an answer and no change."""
    known = {*held.facts, *(name for child in held.children for name in child.facts)}
    whose = held.whose.fact if held.whose else None
    return {name for name in (held.asked, held.awaits, whose) if name} - known


def _each(pack: Pack, state: State) -> list[dict[str, Value]]:
    """The facts that each child's decision was made on."""
    shared = state.values(pack.facts)
    if not state.children:
        return [shared]
    among: dict[str, Value] = {SIBLINGS: True} if SIBLINGS in pack.facts else {}
    return [{**among, **shared, **child.facts} for child in state.each(pack.facts)]


def _compared(pack: Pack, label: str, old: Resolution, new: Resolution) -> Changes:
    marks: dict[str, str] = {}
    was, now = headline(pack, old), headline(pack, new)
    head = Line("", now, was) if was != now else None
    if head:
        marks[HEADLINE] = was
    parts = (_point, _days, _rule, _beside)
    lines = [line for part in parts for line in part(pack, old, new, marks)]
    lines.sort(key=lambda line: (not line.now, not line.was))  # what is otherwise, what is new, what is no more
    before, after = dict(_steps(old)), dict(_steps(new))
    marks |= {key: "" for key in after if key not in before}
    return Changes(
        label=wording.capital(label),
        headline=head,
        lines=lines,
        added=[words for key, words in after.items() if key not in before],
        gone=[words for key, words in before.items() if key not in after],
        marks=marks,
    )


def _point(pack: Pack, old: Resolution, new: Resolution, marks: dict[str, str]) -> Iterator[Line]:
    (was_day, was_at), (day, at) = _moves(pack, old), _moves(pack, new)
    if (was_day, was_at) == (day, at):
        return
    was = was_day if was_at == at and was_day else _both(was_day, was_at)  # the meeting itself is the same
    if at:
        marks[POINT] = was
    yield Line("Moves", _both(day, at), was)


def _moves(pack: Pack, resolution: Resolution) -> tuple[str, str]:
    """The day of the move, and at which point; empty where there is none."""
    point = resolution.transfer_point
    if point is None:
        return "", ""
    day = point.latest_date or point.date
    return (say_date(day) if day else ""), wording.at_point(pack, point)


def _both(day: str, at: str) -> str:
    return ", ".join(filter(None, (day, at)))


def _beside(pack: Pack, old: Resolution, new: Resolution, marks: dict[str, str]) -> Iterator[Line]:
    before = {beside_key(each): beside(pack, each) for each in old.co_allocated}
    after = {beside_key(each): beside(pack, each) for each in new.co_allocated}
    for key, words in after.items():
        if key not in before:
            marks[key] = ""
            yield Line("With it", words)
    yield from (Line("With it", "", words) for key, words in before.items() if key not in after)


def _rule(pack: Pack, old: Resolution, new: Resolution, marks: dict[str, str]) -> Iterator[Line]:
    """The rule taken; where none is yet, the teams that are possible."""
    was, now = (pack.routes[each.route].title if each.route else "" for each in (old, new))
    if was and now and was != now:
        marks[RULE] = was
        yield Line("Why", now, was)
    if not new.route and not old.route and old.candidates != new.candidates:
        yield Line("Possible", wording.teams(pack, new.candidates), wording.teams(pack, old.candidates))


def _days(pack: Pack, old: Resolution, new: Resolution, marks: dict[str, str]) -> Iterator[Line]:
    before = {deadline_key(each): each for each in reversed(old.deadlines)}
    after = {deadline_key(each): each for each in reversed(new.deadlines)}
    for key, each in reversed(after.items()):
        then = before.get(key)
        was, now = _due(pack, then) if then else "", _due(pack, each)
        if was == now and then and _duty(then) != _duty(each):
            was, now = f"{was}, {_duty(then)}", f"{now}, {_duty(each)}"
        if was != now:
            marks[key] = was
            yield Line(each.label, now, was)
    yield from (Line(each.label, "", _due(pack, each)) for key, each in reversed(before.items()) if key not in after)


def _due(pack: Pack, deadline: Deadline) -> str:
    return say_date(deadline.due) if deadline.due else due_words(pack, deadline)


def _duty(deadline: Deadline) -> str:
    """Who must or should keep to a day."""
    return f"{deadline.who} {MODALS[deadline.modal]}"


def _steps(resolution: Resolution) -> Iterator[tuple[str, str]]:
    yield from ((action_key(each), _action(each)) for each in resolution.actions)
    yield from ((requirement_key(each), wording.capital(each.what)) for each in resolution.requirements)
    yield from ((f"note: {each.text}", wording.capital(each.text)) for each in resolution.notes)


def _action(action: Action) -> str:
    return f"{wording.capital(action.who)}: {action.what}"


def all_marks(found: Iterable[Changes]) -> Mapping[str, str]:
    """The marks of the one child; several children's lines are told together and are not marked one by one."""
    several = tuple(found)
    return several[0].marks if len(several) == 1 else {}
