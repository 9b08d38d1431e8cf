"""Opening the model that the settings name, in the background: LangChain takes seconds to import."""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import TYPE_CHECKING, Literal

from assistant.answering.model import Message, ModelFailure
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.chat import Chat, Meter

Status = Literal["starting", "ready", "failed"]
_OFF = (
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
    "LANGSMITH_GATEWAY",
)
"""Each of them would have LangChain send what it is given to a third party."""


class Opening:
    """The model of the settings, which answers as soon as it is open. `name` is `<provider>:<model>`."""

    def __init__(self, name: str, open_model: Callable[[], Chat], failed: Callable[[Exception], None]) -> None:
        self.name = name
        self.status: Status = "starting"
        self._chat: Chat | None = None
        self._open, self._failed = open_model, failed
        self._thread = threading.Thread(target=self._run, name="model", daemon=True)
        self._thread.start()

    def wait(self, seconds: float | None = None) -> Status:
        """Until it is open or has failed."""
        self._thread.join(seconds)
        return self.status

    async def aclose(self) -> None:
        if self._chat:
            await self._chat.aclose()

    async def write(self, messages: Sequence[Message], *, whole: bool = False) -> AsyncGenerator[str, None]:
        if self._chat is None:
            raise ModelFailure("refused" if self.status == "failed" else "starting")
        writing = self._chat.write(messages, whole=whole)
        try:
            async for piece in writing:
                yield piece
        finally:
            await writing.aclose()

    def _run(self) -> None:
        try:
            self._chat = self._open()
            self.status = "ready"
        except Exception as error:  # no key, say: the template goes on speaking
            self.status = "failed"
            self._failed(error)


def start(settings: Settings, meter: Meter, failed: Callable[[Exception], None]) -> Opening | None:
    """The model of the settings, opening; None where none is configured. `failed` hears why it did not open."""
    return Opening(settings.llm, lambda: _open(settings, meter), failed) if settings.llm else None


def _open(settings: Settings, meter: Meter) -> Chat:
    os.environ |= dict.fromkeys(_OFF, "false")
    os.environ.pop("OPENAI_LOG", None)  # it would log what is sent
    from assistant.llm.providers import open_chat  # noqa: PLC0415 - after that, and seconds long

    return open_chat(settings, meter)
