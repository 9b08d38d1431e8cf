"""The chat page: the same answer as a whole page, or as the piece that the page's script adds."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from assistant.answering.answer import Answer
from assistant.answering.briefing import Told
from assistant.answering.phrasing import TEMPLATE
from assistant.facts import say_date
from web.bodies import ChatBody, Day
from web.negotiation import accepts
from web.routes import stream
from web.routes.forms import CORRECTION, choices, read_case, read_form
from web.routes.policy import find
from web.routes.resolve import calendar_file
from web.service import Current, Service, note
from web.shown import casefile, pages
from web.shown.gloss import gloss
from web.shown.record import write
from web.shown.section import around
from web.shown.view import View, view

TWO_WEEKS, WEDNESDAY = timedelta(days=14), 2
PATIENCE = 6.0
"""Seconds that a whole page waits for a model to phrase what is decided already; then the template has. The page's
script does not wait: it shows the decision at once, and the model's words as they come."""

router = APIRouter(include_in_schema=False)


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=300, max_files=0)


Form = Annotated[FormData, Depends(_form)]
Sentences = Annotated[str, Query(pattern=r"^(\d{1,2}(,\d{1,2}){0,9})?$")]
"""The places, from 1, of the sentences of a clause that a statement rests on."""
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
    """The answer alone; as a stream, for a script that takes one, where a model is to put it into words."""
    return await _answer("answer.html", request, form, service)


@router.post("/calendar")
async def calendar(form: Form, service: Current) -> Response:
    """The dates of an answer, as a file for a calendar."""
    facts, today = read_case(form)
    return await run_in_threadpool(calendar_file, service, facts, today or service.today())


@router.post("/record")
async def record(request: Request, form: Form, service: Current) -> Response:
    """A decision as a page for the child's file, or as Markdown."""
    facts, today = read_case(form)
    found = await run_in_threadpool(write, service.assistant, facts, today or service.today())
    note(request, "resolved", found.resolution.route)
    if form.get("as") != "markdown":
        return pages.render("record.html", record=found, **_frame(service))
    headers = {"Content-Disposition": f'attachment; filename="transfer-record-{found.today}.md"'}
    return Response(pages.fill("record.md", record=found), media_type="text/markdown", headers=headers)


@router.post("/case-file")
async def case_file(form: Form, service: Current) -> Response:
    """What was expected instead of an answer: first asked for, then as a worked case to send to a policy officer."""
    facts, today = read_case(form)
    if form.get("as") == "file":
        expects = {name: str(form.get(name, "")) for name in ("team", "event", "clause", "why")}
        day = today or service.today()
        text = await run_in_threadpool(casefile.write, service.assistant, facts, day, expects)
        headers = {"Content-Disposition": f'attachment; filename="looks-wrong-{day}.yaml"'}
        return Response(text, media_type="application/yaml", headers=headers)
    found = await run_in_threadpool(service.assistant.resolve, facts, today or service.today())
    clauses = [each.clause for each in found.citations]
    return pages.render("casefile.html", facts=facts, today=today, clauses=clauses, **choices(service.pack))


@router.get("/clauses/{document}/{section}/{paragraph}")
def clause(document: str, section: str, paragraph: str, service: Current, at: Sentences = "") -> Response:
    """A clause on a page of its own; the chat page's script shows it in its panel."""
    clauses = find(service, document, section, paragraph)
    values: dict[str, Any] = {
        "clauses": clauses,
        "about": service.document(clauses[0].document),
        "section": around(service, clauses),
        "bearing": [int(each) for each in at.split(",") if each],
    }
    return pages.render("clause.html", **_frame(service), **values)


@router.get("/favicon.ico")
def favicon() -> Response:
    """What browsers ask for beside pages that name no icon, such as JSON."""
    return RedirectResponse("/static/icon.svg", 308)


async def _answer(template: str, request: Request, form: FormData, service: Service) -> Response:
    body = read_form(form, service.pack)
    told = await run_in_threadpool(service.told, request, body)
    if accepts(request, stream.EVENTS) and service.has_words_for(told):
        return await _stream(template, service, body, told)
    values = _shown(service, body, told, await service.phrase(told, within=PATIENCE))
    return await run_in_threadpool(partial(pages.render, template, **values))


async def _stream(template: str, service: Service, body: ChatBody, told: Told) -> Response:
    def page(answer: Answer, writing: bool = False) -> str:
        return pages.piece(template, **_shown(service, body, told, answer, writing))

    decided = await run_in_threadpool(page, told.answer, writing=True)  # what fails, fails before anything is sent
    shown = _view(service, body, told.answer)

    def prose(text: str) -> str:
        return gloss(service.pack, pages.prose(shown, _words(told, text, apart=bool(shown.children))))

    return stream.Events(stream.page_events(service, told, decided, page, prose))


def _shown(service: Service, body: ChatBody, told: Told, answer: Answer, writing: bool = False) -> dict[str, Any]:
    """The values of the page of an answer; `writing`: a model's words are yet to come."""
    shown = _view(service, body, answer)
    words = None
    if answer.phrased_by != TEMPLATE:
        words = pages.prose(shown, _words(told, answer.text, apart=bool(shown.children)))
    return {
        **_frame(service),
        "as_if": body.today,
        "view": shown,
        "said": _said(service, body),
        "worked_out": body.today or service.today(),
        "words": words,
        "writing": writing,
    }


def _view(service: Service, body: ChatBody, answer: Answer) -> View:
    return view(service.pack, answer, body.today or service.today(), service.clause, body.state)


def _words(told: Told, text: str, apart: bool) -> str:
    """A model's text without what the page says beside it: what more there is, and where it stands `apart` from the
    card, remarks on the message and beliefs put right."""
    lead = text.removesuffix(told.answer.more).rstrip()
    return lead.removeprefix(told.opening).lstrip("\n") if apart else lead


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
