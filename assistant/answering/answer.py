"""The answer, as the public contract gives it: what `/api/chat`, the page, the command line and Teams all show."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.clauses import Layer, Wording
from assistant.facts import JsonValue
from assistant.resolution import Resolution

Kind = Literal["resolved", "needs_facts", "guidance", "out_of_scope", "emergency"]
Completeness = Literal["complete", "partial", "none"]
FellBack = Literal["grounding", "left out", "too slow", "model unavailable", "model starting", "error"]
"""Why the template speaks though a model is configured: what the model wrote said too much, or left something out;
it took too long; it could not be reached or broke off; it is not open yet; or something of ours went wrong."""


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class UnderstoodFact(Shape):
    value: JsonValue
    said: str | None
    """The words it came from; null when a person set it, or it follows from other facts."""
    turn: int
    label: str = ""
    """The fact's name in words, and its value in words: what a chip on the page shows."""
    value_label: str = ""


class AnswerAssumption(Shape):
    fact: str
    value: JsonValue
    label: str
    otherwise: str
    children: tuple[str, ...] = Field(default=(), exclude_if=lambda children: not children)
    """The labels of the children it is assumed of, where that is not all of them."""


class AnswerOption(Shape):
    value: JsonValue
    label: str
    leads_to: str | None


class AnswerQuestion(Shape):
    fact: str
    prompt: str
    options: tuple[AnswerOption, ...]
    child: str | None = Field(default=None, exclude_if=lambda child: child is None)
    """The one child that it is asked of, by label."""


class Citation(Shape):
    marker: int
    origin: Literal["rule", "retrieved"]
    wording: Wording
    clause: str
    document: str
    section: str
    paragraph: int
    heading: str
    layer: Layer
    text: str


class AnswerPremise(Shape):
    premise: str
    """The belief's id in the pack."""
    text: str
    clauses: tuple[str, ...]
    layer: Layer


class ChildResolution(Shape):
    child: str
    """A label without a name: "the 14-year-old"."""
    facts: dict[str, UnderstoodFact]
    """The child's own, and those that all share."""
    resolution: Resolution


class Answer(Shape):
    kind: Kind
    completeness: Completeness
    text: str
    """Markdown, with citation markers [1], [2] ..."""
    remarks: tuple[str, ...] = ()
    """What the text begins with, when there is anything to say of the message itself."""
    more: str = Field(default="", exclude_if=lambda more: not more)
    """What the text ends with, when there is more to say on the thing that it tells of first; left out otherwise."""
    phrased_by: str
    """`template`, or `<provider>:<model>`."""
    fell_back: FellBack | None = Field(default=None, exclude_if=lambda why: why is None)
    """Left out where the model spoke, or none was to."""
    facts: dict[str, UnderstoodFact]
    assumptions: tuple[AnswerAssumption, ...]
    questions: tuple[AnswerQuestion, ...]
    resolution: Resolution | None
    resolutions: tuple[ChildResolution, ...] = Field(default=(), exclude_if=lambda children: not children)
    """One for each of several children; left out for one child, whose own is `resolution`."""
    see_also: tuple[str, ...]
    about: tuple[str, ...] = Field(default=(), exclude_if=lambda about: not about)
    """Ids of the topics, changes and terms that were told of; left out where there are none, as of a decided case."""
    premises: tuple[AnswerPremise, ...] = Field(default=(), exclude_if=lambda premises: not premises)
    """What the policy says of the beliefs that the question takes for granted; the text says it first."""
    reasons: bool = Field(default=False, exclude_if=lambda reasons: not reasons)
    """Whether the text tells why the last answer is as it is; left out for every other answer."""
    citations: tuple[Citation, ...]
    left_out: tuple[str, ...] = ()
    """Kinds of identifier that were left out of the question before anything read it."""
    footer: str = ""
    policy_revision: str
    calendar_revision: str
    state: dict[str, Any]

    @property
    def lead(self) -> str:
        """The text without `more`."""
        return self.text.removesuffix(self.more).rstrip()


class ResolveAnswer(Shape):
    """What `/api/resolve` answers: the resolver alone, no words."""

    kind: Kind
    completeness: Completeness
    questions: tuple[AnswerQuestion, ...]
    assumptions: tuple[AnswerAssumption, ...]
    resolution: Resolution
    citations: tuple[Citation, ...]
    policy_revision: str
    calendar_revision: str


class ChatRequest(BaseModel):
    """A question, with what the previous answer returned as `state` and facts that a person corrected."""

    model_config = ConfigDict(extra="forbid", strict=True)

    message: str = Field(min_length=1, max_length=2000)
    state: dict[str, Any] | None = None
    facts: dict[str, Any] | None = None
    """Fact name -> value; null forgets the fact."""
    today: date | None = Field(default=None, strict=False)


class StateError(ValueError):
    """A state that is not one this assistant returned; its text never holds what was sent."""
