"""Problem details (RFC 9457): what is wrong with a request, naming the field and never repeating what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from assistant.answering.answer import StateError
from assistant.facts import UnknownFact
from web.negotiation import wants_page
from web.shown import pages

MEDIA_TYPE = "application/problem+json"
LONGEST_NAME = 60
"""Of a field that is named back: what is longer is not a field's name."""

_WORDS = {
    "missing": "is missing",
    "string_type": "must be text",
    "string_unicode": "must be text",
    "string_too_short": "must not be empty",
    "string_too_long": "must be at most {max_length} characters long",
    "dict_type": "must be an object",
    "model_attributes_type": "must be an object, sent as application/json",
    "extra_forbidden": "is not a field of this request",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "value_error": "{error}",  # of our own validators, which never repeat a value
}
_KINDS = {
    400: ("Bad request", "The request could not be read."),
    401: ("Sign in first", "Nobody is signed in, or not any more. Open the page anew to sign in."),
    403: ("Not for you", "What you are signed in as does not open this."),
    404: ("Not found", "There is nothing at this address."),
    405: ("Method not allowed", "This address does not take that method."),
    408: ("Too slow", "The request did not arrive in time."),
    413: ("Too large", "The request is larger than this server takes."),
    422: ("Not as it should be", "The request was read, and something in it is not as it should be."),
    429: ("Too many requests", "That is more than one may ask in so short a time."),
    500: ("Server error", "Something went wrong on the server. Nothing of the request was kept."),
    503: ("Still starting", "The assistant is still starting. Try again in a moment."),
}
_LATER = frozenset({429, 503})
_RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}


class FieldError(BaseModel):
    field: str
    problem: str


class ProblemDetails(BaseModel):
    """An error, as RFC 9457 gives it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


class Problem(Exception):
    """A request that is answered with problem details; `errors` maps fields to what is wrong with them."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        title: str = "",
    ) -> None:
        super().__init__(status)
        usual, words = _KINDS.get(status, ("Error", HTTPStatus(status).phrase))
        self.status = status
        self.headers = headers
        self.details = ProblemDetails(
            title=title or usual,
            status=status,
            detail=detail or words,
            errors=[FieldError(field=field, problem=problem) for field, problem in (errors or {}).items()],
        )

    def response(self, request: Request | None = None) -> Response:
        """As JSON; as a page for a browser that asked for one."""
        if request is not None and wants_page(request):
            return pages.render("problem.html", self.status, self.headers, problem=self.details)
        return JSONResponse(self.details.model_dump(), self.status, self.headers, media_type=MEDIA_TYPE)


def of(error: Exception) -> Problem:
    """The problem that an exception comes to, in words that hold nothing of the request."""
    match error:
        case Problem():
            return error
        case UnknownFact():
            return Problem(422, errors={f"facts.{name}": problem for name, problem in error.problems.items()})
        case StateError():
            return Problem(422, errors={"state": "is not a state that this assistant returned"})
        case RequestValidationError():
            return Problem(422, errors=dict(_field_errors(error.errors())))
        case HTTPException():
            return Problem(error.status_code, headers=error.headers)
        case _:
            return Problem(500)


def install(app: FastAPI) -> None:
    async def answer(request: Request, error: Exception) -> Response:
        return of(error).response(request)

    for kind in (Problem, UnknownFact, StateError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the OpenAPI document describes these problems."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    described = {status: {"description": _KINDS[status][0], "content": content} for status in statuses}
    return {status: each | ({"headers": _RETRY} if status in _LATER else {}) for status, each in described.items()}


def _field_errors(errors: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for error in errors:
        where = [step for step in error["loc"][1:] if isinstance(step, str)]
        plain = all(step.isidentifier() and len(step) <= LONGEST_NAME for step in where)
        field = ".".join(where) if where and plain else str(error["loc"][0])
        words = _WORDS.get(error["type"], "is not as it should be")
        yield field, words.format_map({"error": "", **error.get("ctx", {})})
