"""A form with every fact: a question asked with no typing, or a case in hand looked over and added to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.datastructures import FormData

from assistant.answering.state import State
from assistant.conditions import Condition
from assistant.facts import FactSpec
from assistant.pack import Pack
from web.bodies import Day, read_date
from web.problems import Problem
from web.routes.forms import read_held
from web.service import Current, Service
from web.shown import pages

router = APIRouter(prefix="/facts", include_in_schema=False)


@dataclass(frozen=True)
class Field:
    """One fact to fill in."""

    spec: FactSpec
    value: Any
    """As a state carries it; None: not said."""
    unsaid: str
    """What is taken while nobody says, whatever else is said: "no urgent legal action"; empty where that depends."""


@dataclass(frozen=True)
class Group:
    title: str
    fields: Sequence[Field]
    seldom: Sequence[Field]
    """What few cases need: folded."""

    @property
    def holds_seldom(self) -> bool:
        """Whether something that is folded has been said."""
        return any(field.value is not None for field in self.seldom)


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=10, max_files=0)


@router.get("")
def empty(service: Current, as_if: Annotated[Day, Query(alias="today")] = None) -> Response:
    """The form with nothing said yet."""
    return _render(service, State(), None, as_if)


@router.post("")
async def filled(form: Annotated[FormData, Depends(_form)], service: Current) -> Response:
    """The form with what is held of the case; a POST, for a case belongs in no address."""
    held, raw = read_held(form, service.pack)
    try:
        as_if = read_date(form.get("today") or None)
    except ValueError as error:
        raise Problem(422, errors={"today": str(error)}) from None
    return _render(service, held, raw, as_if)


def groups(pack: Pack, held: Mapping[str, Any]) -> Iterator[Group]:
    """Every fact of the pack, each once, as the pack groups them; what it groups nowhere comes last."""
    placed = {name for group in pack.fact_groups for name in group.names}
    for group in pack.fact_groups:
        yield Group(group.title, _fields(pack, group.facts, held), _fields(pack, group.seldom, held))
    rest = [name for name in pack.facts if name not in placed]
    if rest:
        yield Group("", (), _fields(pack, rest, held))


def _fields(pack: Pack, names: Sequence[str], held: Mapping[str, Any]) -> list[Field]:
    return [Field(pack.facts[name], held.get(name), _unsaid(pack.facts[name])) for name in names]


def _unsaid(spec: FactSpec) -> str:
    always = [each.label for each in spec.presumed if each.when.source == Condition().source]
    return always[0] if always and len(spec.presumed) == 1 else ""


def _render(service: Service, held: State, raw: str | None, as_if: date | None) -> Response:
    values = {name: fact.value for name, fact in held.facts.items()}
    return pages.render(
        "facts.html",
        pack=service.pack,
        groups=list(groups(service.pack, values)),
        state=raw,
        children=held.labels(service.pack.facts),
        as_if=as_if,
    )
