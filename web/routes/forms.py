"""The page's forms, read into the same request that the JSON interface takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from pydantic_core import from_json
from starlette.datastructures import FormData

from assistant.answering.state import LARGEST, State, read_state
from assistant.facts import FactSpec
from assistant.pack import Pack
from web.bodies import ChatBody, read_date
from web.problems import Problem

FACT = "fact."
CORRECTION = "Corrected on the page."
"""The message of a correction. It holds no words of the field: what is corrected stands in `facts` alone."""
EVERY_FACT = "every_fact"
"""A field of the form that shows every fact: what is empty in it is not said, and only what differs is a correction."""
UNSAID = "When does this case move?"
"""The message of such a form with nothing filled in: then the first thing is asked for."""


def read_form(form: FormData, pack: Pack) -> ChatBody:
    """A question, an answer to one, or a correction. Raises a problem, or the error of a malformed request."""
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str) and value}
    facts = dict(_facts(form, pack))
    state = read_object(fields["state"], "state") if "state" in fields else None
    if EVERY_FACT in fields:
        facts = _corrections(facts, state)
    raw = {
        "message": fields.get("message") or (CORRECTION if facts else UNSAID if EVERY_FACT in fields else ""),
        "state": state,
        "facts": facts or None,
        "today": fields.get("today"),
    }
    try:
        return ChatBody.model_validate(raw).checked()
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in error.errors()]) from None


def read_held(form: FormData, pack: Pack) -> tuple[State, str | None]:
    """What is held of the case in hand, and as it was sent. Raises a problem, or StateError."""
    raw = form.get("state")
    if not isinstance(raw, str) or not raw:
        return State(), None
    if len(raw.encode()) > LARGEST:
        raise Problem(413, errors={"state": f"must be at most {LARGEST // 1024} KiB"})
    return read_state(read_object(raw, "state"), pack.facts), raw


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


def _corrections(facts: Mapping[str, Any], state: Mapping[str, Any] | None) -> dict[str, Any]:
    """What differs from what is held. Where nothing does, all of it: then the same is worked out again."""
    facts_held = (state or {}).get("facts")
    held = facts_held if isinstance(facts_held, dict) else {}
    values = {name: each.get("value") if isinstance(each, dict) else None for name, each in held.items()}
    told = {name: value for name, value in facts.items() if value is not None or name in values}
    differing = {name: value for name, value in told.items() if name not in values or value != values[name]}
    return differing or told


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
