"""What a client carries of a conversation: facts, the words each came from and what was asked last.

It holds no message, and it is untrusted: its shape and every value are checked when it comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answering.answer import StateError
from assistant.facts import FactSpec, JsonValue, UnknownFact, Value, read_facts
from assistant.understanding.children import children as kin
from assistant.understanding.children.children import MOST_CHILDREN
from assistant.understanding.language.english import english
from assistant.understanding.language.labels import labels
from assistant.understanding.marks import LARGEST as LARGEST_MARK
from assistant.understanding.meetings.before import Before, Undecided

LARGEST = 16 * 1024
"""Bytes of JSON: the largest state taken back."""


Mark = Annotated[int, Field(ge=0, le=LARGEST_MARK)]


class HeldFact(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    value: JsonValue
    said: Annotated[str, Field(max_length=200)] | None = None
    turn: Annotated[int, Field(ge=0, le=100_000)] = 0


class HeldChild(BaseModel):
    """One of several children: what is its own. What it is called follows from its age and its noun."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    noun: Annotated[str, Field(max_length=20)] = ""
    facts: Annotated[dict[str, HeldFact], Field(max_length=60)] = {}
    mark: Mark | None = None
    """Of the child's name, by which it is known again in this run; the name itself is not kept."""


class WhoseFact(BaseModel):
    """A fact that was said, and of which it was asked whose it is."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    fact: Annotated[str, Field(max_length=60)]
    value: JsonValue
    said: Annotated[str, Field(max_length=200)]


class SetAside(BaseModel):
    """A case that is not spoken of now, and can be gone back to."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    facts: Annotated[dict[str, HeldFact], Field(max_length=100)] = {}
    children: Annotated[list[HeldChild], Field(max_length=MOST_CHILDREN)] = []
    mark: Mark | None = None


class UndecidedDay(BaseModel):
    """A day that is of one of several meetings."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    value: JsonValue
    said: Annotated[str, Field(max_length=200)] = ""
    events: Annotated[list[Annotated[str, Field(max_length=60)]], Field(min_length=1, max_length=12)]


Place = Annotated[int, Field(ge=0, lt=MOST_CHILDREN)]


class OpenDoubt(BaseModel):
    """What was said so that it only may be meant, or in two ways."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    fact: Annotated[str, Field(max_length=60)]
    values: Annotated[list[JsonValue], Field(min_length=1, max_length=6)]
    of: Place | None = None
    """The child, by its place, whose own it is."""


Places = Annotated[list[Place], Field(max_length=MOST_CHILDREN)]


