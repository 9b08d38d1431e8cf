"""The chat page: the same answer as a whole page, or as the piece that the page's script adds."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from pydantic_core import to_jsonable_python
from starlette.datastructures import FormData

from assistant.facts import say_date
from web import pages
from web.bodies import ChatBody, Day, read_date
from web.forms import CORRECTION, read_form, read_object
from web.policy import find
from web.problems import Problem
from web.resolve import calendar_file
from web.service import Current, Service
from web.view import view

TWO_WEEKS, WEDNESDAY = timedelta(days=14), 2

router = APIRouter(include_in_schema=False)


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=100, max_files=0)


Form = Annotated[FormData, Depends(_form)]
AsIf = Annotated[Day, Query(alias="today")]


@router.get("/")
def start(service: Current, as_if: AsIf = None) -> Response:
    """The page with nothing asked yet."""
    soon = (as_if or service.today()) + TWO_WEEKS
    soon += timedelta(days=(WEDNESDAY - soon.weekday()) % 7)
    return pages.render("chat.html", **_frame(service), as_if=as_if, view=None, soon=f"{soon.day} {soon:%B}")


@router.post("/")
async def ask(request: Request, form: Form, service: Current) -> Response:
    """The page with one answer: what works without any script."""
    return await _answer("chat.html", request, form, service)


@router.post("/answers")
async def answer(request: Request, form: Form, service: Current) -> Response:
    """The answer alone."""
    return await _answer("answer.html", request, form, service)


@router.post("/calendar")
async def calendar(form: Form, service: Current) -> Response:
    """The dates of an answer, as a file for a calendar."""
    facts = read_object(str(form.get("facts", "")), "facts")
    try:
        today = read_date(form.get("today") or None) or service.today()
    except ValueError as error:
        raise Problem(422, errors={"today": str(error)}) from None
    return await run_in_threadpool(calendar_file, service, facts, today)


@router.get("/clauses/{document}/{section}/{paragraph}")
def clause(document: str, section: str, paragraph: str, service: Current) -> Response:
    """A clause on a page of its own; the chat page's script shows it in its panel."""
    clauses = find(service, document, section, paragraph)
    about = service.document(clauses[0].document)
    return pages.render("clause.html", **_frame(service), clauses=clauses, about=about)


@router.get("/favicon.ico")
def favicon() -> Response:
    """What browsers ask for beside pages that name no icon, such as JSON."""
    return RedirectResponse("/static/icon.svg", 308)


async def _answer(template: str, request: Request, form: FormData, service: Service) -> Response:
    body = read_form(form, service.pack)
    answered = await run_in_threadpool(service.answer, request, body)
    shown = view(service.pack, answered, body.today or service.today(), service.clause)
    facts = to_jsonable_python({name: fact.value for name, fact in answered.facts.items()})
    return pages.render(
        template, **_frame(service), as_if=body.today, view=shown, facts=facts, said=_said(service, body)
    )


def _said(service: Service, body: ChatBody) -> str:
    """A correction in words, for the list of messages; typed words are never sent back."""
    if body.message != CORRECTION:
        return ""
    specs = service.pack.facts
    words = []
    for name, value in (body.facts or {}).items():
        spec = specs[name]
        words.append(f"{spec.label}: {'not known' if value is None else spec.say(spec.read(value))}")
    return "; ".join(words)


def _frame(service: Service) -> dict[str, Any]:
    return {"pack": service.pack, "today": say_date(service.today()), "ready": service.library.ready}
