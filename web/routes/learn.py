"""Pages to learn from: a child's journey, the words of the field, and cases to practise on."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assistant.answering.answer import ChatRequest
from assistant.pack import Pack
from web.learning import practice
from web.learning.journey import journey
from web.learning.practice import Exercise, Level
from web.learning.tour import tour
from web.pictures.map import draw
from web.problems import Problem
from web.routes.forms import choices
from web.service import Current, Service
from web.shown import pages
from web.shown.view import view

MARKED = "A case to practise on."
"""The message that an exercise is answered by; nobody typed it."""

router = APIRouter(prefix="/learn", include_in_schema=False)


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=10, max_files=0)


Form = Annotated[FormData, Depends(_form)]
Number = Annotated[int, Query(ge=1, le=100)]
Place = Annotated[int, Query(ge=0, le=100_000)]
OfLevel = Annotated[int, Query(ge=min(practice.LEVELS), le=max(practice.LEVELS))]


@router.get("")
def start(service: Current) -> Response:
    """A child's journey, team by team, and where to go on from there."""
    pack = service.pack
    return pages.render("learn.html", pack=pack, stages=journey(pack), steps=len(tour(pack)), levels=practice.LEVELS)


@router.get("/tour")
def guide(service: Current, step: Number = 1) -> Response:
    """One step of a child's way through the teams, over the map: what happens, at which meeting, by when."""
    pack = service.pack
    steps = tour(pack)
    if step > len(steps):
        raise Problem(404, "The tour has no such step.")
    shown = steps[step - 1]
    picture = draw(service.map, shown.sender, shown.receiver)
    return pages.render("tour.html", pack=pack, steps=steps, number=step, picture=picture)


@router.get("/words")
def words(service: Current) -> Response:
    """The teams, and the words and acronyms of the field."""
    return pages.render("words.html", pack=service.pack, entries=service.assistant.glossary())


@router.get("/practice")
def ask(service: Current, level: OfLevel = 1, place: Place = 0) -> Response:
    """A case for the learner to decide."""
    found = practice.exercise(service.pack, cast("Level", level), place)
    if found is None:
        raise Problem(404, "This pack has no cases to practise on at that level.")
    return _page(service.pack, found, place)


@router.post("/practice")
async def mark(form: Form, service: Current) -> Response:
    """How the learner decided it, and the right answer with its clauses and its days counted out."""
    given = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    found = practice.named(service.pack, given.get("case", ""))
    if found is None:
        raise Problem(422, errors={"case": "must be a case to practise on"})
    place = given.get("place", "0")
    at = int(place) if place.isascii() and place.isdecimal() and len(place) < len("100000") else 0
    return await run_in_threadpool(_marked, service, found, at, given)


def _marked(service: Service, exercise: Exercise, place: int, given: dict[str, str]) -> Response:
    pack = service.pack
    answered = service.assistant.answer(ChatRequest(message=MARKED, facts=dict(exercise.facts)), exercise.today)
    marks = practice.mark(pack, exercise, practice.decide(pack, exercise).resolution, given)
    shown = view(pack, answered, exercise.today, service.clause)
    return _page(pack, exercise, place, marks=marks, view=shown, as_if=exercise.today)


def _page(pack: Pack, exercise: Exercise, place: int, **more: Any) -> Response:
    values: dict[str, Any] = {"marks": (), "view": None, "as_if": None, "said": "", **more}
    return pages.render(
        "practice.html",
        exercise=exercise,
        place=place,
        levels=practice.LEVELS,
        asks_day=exercise.level > 1,
        **choices(pack),
        **values,
    )
