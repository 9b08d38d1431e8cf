"""POST /api/chat: a question in, an answer out, whole or as a stream of events."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import format_sse_event
from pydantic_core import to_json

from assistant.answering.answer import Answer
from assistant.answering.briefing import Told
from assistant.answering.phrasing import TEMPLATE
from web.bodies import ChatBody, JSONRoute
from web.negotiation import accepts
from web.problems import responses
from web.routes import stream
from web.service import Current, Service

DECIDED = {"kind", "completeness", "facts", "assumptions", "questions", "resolution", "resolutions"}
_PIECE = re.compile(r".+?(?:[.?!:](?: ?\[\d+\])*\s+|\n+|\Z)", re.DOTALL)

router = APIRouter(prefix="/api", tags=["answers"], route_class=JSONRoute)


@router.post(
    "/chat",
    summary="Ask a question",
    response_model=Answer,
    responses={
        200: {"description": "The answer", "content": {stream.EVENTS: {"schema": {"type": "string"}}}},
        **responses(400, 413, 422),
    },
)
async def chat(request: Request, body: ChatBody, service: Current) -> Response:
    """As JSON; for `Accept: text/event-stream` the events `resolution`, `token` (pieces of the text) and `answer`.

    Each `token` has passed its check. `answer` is final and replaces them: its text may be another, where a language
    model began well and went wrong.
    """
    told = await run_in_threadpool(service.told, request, body.checked())
    if accepts(request, stream.EVENTS):
        return stream.Events(events(service, told))
    answer = await service.phrase(told)
    return Response(answer.model_dump_json(), media_type="application/json")


async def events(service: Service, told: Told) -> AsyncGenerator[bytes]:
    """What was decided at once, then the text piece by piece, then the whole. Closing it ends the phrasing."""
    yield format_sse_event(event="resolution", data_str=told.answer.model_dump_json(include=DECIDED))
    spoken = False
    async with aclosing(stream.said(service, told)) as said:
        async for each in said:
            if not isinstance(each, Answer):
                spoken = True
                yield _token(each)
                continue
            if each.phrased_by == TEMPLATE and not spoken:
                for piece in pieces(each.text):
                    yield _token(piece)
            yield format_sse_event(event="answer", data_str=each.model_dump_json())


def pieces(text: str) -> list[str]:
    """The text in pieces of about a sentence, which make up the text again."""
    return _PIECE.findall(text)


def _token(piece: str) -> bytes:
    return format_sse_event(event="token", data_str=to_json({"text": piece}).decode())
