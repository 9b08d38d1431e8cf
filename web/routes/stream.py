"""An answer while it is put into words: what is decided at once, the model's sentences as they pass, the whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic_core import to_json
from starlette.types import Send

from assistant.answering.answer import Answer
from assistant.answering.briefing import Told
from web.service import Service

EVENTS = "text/event-stream"


class Events(EventSourceResponse):
    """Events as they come: no proxy is to hold them back, and no cache to keep them."""

    body_iterator: AsyncGenerator[bytes]

    def __init__(self, events: AsyncGenerator[bytes]) -> None:
        super().__init__(events, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def stream_response(self, send: Send) -> None:
        # A client that goes while an event is on its way would leave them unfinished, and the model talking.
        async with aclosing(self.body_iterator):
            await super().stream_response(send)


async def said(service: Service, told: Told) -> AsyncGenerator[str | Answer]:
    """The pieces of a model's text, each as it has passed its check, and last the answer.

    Closing it ends the model's call.
    """
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    phrasing = asyncio.create_task(_phrased(service, told, heard.put_nowait))
    try:
        while (piece := await heard.get()) is not None:
            yield piece
        answer = await phrasing
    finally:
        phrasing.cancel()  # the client has gone; of one that is done, nothing
    yield answer


async def page_events(
    service: Service, told: Told, decided: str, page: Callable[[Answer], str], prose: Callable[[str], str]
) -> AsyncGenerator[bytes]:
    """The same for the chat page, in HTML.

    `decided`: the answer in the template's words, with a place for the model's. `token`: how the `prose` so far has
    grown, as `{"keep": UTF-16 units of what stands, "more": HTML to follow them}`. `answer`: the finished answer's
    `page`.
    """
    yield format_sse_event(event="decided", data_str=decided)
    text = shown = ""
    async with aclosing(said(service, told)) as pieces:
        async for each in pieces:
            if isinstance(each, Answer):
                yield format_sse_event(event="answer", data_str=await run_in_threadpool(page, each))
            else:
                text += each
                before, shown = shown, await run_in_threadpool(prose, text)
                yield _grown(before, shown)


def _grown(before: str, now: str) -> bytes:
    same = next((at for at, (old, new) in enumerate(zip(before, now, strict=False)) if old != new), len(before))
    change = {"keep": len(now[:same].encode("utf-16-le")) // 2, "more": now[same:]}
    return format_sse_event(event="token", data_str=to_json(change).decode())


async def _phrased(service: Service, told: Told, say: Callable[[str | None], None]) -> Answer:
    """The answer; the end of its pieces is told by None, whatever it comes to."""
    try:
        return await service.phrase(told, say)
    finally:
        say(None)
