"""The web application: what is open at which address, and what every request passes on its way in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware import Middleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles

from assistant.settings import Settings
from web import openapi, problems
from web.access.entry import Entry
from web.bodies import LARGEST_BODY
from web.gate import Gate, SafeHeaders
from web.metrics import Metrics
from web.recorder import Recorder
from web.routes import chat, docs, facts, health, learn, officer, page, policy, resolve, trace
from web.service import Service, open_service
from web.teams import webhook

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings | None = None, open_service: Callable[[Settings], Service] = open_service) -> FastAPI:
    """The application. Its pack is loaded, and the index started on, when the server starts it."""
    settings = settings or Settings()
    metrics = Metrics()
    entry = Entry(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = open_service(settings)
        yield
        await app.state.service.aclose()
        await entry.close()

    app = FastAPI(
        title="Transfer assistant",
        summary="When does a case move, to which team, and who must do what by when?",
        version="1",
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
        docs_url=None,
        redoc_url=None,
        # FastAPI's telemetry would record the messages of exceptions and rejected input.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        middleware=[
            Middleware(SafeHeaders, settings=settings),
            Middleware(GZipMiddleware, compresslevel=5),  # no page holds a secret that its length could tell
            Middleware(Recorder, metrics=metrics),
            Middleware(Gate, hosts=settings.hosts, largest_body=LARGEST_BODY),
            *entry.middleware,
        ],
    )
    app.state.metrics = metrics
    app.state.limits = entry.limits
    problems.install(app)
    for room in (chat, resolve, policy, health, page, facts, trace, learn, officer, docs):
        app.include_router(room.router)
    for router in entry.routers:
        app.include_router(router)
    if settings.teams_secrets:  # otherwise there is nothing at its address
        app.include_router(webhook.router(settings))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    openapi.describe(app, settings)
    return app
