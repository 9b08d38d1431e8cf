"""Why an answer is as it is, as a tree: fetched when somebody asks, for it tells of every rule that may speak."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assistant.answering.tracing import tree
from assistant.facts import read_facts
from web.problems import Problem
from web.routes.forms import read_case
from web.service import Current, note
from web.shown import glance, pages

router = APIRouter(include_in_schema=False)
MOST_FIELDS = 100


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=MOST_FIELDS, max_files=0)


@router.post("/why")
async def why(request: Request, form: Annotated[FormData, Depends(_form)], service: Current) -> Response:
    """The tree, on a page of its own; the chat page's script shows it in the answer."""
    pack = service.pack
    facts, asked_on = read_case(form)
    doubted = [str(each) for each in form.getlist("doubted")]
    if not set(doubted) <= pack.facts.keys():
        raise Problem(422, errors={"doubted": "must name facts of this policy pack"})
    today = asked_on or service.today()
    found = await run_in_threadpool(tree, pack, read_facts(pack.facts, facts), today, doubted)
    note(request, "guidance", found.resolution.route)
    headline = glance.headline(pack, found.resolution)
    return pages.render("why.html", pack=pack, tree=found, headline=headline, clauses=pack.clauses)
