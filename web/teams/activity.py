"""What Teams posts: an activity, and the question in it without the mention that called us."""

from __future__ import annotations

import html
import re
from typing import Annotated, Any, Literal

from fastapi.exceptions import RequestValidationError
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from web.problems import Problem

MOST_ENTITIES = 50
LONGEST_ID = 256
# Both are bounded, so that no text makes the search slow. What a person types comes with its < and > escaped.
_AT = re.compile(r"<at\b[^<>]{0,200}>[^<]{0,200}</at>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|at|b|blockquote|br|code|div|em|font|h[1-6]|i|li|ol|p|pre|s|span|strong|u|ul)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]


class Conversation(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: Id
    """The thread: a channel's id with that of the message it began with."""


class Activity(BaseModel):
    """A message of a channel, as far as it is read; who wrote it is not."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    type: Literal["message"]
    id: Id
    timestamp: AwareDatetime | None = None
    text: str | None = None
    conversation: Conversation | None = None
    entities: list[Any] | None = None


def read_activity(body: bytes) -> Activity:
    """The activity of a signed body. Raises a problem for what is not JSON, or not a message."""
    try:
        raw = from_json(body, allow_inf_nan=False)
    except ValueError:
        raise Problem(400) from None
    try:
        return Activity.model_validate(raw)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in found]) from None


def question(activity: Activity) -> str:
    """The words asked: no mention of us or of anyone else, no markup. Empty where nothing else was said."""
    text = activity.text or ""
    for mention in _mentions(activity):
        text = text.replace(mention, " ")
    text = _AT.sub(" ", text)
    text = html.unescape(_TAG.sub(" ", text)).replace("\N{NO-BREAK SPACE}", " ")
    return _CONTROL.sub(" ", text).strip()


def _mentions(activity: Activity) -> list[str]:
    """The mentions as they stand in the text, by their entities."""
    mentions = [each for each in (activity.entities or [])[:MOST_ENTITIES] if isinstance(each, dict)]
    texts = [each.get("text") for each in mentions if each.get("type") == "mention"]
    return [text for text in texts if isinstance(text, str) and text.startswith("<at")]
