"""POST /teams/webhook: a message from a channel in, a card out, within the time that Teams waits.

signature -> message -> not seen before -> thread -> answer -> words -> card. Whoever is not signed learns nothing, and
the route is not there at all where no team has a key.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from assistant.answering.answer import Answer, ChatRequest, StateError
from assistant.answering.briefing import Told
from assistant.settings import Settings
from web.problems import Problem
from web.service import Current, Service, note
from web.shown.view import view
from web.teams import reply
from web.teams.activity import Activity, question, read_activity
from web.teams.card import Context
from web.teams.links import Links
from web.teams.replay import MOST_IDS, Replay
from web.teams.signature import is_signed
from web.teams.store import Memory, open_redis
from web.teams.threads import MOST_THREADS, Threads, name
from web.teams.words import say

LONGEST_QUESTION = 2000
AT_ONCE = 8
"""Messages answered side by side. One that takes too long keeps its place until it is done."""
MARGIN = 0.3
"""Seconds kept for making the card, which a language model does not get."""
SWEEP_EVERY = 60.0
LATE = "late"


@dataclass(frozen=True)
class Asked:
    """A question that is answered, in the template's words."""

    told: Told
    in_thread: bool
    """Whether a reply will find its facts."""
    warnings: list[str]
    """What is to be said of the thread."""


def router(settings: Settings) -> APIRouter:
    """The webhook of these settings. Raises ValueError where Redis is set and its library is missing."""
    webhook = Webhook(settings)
    router = APIRouter(prefix="/teams", include_in_schema=False, lifespan=webhook.lifespan)

    @router.post("/webhook")
    async def receive(request: Request, service: Current) -> Response:
        return JSONResponse(await webhook.receive(request, service))

    return router


class Webhook:
    """What is known between two messages: the keys, the messages seen, and the facts of each thread."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._keys = {team: key.get_secret_value() for team, key in settings.teams_secrets.items()}
        self._seconds = settings.teams_reply_seconds
        self._links = Links(settings.public_url)
        shared = open_redis(settings.redis_url.get_secret_value()) if settings.redis_url else None
        self._kept = shared or Memory(MOST_THREADS)
        self._threads = Threads(self._kept, 3600 * settings.teams_thread_hours)
        self._replay = Replay(shared or Memory(MOST_IDS), settings.teams_window_seconds, clock)
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="teams")

    @asynccontextmanager
    async def lifespan(self, _: Any) -> AsyncIterator[None]:
        """While the server runs, what is over is let go of though nobody writes."""

        async def sweep() -> None:
            while True:
                await asyncio.sleep(SWEEP_EVERY)
                self._kept.sweep()
                self._replay.sweep()

        sweeping = asyncio.create_task(sweep())
        yield
        sweeping.cancel()
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def receive(self, request: Request, service: Service) -> reply.Message:
        """The reply to one call, in time whatever it takes to answer. Raises a problem for a call to be refused."""
        body = await request.body()
        team = request.query_params.get("id", "")
        key = self._keys.get(team)
        if not is_signed(request.headers.getlist("authorization"), body, key) or key is None:
            headers = {"WWW-Authenticate": "HMAC"}
            raise Problem(401, "This call is not signed with the key of a team.", headers=headers, title="Not signed")
        activity = read_activity(body)
        self._replay.refuse_stale(activity)
        until = time.monotonic() + self._seconds
        late = threading.Event()
        work = self._workers.submit(self._ask, service, activity, key, late)
        try:
            async with asyncio.timeout(self._seconds):
                if await request.app.state.limits.team(team):
                    work.cancel()
                    return reply.in_place("busy", self._links, danger=True)
                asked = await asyncio.wrap_future(work)
        except TimeoutError:
            late.set()
            note(request, LATE, None)
            return reply.in_place("late", self._links, danger=True)
        if not isinstance(asked, Asked):
            return asked
        answer = await _phrased(service, asked.told, until - MARGIN - time.monotonic())
        note(request, answer.kind, answer.resolution.route if answer.resolution else None)
        return await run_in_threadpool(self._card, service, answer, asked)

    def _ask(self, service: Service, activity: Activity, key: bytes, late: threading.Event) -> Asked | reply.Message:
        conversation = activity.conversation.id if activity.conversation else ""
        self._replay.refuse_repeated(activity, name(key, "message", conversation, activity.id))
        words = question(activity)
        if not words:
            return reply.in_place("empty", self._links)
        if len(words) > LONGEST_QUESTION:
            return reply.in_place("too_long", self._links, danger=True, most=LONGEST_QUESTION)
        # Without a timestamp a call could come again once it is forgotten here: it gets nothing of a thread to see.
        thread = name(key, "thread", conversation) if conversation and activity.timestamp else None
        told, warnings = self._told(service, words, thread)
        kept = thread is not None and not late.is_set() and self._threads.keep(thread, told.answer.state)
        return Asked(told, kept, warnings)

    def _told(self, service: Service, words: str, thread: str | None) -> tuple[Told, list[str]]:
        """The answer to a question of a thread, and what is to be said of the thread before it."""

        def told(state: dict[str, Any] | None) -> Told:
            return service.assistant.told(ChatRequest(message=words, state=state), service.today())

        if thread is None:
            return told(None), []
        recalled = self._threads.recall(thread)
        try:
            return told(recalled.state), [] if recalled.reachable else [say("lost")]
        except StateError:  # of another policy than the one in force now
            return told(None), [say("outdated")]

    def _card(self, service: Service, answer: Answer, asked: Asked) -> reply.Message:
        shown = view(service.pack, answer, service.today(), service.clause)
        return reply.of_answer(answer, shown, Context(self._links, asked.in_thread, asked.warnings))


async def _phrased(service: Service, told: Told, seconds: float) -> Answer:
    """The answer in a model's words where they come in time; the template's is at hand."""
    try:
        async with asyncio.timeout(seconds):
            return await service.phrase(told, within=seconds)
    except TimeoutError:
        return told.answer
