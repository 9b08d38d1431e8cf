"""The OpenAPI document: what FastAPI makes of the routes, with what holds of all of them alike.

That is how errors look, who may call and how often, and what a fact of the pack may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from assistant.facts import FactSpec
from assistant.settings import Settings
from web.access import rooms
from web.problems import ProblemDetails, responses

Schema = dict[str, Any]
EVERYWHERE = (400, 500)
AT_THE_DOOR = (401, 403, 429, 503)
"""Of what is not open to everyone: 503 where the identity provider's keys cannot be had, or the pack is loading."""
LINKS: Mapping[str, Schema] = {
    "chat": {
        "the next message": {
            "operationId": "chat",
            "requestBody": {"message": "Why?", "state": "$response.body#/state"},
            "description": "The conversation goes on: its state is sent back as it came.",
        }
    },
    "search": {
        "the clause": {
            "operationId": "clause",
            "parameters": {part: f"$response.body#/results/0/{part}" for part in ("document", "section", "paragraph")},
            "description": "The paragraph of the clause that was found first.",
        }
    },
}
"""Operation -> what its answer leads on to."""
BEARER = "bearer"
_SHAPES = "#/components/schemas/"


def describe(app: FastAPI, settings: Settings) -> None:
    """Have the application's document tell all of it. The pack's facts are in it once the pack is loaded."""
    made = app.openapi

    def openapi() -> Schema:
        document = made()  # FastAPI keeps it: what is put in is put in again, and stays as it is
        shapes = document.setdefault("components", {}).setdefault("schemas", {})
        problem = ProblemDetails.model_json_schema(ref_template=_SHAPES + "{model}")
        shapes |= problem.pop("$defs", {}) | {"ProblemDetails": problem}
        for name in ("HTTPValidationError", "ValidationError"):
            shapes.pop(name, None)
        for path, operations in document["paths"].items():
            for operation in operations.values():
                _describe(operation, rooms.room(path), settings)
        if settings.signing_in:
            document["components"]["securitySchemes"] = {BEARER: _bearer(settings)}
        if service := getattr(app.state, "service", None):
            _name_facts(shapes, service.pack.facts)
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _describe(operation: Schema, room: rooms.Room | None, settings: Settings) -> None:
    usual = responses(*EVERYWHERE, *(AT_THE_DOOR if room else ()))
    every = {str(status): each for status, each in usual.items()} | operation["responses"]
    operation["responses"] = dict(sorted(every.items()))
    if links := LINKS.get(operation["operationId"]):
        operation["responses"]["200"]["links"] = links
    if settings.signing_in and room and room.scopes:
        token: Schema = {BEARER: []}
        # This machine may do without: an empty requirement makes the other a choice.
        operation["security"] = [token, {}] if room.local else [token]


def _bearer(settings: Settings) -> Schema:
    scopes = " or ".join(sorted(rooms.SCOPES))
    words = f"An access token of {settings.issuer}, granted {scopes}. A person's signed cookie does as well."
    return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": words}


def _name_facts(shapes: Schema, facts: Mapping[str, FactSpec]) -> None:
    """The facts that a case may have here, in place of any object; null, in a conversation, forgets one."""
    said = {name: fact.json_schema() for name, fact in facts.items()}
    corrected = {name: {"anyOf": [shape, {"type": "null"}]} for name, shape in said.items()}
    shapes["Facts"] = {"type": "object", "properties": said, "additionalProperties": False}
    shapes["FactsCorrected"] = {"type": "object", "properties": corrected, "additionalProperties": False}
    _refer(shapes, "ResolveBody", {"$ref": f"{_SHAPES}Facts"})
    _refer(shapes, "ChatBody", {"anyOf": [{"$ref": f"{_SHAPES}FactsCorrected"}, {"type": "null"}]})


def _refer(shapes: Schema, body: str, shape: Schema) -> None:
    described = {name: value for name, value in shapes[body]["properties"]["facts"].items() if name == "description"}
    shapes[body]["properties"]["facts"] = shape | described
