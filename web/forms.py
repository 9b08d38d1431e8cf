"""The page's forms, read into the same request that the JSON interface takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from pydantic_core import from_json
from starlette.datastructures import FormData

from assistant.facts import FactSpec
from assistant.pack import Pack
from web.bodies import ChatBody, read_date
from web.problems import Problem

FACT = "fact."
CORRECTION = "Corrected on the page."
"""The message of a correction. It holds no words of the field: what is corrected stands in `facts` alone."""


def read_form(form: FormData, pack: Pack) -> ChatBody:
    """A question, an answer to one, or a correction. Raises a problem, or the error of a malformed request."""
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str) and value}
    facts = dict(_facts(form, pack))
    raw = {
        "message": fields.get("message") or (CORRECTION if facts else ""),
        "state": read_object(fields["state"], "state") if "state" in fields else None,
        "facts": facts or None,
        "today": fields.get("today"),
    }
    try:
        return ChatBody.model_validate(raw).checked()
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in error.errors()]) from None


def read_case(form: FormData) -> tuple[dict[str, Any], date | None]:
    """The facts of a decided case and the day it was decided on. Raises a problem naming the field."""
    facts = read_object(str(form.get("facts", "")), "facts")
    try:
        return facts, read_date(form.get("today") or None)
    except ValueError as error:
        raise Problem(422, errors={"today": str(error)}) from None


def choices(pack: Pack) -> dict[str, Any]:
    """What a person may choose a team and a transfer point from, as a template's values."""
    moving = {point.event for points in pack.points.values() for point in points}
    teams = [team for team in pack.teams.values() if team.holds_cases]
    return {
        "pack": pack,
        "teams": sorted(teams, key=lambda team: team.short),
        "events": sorted((pack.events[event] for event in moving), key=lambda event: event.label),
    }


def read_object(text: str, field: str) -> dict[str, Any]:
    """JSON in a form's field. Raises a problem naming the field when it is no object."""
    try:
        value = from_json(text, allow_inf_nan=False)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Problem(422, errors={field: "must be a JSON object"})
    return value


def _facts(form: FormData, pack: Pack) -> Iterator[tuple[str, Any]]:
    for name, value in form.multi_items():
        if name.startswith(FACT):
            fact = name.removeprefix(FACT)
            yield fact, _typed(pack.facts.get(fact), str(value))
    for value in form.getlist("forget"):  # last: the field of what is removed comes along
        yield str(value), None


def _typed(spec: FactSpec | None, text: str) -> Any:
    """A field's text as the fact's own kind of value; whether it is one of its values is for the facts to say."""
    if not text:
        return None
    if spec and spec.kind == "yes_no":
        return {"true": True, "false": False}.get(text, text)
    if spec and spec.kind == "age":
        try:
            return float(text) if "." in text else int(text)
        except ValueError:
            return text
    return text
