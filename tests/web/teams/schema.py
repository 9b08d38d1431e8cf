"""The part of Adaptive Cards 1.4 that Teams shows and our cards use, strictly: what it does not know is an error.

Written after the public schema of version 1.4: names, values, and which of them must be there.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

LARGEST = 28 * 1024
"""Bytes that Teams takes of a message."""
Spacing = Literal["Default", "None", "Small", "Medium", "Large", "ExtraLarge", "Padding"]
Size = Literal["Default", "Small", "Medium", "Large", "ExtraLarge"]
Words = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Element(Part):
    spacing: Spacing = "Default"
    separator: bool = False


class TextBlock(Element):
    type: Literal["TextBlock"]
    text: Words
    weight: Literal["Default", "Lighter", "Bolder"] = "Default"
    size: Size = "Default"
    wrap: Literal[True]
    """Optional in the schema; without it a long line is cut off on a phone."""


class TextRun(Part):
    type: Literal["TextRun"]
    text: Words
    weight: Literal["Default", "Lighter", "Bolder"] = "Default"
    size: Size = "Default"
    isSubtle: bool = False  # noqa: N815


class RichTextBlock(Element):
    type: Literal["RichTextBlock"]
    inlines: list[TextRun] = Field(min_length=1)


class Fact(Part):
    title: Words
    value: Words


class FactSet(Element):
    type: Literal["FactSet"]
    facts: list[Fact] = Field(min_length=1)


class OpenUrl(Part):
    """The one action that an outgoing webhook may use."""

    type: Literal["Action.OpenUrl"]
    title: Words
    url: Annotated[HttpUrl, Field(strict=False)]


class ActionSet(Element):
    type: Literal["ActionSet"]
    actions: list[OpenUrl] = Field(min_length=1, max_length=6)


class Container(Element):
    type: Literal["Container"]
    style: Literal["default", "emphasis", "good", "attention", "warning", "accent"] = "default"
    items: list[Annotated[TextBlock | RichTextBlock | FactSet, Field(discriminator="type")]] = Field(min_length=1)


class AdaptiveCard(Part):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    schema_: Literal["http://adaptivecards.io/schemas/adaptive-card.json"] = Field(alias="$schema")
    type: Literal["AdaptiveCard"]
    version: Literal["1.4"]
    lang: Literal["en"]
    fallbackText: Words  # noqa: N815
    body: list[Annotated[TextBlock | RichTextBlock | FactSet | ActionSet | Container, Field(discriminator="type")]]
    actions: list[OpenUrl] = Field(default=[], max_length=6)


class Attachment(Part):
    contentType: Literal["application/vnd.microsoft.card.adaptive"]  # noqa: N815
    content: AdaptiveCard


class Message(Part):
    type: Literal["message"]
    summary: Words
    attachments: list[Attachment] = Field(min_length=1, max_length=1)


def checked(reply: Any) -> AdaptiveCard:
    """The card of a reply. Raises ValidationError for one that Teams might not show."""
    return Message.model_validate(reply).attachments[0].content


def words(reply: Any) -> str:
    """Every word that a person sees of a reply, a line for each element."""
    return "\n".join(_words(reply["attachments"][0]["content"]))


def _words(part: Any) -> list[str]:
    if isinstance(part, list):
        return [line for each in part for line in _words(each)]
    if part.get("type") == "RichTextBlock":
        return ["".join(run["text"] for run in part["inlines"])]
    found = [" ".join(part[name] for name in ("title", "value", "text") if name in part)]
    inside = (part[name] for name in ("body", "items", "facts", "actions") if name in part)
    return [line for line in found + [line for each in inside for line in _words(each)] if line]
