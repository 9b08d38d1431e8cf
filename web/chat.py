"""POST /api/chat: a question in, an answer out, whole or as a stream of events."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic_core import to_json

from assistant.answering.answer import Answer
from web.bodies import ChatBody, JSONRoute
from web.negotiation import accepts
from web.problems import responses
from web.service import Current

EVENTS = "text/event-stream"
DECIDED = {"kind", "completeness", "facts", "assumptions", "questions", "resolution", "resolutions"}
_PIECE = re.compile(r".+?(?:[.?!:](?: ?\[\d+\])*\s+|\n+|\Z)", re.DOTALL)

router = APIRouter(prefix="/api", tags=["answers"], route_class=JSONRoute)


@router.post(
    "/chat",
    summary="Ask a question",
    response_model=Answer,
    responses={
        200: {"description": "The answer", "content": {EVENTS: {"schema": {"type": "string"}}}},
        **responses(400, 413, 422),
    },
)
def chat(request: Request, body: ChatBody, service: Current) -> Response:
    """As JSON; for `Accept: text/event-stream` the events `resolution`, `token` (pieces of the text) and `answer`."""
    answer = service.answer(request, body.checked())
    if accepts(request, EVENTS):
        return EventSourceResponse(events(answer), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    return Response(answer.model_dump_json(), media_type="application/json")


def events(answer: Answer) -> Iterator[bytes]:
    """What was decided, then the text piece by piece, then the whole."""
    yield format_sse_event(event="resolution", data_str=answer.model_dump_json(include=DECIDED))
    for piece in pieces(answer.text):
        yield format_sse_event(event="token", data_str=to_json({"text": piece}).decode())
    yield format_sse_event(event="answer", data_str=answer.model_dump_json())


def pieces(text: str) -> list[str]:
    """The text in pieces of about a sentence, which make up the text again."""
    return _PIECE.findall(text)