class State(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    turn: Annotated[int, Field(ge=0, le=100_000)] = 0
    facts: Annotated[dict[str, HeldFact], Field(max_length=100)] = {}
    asked: Annotated[str, Field(max_length=60)] | None = None
    """The fact asked for last."""
    offered: Annotated[list[JsonValue], Field(max_length=12)] = []
    """The readings of it that were named."""
    awaits: Annotated[str, Field(max_length=60)] | None = None
    """The event whose date would let the days be worked out: a date alone is taken for it."""
    children: Annotated[list[HeldChild], Field(max_length=MOST_CHILDREN)] = []
    """Each of several children; none for one child, whose facts are all in `facts`."""
    mark: Mark | None = None
    """Of the name of the one child."""
    asked_of: Places = []
    """Of which children, by their place, the fact was asked for; none: of all."""
    awaits_of: Places = []
    whose: WhoseFact | None = None
    meeting: Annotated[str, Field(max_length=60)] | None = None
    """The meeting spoken of last."""
    undecided: Annotated[list[UndecidedDay], Field(max_length=4)] = []
    """Days of a meeting that goes by a name of several."""
    open_days: Annotated[dict[str, Annotated[list[JsonValue], Field(max_length=6)]], Field(max_length=6)] = {}
    """Meetings of which several days were named, until one of them is said."""
    open_spans: Annotated[
        dict[str, Annotated[list[JsonValue], Field(min_length=2, max_length=2)]], Field(max_length=6)
    ] = {}
    """Meetings of which only a week or a month was named: its first and its last day."""
    mentioned: Annotated[dict[str, HeldFact], Field(max_length=60)] = {}
    """What a question told that moved no case, while there is none: the next message may go on with it."""
    doubts: Annotated[list[OpenDoubt], Field(max_length=6)] = []
    gone_days: Annotated[dict[str, Annotated[str, Field(max_length=10)]], Field(max_length=6)] = {}
    """The days that meetings were on before they were called off, until another is told."""
    spoken_of: Places = []
    """The children spoken of last; none: all."""
    real: SetAside | None = None
    """The case as it is, while one that is only supposed is spoken of."""
    earlier: SetAside | None = None
    """The case spoken of before this one."""

    @property
    def case(self) -> SetAside | None:
        """What is held of the case, or of its children; None while nothing is."""
        held = self.facts or self.children
        return SetAside(facts=self.facts, children=self.children, mark=self.mark) if held else None

    def fitting(self) -> State:
        """Without the earlier case, and then without the real one, should all of it be too large to be taken back."""
        for left_out in ((), ("earlier",), ("earlier", "real")):
            lighter = self.model_copy(update=dict.fromkeys(left_out))
            if len(lighter.model_dump_json().encode()) <= LARGEST:
                break
        return lighter

    def values(self, specs: Mapping[str, FactSpec]) -> dict[str, Value]:
        return read_facts(specs, {name: fact.value for name, fact in self.facts.items()})

    def each(self, specs: Mapping[str, FactSpec]) -> list[kin.HeldChild]:
        """The children with their own facts, as the understanding room knows them."""
        return [
            kin.HeldChild(
                child.noun,
                read_facts(specs, {name: fact.value for name, fact in child.facts.items()}),
                child.mark,
            )
            for child in self.children
        ]

    def labels(self, specs: Mapping[str, FactSpec]) -> list[str]:
        return labels([(child.noun, child.age) for child in self.each(specs)])

    def before(self, specs: Mapping[str, FactSpec]) -> Before:
        """What a message is read after. Raises UnknownFact where that is not of this pack."""
        days = {
            name: [day for each in said if isinstance(day := read_facts(specs, {name: each})[name], date)]
            for name, said in self.open_days.items()
        }
        spans = {}
        for name, ends in self.open_spans.items():
            first, last = (read_facts(specs, {name: each}).get(name) for each in ends)
            if isinstance(first, date) and isinstance(last, date):
                spans[name] = (first, last)
        dated = {name: fact for name, fact in self.facts.items() if name in specs and specs[name].kind == "date"}
        said = {name: fact.said or "" for name, fact in dated.items()}
        undecided = [
            Undecided(day, each.said, each.events)
            for each in self.undecided
            if all(isinstance(read_facts(specs, {name: each.value})[name], date) for name in each.events)
            and isinstance(day := read_facts(specs, {each.events[0]: each.value})[each.events[0]], date)
        ]
        gone = {name: read_facts(specs, {name: day})[name] for name, day in self.gone_days.items()}
        return Before(
            self.meeting,
            self.awaits,
            days,
            spans,
            said,
            self._yes_or_no(specs),
            self._told_last(),
            undecided,
            self.spoken_of,
            self.mark,
            gone={name: day for name, day in gone.items() if isinstance(day, date)},
        )

    def _told_last(self) -> tuple[str, ...]:
        every = [*self.facts.items(), *(fact for child in self.children for fact in child.facts.items())]
        return tuple(dict.fromkeys(name for name, fact in every if fact.turn == self.turn and fact.said is not None))

    def _yes_or_no(self, specs: Mapping[str, FactSpec]) -> str | None:
        """The one that was said last; none where a message said several."""
        said = {
            name: fact.turn
            for name, fact in self.facts.items()
            if fact.said is not None and name in specs and specs[name].kind == "yes_no"
        }
        last = [name for name, turn in said.items() if turn == max(said.values())]
        return last[0] if len(last) == 1 else None

    def offers(self, specs: Mapping[str, FactSpec]) -> tuple[Value, ...]:
        spec = specs.get(self.asked or "")
        if spec is None:
            return ()
        try:
            return tuple(spec.read(value) for value in self.offered)
        except ValueError as error:
            raise UnknownFact({spec.name: str(error)}) from error


def read_state(raw: Mapping[str, Any] | None, specs: Mapping[str, FactSpec]) -> State:
    """The state a client sent back. It is untrusted: StateError when it is not of a shape given out here."""
    if raw is None:
        return State()
    try:
        state = State.model_validate(raw)
        state.offers(specs)
        state.before(specs)
        for doubt in state.doubts:
            for value in doubt.values:
                read_facts(specs, {doubt.fact: value})
        if state.whose:
            read_facts(specs, {state.whose.fact: state.whose.value})
        State(facts=state.mentioned).values(specs)
        asides = [State(facts=aside.facts, children=aside.children) for aside in (state.real, state.earlier) if aside]
        for each in (state, *asides):
            each.values(specs)
            each.each(specs)
    except (ValidationError, UnknownFact) as error:
        raise StateError("is not a state that this assistant returned") from error
    named = (name for name in (state.asked, state.awaits, state.meeting) if name is not None)
    if any(name not in specs for name in named) or not all(_is_family(each) for each in (state, *asides)):
        raise StateError("is not a state that this assistant returned")
    return state


def _is_family(state: State) -> bool:
    """Several children or none, each called by a word for a child, and none beyond them asked about."""
    places = (*state.asked_of, *state.awaits_of)
    lists = english()
    called = all(
        not child.noun or child.noun in lists.one_child or child.noun in lists.many_children for child in state.children
    )
    return called and len(state.children) != 1 and all(place < len(state.children) for place in places)
