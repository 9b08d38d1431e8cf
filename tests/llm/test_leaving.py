"""A writing that nobody reads any more ends, whatever the library does with a cancellation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from typing import Any

from langchain_core.messages import AIMessageChunk

from assistant.answering.model import Message
from assistant.llm.breaker import Breaker
from assistant.llm.chat import Chat


class Meter:
    def call(self, outcome: str) -> None: ...
    def tokens(self, read: int, written: int) -> None: ...


class Deaf:
    """Loses the first cancellation, as a wait does that ends in the same moment."""

    def __init__(self) -> None:
        self.left = False

    async def astream(self, messages: Any) -> AsyncIterator[AIMessageChunk]:
        yield AIMessageChunk(content="It moves.")
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        try:
            await asyncio.Event().wait()
        finally:
            self.left = True


async def begun_and_left(model: Deaf) -> None:
    chat = Chat("made:up", model, Meter(), Breaker(), 60)  # type: ignore[arg-type]
    async with aclosing(chat.write([Message("user", "When?")])) as pieces:
        assert await anext(pieces) == "It moves."


def test_a_cancellation_that_is_lost_is_given_again() -> None:
    model = Deaf()
    asyncio.run(asyncio.wait_for(begun_and_left(model), 30))
    assert model.left
