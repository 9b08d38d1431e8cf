"""One chat model of LangChain as the phrasing wants it: a text that comes piece by piece, whole or a failure."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Protocol

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.answering.model import Message, ModelFailure
from assistant.llm.breaker import Breaker
from assistant.llm.failures import failure

_FINISH = ("finish_reason", "stop_reason", "done_reason")  # OpenAI, Anthropic, Ollama
_WHOLE = frozenset({"stop", "end_turn", "stop_sequence"})
NEARLY = 0.9
"""Share of the time limit after which a call broken off had its chance."""
AGAIN = 0.1  # seconds


class Meter(Protocol):
    """Counts calls and what they used."""

    def call(self, outcome: str) -> None: ...
    def tokens(self, read: int, written: int) -> None: ...


class Chat:
    """A model that is open. Its calls belong to the event loop that makes the first."""

    def __init__(
        self,
        name: str,
        model: BaseChatModel,
        meter: Meter,
        breaker: Breaker,
        seconds: float,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._model, self._meter, self._breaker, self._clock = model, meter, breaker, clock
        self._patience = seconds * NEARLY

    async def write(self, messages: Sequence[Message], *, whole: bool = False) -> AsyncGenerator[str, None]:
        """As `assistant.answering.model.Model` has it. Piece by piece costs us up to three times the work."""
        if not self._breaker.admit():
            self._meter.call("resting")
            raise ModelFailure("resting")
        started, heard, outcome = self._clock(), False, "left"
        try:
            async with aclosing(self._pieces(messages, whole)) as pieces:
                async for piece in pieces:
                    heard = True
                    yield piece
            if not heard:
                raise ModelFailure("empty", passing=True)  # noqa: TRY301
            outcome = "worked"
        except ModelFailure as found:
            outcome = found.trouble
            raise
        finally:
            if outcome == "left":  # we broke it off: for its slowness, for what it wrote, or because nobody listens
                late = self._clock() - started >= self._patience
                outcome = "slow" if late else "worked" if heard else "left"
            self._meter.call(outcome)
            settle = {"worked": self._breaker.worked, "left": self._breaker.left}
            settle.get(outcome, self._breaker.failed)()

    async def aclose(self) -> None:
        """Give back its connections, where its library lets us."""
        client = getattr(self._model, "root_async_client", None)
        if client is not None:
            await client.close()

    async def _pieces(self, messages: Sequence[Message], whole: bool) -> AsyncGenerator[str, None]:
        """Read by a task of its own: only cancelling it reaches the connection at once, and ends the model's work.

        Closing the generator does not: generators inside LangChain's would be left to the garbage collector.
        """
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        reading = asyncio.create_task(self._read(messages, whole, pieces.put_nowait))
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await reading
        finally:
            await _ended(reading)

    async def _read(self, messages: Sequence[Message], whole: bool, hand_on: Callable[[str | None], None]) -> None:
        finish = ""
        read = written = 0
        try:
            async for chunk in self._said([_message(each) for each in messages], whole):
                finish = next((str(chunk.response_metadata[key]) for key in _FINISH if _has(chunk, key)), finish)
                if chunk.usage_metadata:
                    read += chunk.usage_metadata["input_tokens"]
                    written += chunk.usage_metadata["output_tokens"]
                if chunk.text:
                    hand_on(str(chunk.text))
        except Exception as error:
            raise failure(error) from None  # the cause's message may repeat the request
        finally:
            if read or written:
                self._meter.tokens(read, written)
            hand_on(None)
        if finish not in _WHOLE:  # a connection that breaks ends the stream without an error
            raise ModelFailure("cut", passing=not finish)

    async def _said(self, messages: list[BaseMessage], whole: bool) -> AsyncGenerator[AIMessage, None]:
        if whole:
            yield await self._model.ainvoke(messages)
            return
        async for chunk in self._model.astream(messages):
            yield chunk


async def _ended(reading: asyncio.Task[None]) -> None:
    """Cancels it for good: a cancellation that meets a chunk just coming may get lost in the library's own waiting."""
    while not reading.done():
        reading.cancel()
        await asyncio.wait([reading], timeout=AGAIN)
    if not reading.cancelled():
        reading.exception()  # nobody else asks for it any more


def _has(chunk: AIMessage, key: str) -> bool:
    return bool(chunk.response_metadata.get(key))


def _message(message: Message) -> BaseMessage:
    return SystemMessage(message.text) if message.role == "system" else HumanMessage(message.text)
