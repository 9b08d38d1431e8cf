"""Whether the server lives, what it can answer, and what it has done."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from web.problems import responses
from web.service import Current

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Is it alive?")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz", summary="Can it answer?", responses=responses(503))
def readyz(service: Current) -> dict[str, Any]:
    """Cases are answered as soon as this answers 200; `index` tells how far questions about the policy are."""
    return {
        "status": "ok" if service.library.ready else "partial",
        "pack": service.pack.about.name,
        "policy_revision": service.pack.revision,
        "calendar_revision": service.pack.calendar.revision,
        "index": service.library.status,
        "model": service.model_status,
    }


@router.get("/metrics", summary="Counts and times", response_class=PlainTextResponse, responses=responses(503))
def metrics(request: Request, service: Current) -> PlainTextResponse:
    """Requests, answers and times since the start of this process, as Prometheus reads them."""
    text = request.app.state.metrics.text(index_ready=service.library.ready)
    if service.model:
        text += service.model.counts.text()
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")
