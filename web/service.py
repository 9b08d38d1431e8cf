"""The assistant as the ways in share it: the pack, the index beside it, and the turn that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from assistant.answering.about import examples
from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.clauses import Clause, Document
from assistant.coverage import Row, covered
from assistant.loading import load
from assistant.pack import Pack
from assistant.settings import Settings
from index import library, official
from index.library import Library
from web import clock
from web.bodies import ChatBody
from web.problems import Problem


@dataclass(frozen=True)
class Service:
    pack: Pack
    library: Library
    assistant: Assistant

    @cached_property
    def coverage(self) -> tuple[Row, ...]:
        """How the policy is covered; worked out once, for every worked case is resolved for it."""
        return covered(self.pack)

    def today(self) -> date:
        return clock.today(self.pack)

    def answer(self, request: Request, body: ChatBody) -> Answer:
        answer = self.assistant.answer(body, body.today or self.today())
        note(request, answer.kind, answer.resolution.route if answer.resolution else None)
        return answer

    def clause(self, name: str) -> Clause | None:
        """The clause of this id: one of the pack's, or of the council's own files."""
        return self.pack.clauses.get(name) or self.library.official.clauses.get(name)

    def document(self, name: str) -> Document:
        """The document of this id. Raises KeyError."""
        documents = self.pack.documents
        return documents[name] if name in documents else self.library.official.documents[name]

    def close(self) -> None:
        self.library.close()


def open_service(settings: Settings, progress: Callable[[str], None] = lambda status: None) -> Service:
    """Load the pack and start on the index. Raises PackError: a broken pack is never served."""
    pack = load(settings.pack)
    shelf = open_library(settings, pack, progress)
    service = Service(pack, shelf, Assistant(pack, shelf))
    # What is broken or slow to load shows now, and not to the first person who asks.
    service.assistant.answer(ChatRequest(message="When does a case move?"), service.today())
    return service


def open_library(settings: Settings, pack: Pack, progress: Callable[[str], None]) -> Library:
    """The clauses of a pack, searched by keywords at once; the model and the index follow in the background."""
    return library.start(
        list(pack.clauses.values()),
        pack.about.name,
        pack.revision,
        settings.data_dir,
        examples=examples(pack),
        official_files=settings.pack / official.FOLDER,
        embedding_model=settings.embedding_model,
        chroma_url=settings.chroma_url,
        progress=progress,
    )


def note(request: Request, kind: str, rule: str | None) -> None:
    """What the log and the counts keep of an answer."""
    request.state.kind, request.state.rule = kind, rule


def _current(request: Request) -> Service:
    service: Service | None = getattr(request.app.state, "service", None)
    if service is None:
        raise Problem(503, headers={"Retry-After": "2"})
    return service


Current = Annotated[Service, Depends(_current)]
