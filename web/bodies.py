"""The requests' bodies: strict JSON, sizes and shapes, checked before anything reads the words."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import from_json, to_json

from assistant.answering.answer import ChatRequest
from assistant.answering.state import LARGEST
from web.problems import Problem

LARGEST_BODY = 64 * 1024
FIRST_YEAR, LAST_YEAR = 2000, 2100  # of a day that a question is asked on
_SOMETHING = re.compile(r"[^\s\u0000-\u001f\u007f\u0085\ufeff]")
"""A sign that is no space, in every dialect of regular expressions: it stands in the OpenAPI document too."""
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_date(raw: object) -> date | None:
    """A date written YYYY-MM-DD. Raises ValueError, without the value, for anything else."""
    if raw is None:
        return None
    if isinstance(raw, str) and _ISO_DATE.fullmatch(raw) and FIRST_YEAR <= int(raw[:4]) <= LAST_YEAR:
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise ValueError(f"must be a real date from {FIRST_YEAR} to {LAST_YEAR}, written YYYY-MM-DD")


def _words(text: str) -> str:
    if not _SOMETHING.search(text):
        raise ValueError("must not be empty")
    if "\0" in text:
        raise ValueError("must not hold a NUL character")
    return text


Day = Annotated[date | None, BeforeValidator(read_date)]
Words = Annotated[
    str, AfterValidator(_words), Field(json_schema_extra={"pattern": rf"^[^\u0000]*{_SOMETHING.pattern}[^\u0000]*$"})
]
"""Some words: not blank, and no NUL in them."""


class ChatBody(ChatRequest):
    """A question, with what the previous answer returned as `state`."""

    message: Words = Field(min_length=1, max_length=2000, examples=["When does a case move?"])
    today: Day = Field(default=None, description="The day the question is asked on.")

    def checked(self) -> ChatBody:
        """Itself. Raises a problem when its state is larger than any that was returned."""
        if self.state is not None and len(to_json(self.state)) > LARGEST:
            raise Problem(413, errors={"state": f"must be at most {LARGEST // 1024} KiB"})
        return self


class ResolveBody(BaseModel):
    """Facts to decide on, without any words."""

    model_config = ConfigDict(extra="forbid", strict=True)

    facts: dict[str, Any] = Field(description="Fact name -> value, as GET /api/facts describes them.")
    today: Day = Field(default=None, description="The day the question is asked on.")


class _StrictRequest(Request):
    async def json(self) -> Any:
        """Strict JSON: Python's own reader lets NaN, lone surrogates and endless nesting through."""
        if not hasattr(self, "_json"):
            self._json = from_json(await self.body(), allow_inf_nan=False)
        return self._json


class JSONRoute(APIRoute):
    """A route whose JSON body is read strictly; what is not JSON is a 400."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return strictly
