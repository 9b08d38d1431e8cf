"""What is known while one question is answered, from its words to its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.answering.answer import AnswerAssumption, AnswerPremise, AnswerQuestion, Completeness, Kind
from assistant.answering.each_child import DecidedChild
from assistant.answering.evidence import Evidence
from assistant.answering.hearing import Heard
from assistant.answering.library import Consulted
from assistant.answering.state import State, WhoseFact
from assistant.resolution import Decision, Resolution
from assistant.understanding.findings import Reading


@dataclass
class Turn:
    """What is known while one question is answered."""

    reading: Reading
    state: State
    today: date
    evidence: Evidence
    before: State = field(default_factory=State)
    """The state that the message adds to."""
    consulted: Consulted | None = None
    """What the index says of the message, where it was asked."""
    kind: Kind = "guidance"
    completeness: Completeness = "complete"
    text: str = ""
    more: str = ""
    """What else there is to say on the first thing that the text tells of."""
    phrasable: bool = False
    """Whether a model may say the text in other words; danger, chat and what is beyond the policy it may not."""
    decision: Decision | None = None
    questions: tuple[AnswerQuestion, ...] = ()
    assumptions: tuple[AnswerAssumption, ...] = ()
    see_also: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """The topics, changes and terms that the answer tells of."""
    premises: tuple[AnswerPremise, ...] = ()
    granted: str = ""
    """What is said, before all else, of the beliefs that the question takes for granted."""
    quotes: bool = False
    """Whether the text holds clauses word for word."""
    told: bool = False
    """Whether the message, or a correction, told anything new of the case."""
    asked: str | None = None
    offered: tuple[Any, ...] = ()
    awaits: str | None = None
    children: tuple[DecidedChild, ...] = ()
    """Each of several children; none for one child, whose decision is `decision`."""
    asked_of: list[int] = field(default_factory=list)
    awaits_of: list[int] = field(default_factory=list)
    whose: WhoseFact | None = None
    schedule: Resolution | None = None
    """The dates of a question that moves no case."""
    heard: Heard = field(default_factory=Heard)
    asks_why: bool = False
    """Whether it asks for the reasons of the last answer."""
