"""The assistant as the ways in share it: the pack, the index beside it, and the turn that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from assistant.answering.about import examples
from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.briefing import Told, take_apart
from assistant.answering.phrased import Limits, Phraser, Say
from assistant.answering.points import passages
from assistant.answering.turn import Assistant
from assistant.clauses import Clause, Document
from assistant.coverage import Row, covered
from assistant.grounding.checking import Grounding, Names
from assistant.llm import opening as llm
from assistant.llm.opening import Opening
from assistant.loading import load
from assistant.pack import Pack
from assistant.settings import Settings
from assistant.understanding.in_full import spell_out
from index import library, official
from index.library import Library
from web import clock
from web.bodies import ChatBody
from web.model_counts import ModelCounts
from web.pictures.flow import flow
from web.pictures.map import Map, lay_out
from web.problems import Problem


@dataclass(frozen=True)
class PhrasingModel:
    """The language model of the settings, and what is counted of it."""

    phraser: Phraser
    opening: Opening
    counts: ModelCounts


@dataclass(frozen=True)
class Service:
    pack: Pack
    library: Library
    assistant: Assistant
    model: PhrasingModel | None = None
    """None: the template phrases every answer."""

    @cached_property
    def coverage(self) -> tuple[Row, ...]:
        """How the policy is covered; worked out once, for every worked case is resolved for it."""
        return covered(self.pack)

    @cached_property
    def map(self) -> Map:
        """The teams laid out; drawn from it for every page that shows them."""
        return lay_out(self.pack, flow(self.pack))

    def today(self) -> date:
        return clock.today(self.pack)

    @property
    def model_status(self) -> str:
        """`none`, or how far the configured one is: `starting`, `ready`, `failed`."""
        return self.model.opening.status if self.model else "none"

    def answer(self, request: Request, body: ChatBody) -> Answer:
        """The answer in the template's words."""
        return self.told(request, body).answer

    def told(self, request: Request, body: ChatBody) -> Told:
        told = self.assistant.told(body, body.today or self.today())
        note(request, told.answer.kind, told.answer.resolution.route if told.answer.resolution else None)
        return told

    async def reply(self, request: Request, body: ChatBody, within: float | None = None) -> Answer:
        """The answer in the model's words where one is configured; else, or after `within` seconds, the template's."""
        return await self.phrase(await run_in_threadpool(self.told, request, body), within=within)

    def has_words_for(self, told: Told) -> bool:
        """Whether a model will be asked to put this answer into words."""
        return self.model is not None and take_apart(told) is not None

    async def phrase(self, told: Told, say: Say | None = None, within: float | None = None) -> Answer:
        """The same, of an answer that is there; `say` hears each piece of it that has passed its check."""
        return await self.model.phraser.phrase(told, say, within) if self.model else told.answer

    def clause(self, name: str) -> Clause | None:
        """The clause of this id: one of the pack's, or of the council's own files."""
        return self.pack.clauses.get(name) or self.library.official.clauses.get(name)

    def document(self, name: str) -> Document:
        """The document of this id. Raises KeyError."""
        documents = self.pack.documents
        return documents[name] if name in documents else self.library.official.documents[name]

    def wait(self) -> None:
        """Until all that comes in the background is there, or has failed."""
        self.library.wait()
        if self.model:
            self.model.opening.wait()

    def close(self) -> None:
        self.library.close()

    async def aclose(self) -> None:
        """The same, with the connections to the model, which belong to the event loop."""
        if self.model:
            await self.model.opening.aclose()
        self.close()


def open_service(settings: Settings, progress: Callable[[str], None] = lambda status: None) -> Service:
    """Load the pack and start on the index. Raises PackError: a broken pack is never served."""
    pack = load(settings.pack)
    shelf = open_library(settings, pack, progress)
    service = Service(pack, shelf, Assistant(pack, shelf), open_model(settings, pack))
    # What is broken or slow to load shows now, and not to the first person who asks.
    service.assistant.answer(ChatRequest(message="When does a case move?"), service.today())
    return service


def open_model(settings: Settings, pack: Pack) -> PhrasingModel | None:
    """The language model, which opens in the background; None where none is configured."""
    counts = ModelCounts(settings)
    opening = llm.start(settings, counts, counts.failure)
    if opening is None:
        return None
    limits = Limits(settings.llm_timeout, settings.llm_attempts)
    return PhrasingModel(Phraser(opening, Grounding(Names.of(pack)), counts, limits), opening, counts)


def open_library(settings: Settings, pack: Pack, progress: Callable[[str], None]) -> Library:
    """The clauses of a pack, searched by keywords at once; the model and the index follow in the background."""
    return library.start(
        list(pack.clauses.values()),
        pack.about.name,
        pack.revision,
        settings.data_dir,
        examples=examples(pack),
        passages=passages(pack),
        official_files=settings.pack / official.FOLDER,
        embedding_model=settings.embedding_model,
        chroma_url=settings.chroma_url,
        progress=progress,
        spell_out=spell_out(pack),
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
