"""Questions as people type them, and what each truly means.

- id: phone-001
  today: 2026-04-20
  q: 6yo on cp plan w duty, icpc 13th may. when does it go over?
  facts: {current_team: duty_and_assessment, plan: cp, age: 6, initial_child_protection_conference: 2026-05-13}
  expect: {team: cin_cp_court, event: initial_child_protection_conference, date: 2026-05-13}
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from assistant.answering.answer import ChatRequest
from assistant.facts import Record, UnknownFact, read_facts
from assistant.loading import SAFE_LOADER
from assistant.pack import Pack

Kind = Literal["case", "guidance", "definition", "out_of_scope", "emergency", "small_talk"]
BENIGN = "benign-"
"""How the id of a question begins that only sounds as if it ought to be turned away."""


class Expect(Record):
    """What the writer worked out by hand: only what is stated is compared."""

    team: str | None = None
    event: str | None = None
    date: dt.date | None = None


class Question(Record):
    """One question, or one conversation with the facts as they stand after its last message."""

    id: str
    today: dt.date
    q: str = ""
    turns: tuple[str, ...] = ()
    kind: Kind = "case"
    facts: dict[str, Any] = Field(default_factory=dict)
    """Of the child; of several children, what all of them share."""
    unclear: tuple[str, ...] = ()
    """Facts said so that only asking is right."""
    optional: tuple[str, ...] = ()
    """Facts that a careful reader might or might not take as said."""
    children: Annotated[tuple[dict[str, Any], ...], Field(max_length=8)] = ()
    """Of several children, each one's own facts."""
    about: tuple[str, ...] = ()
    """Ids of topics, changes, terms, teams or events, any of which answers it. Answers tell of the first three."""
    clauses: tuple[str, ...] = ()
    """Clauses, any of which answers it, or puts a false premise right."""
    premise: str = ""
    """What the question takes for granted."""
    premise_true: bool = False
    """Whether that is so after all."""
    hypothesis: bool = False
    """Whether the last message only supposes."""
    expect: Expect | None = None
    why: str = ""

    def __repr__(self) -> str:
        """Nothing of it: a traceback, or a test that fails, must not show what is held out."""
        return "Question(...)"

    @property
    def messages(self) -> tuple[str, ...]:
        return self.turns or (self.q,)

    @property
    def misled(self) -> bool:
        """Whether it takes for granted what is not so."""
        return bool(self.premise) and not self.premise_true

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if bool(self.q) == bool(self.turns):
            raise ValueError("has either `q` or `turns`")
        for message in self.messages:
            ChatRequest(message=message)
        if len(self.children) == 1:
            raise ValueError("one child's facts stand in `facts`")
        if labelled := {*self.unclear} & {*self.facts, *(name for child in self.children for name in child)}:
            raise ValueError(f"unclear, and yet labelled: {', '.join(sorted(labelled))}")
        if self.misled and not self.clauses:
            raise ValueError("a false premise needs the clauses that put it right")
        return self


class QuestionsError(ValueError):
    """Files of questions that cannot be asked; `problems` has a line for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_questions(folder: Path, pack: Pack) -> list[Question]:
    """The questions of every YAML file of a folder. Raises QuestionsError with every problem of every file."""
    questions: list[Question] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        file = f"{folder.name}/{path.name}"
        for item in _items(path, file, problems):
            name = item.get("id", "?") if isinstance(item, dict) else "?"
            try:
                question = Question.model_validate(item)
            except ValidationError as error:
                problems += [
                    ": ".join(filter(None, (file, str(name), ".".join(map(str, each["loc"])), each["msg"])))
                    for each in error.errors(include_url=False, include_input=False)
                ]
                continue
            problems += [f"{file}: {name}: {problem}" for problem in _unknown(pack, question)]
            questions.append(question)
    times = Counter(question.id for question in questions)
    problems += [f"{folder.name}: {name}: stands twice" for name, count in sorted(times.items()) if count > 1]
    if not questions and not problems:
        problems.append(f"{folder}: holds no questions")
    if problems:
        raise QuestionsError(problems)
    return questions


def _items(path: Path, file: str, problems: list[str]) -> list[Any]:
    try:
        items = yaml.load(path.read_bytes(), Loader=SAFE_LOADER)  # noqa: S506 - a safe one
    except (yaml.YAMLError, ValueError) as error:  # a day that does not exist is a ValueError of its own
        mark = getattr(error, "problem_mark", None)
        problems.append(f"{file}: cannot be read as YAML{f' (line {mark.line + 1})' if mark else ''}")
        return []
    if isinstance(items, list):
        return items
    problems.append(f"{file}: must be a list of questions")
    return []


def _unknown(pack: Pack, question: Question) -> Iterator[str]:
    """Names and values that the pack does not have."""
    for where, facts in _labelled(question):
        try:
            read_facts(pack.facts, facts)
        except UnknownFact as error:
            yield from (f"{where}.{fact}: {problem}" for fact, problem in error.problems.items())
    vocabulary = {*pack.teams, *pack.events, *(term.id for term in pack.terms)}
    expect = question.expect or Expect()
    lists = {
        "unclear": (question.unclear, pack.facts),
        "optional": (question.optional, pack.facts),
        "about": (question.about, {*pack.topics, *pack.changes, *vocabulary}),
        "clauses": (question.clauses, pack.clauses),
        "expect.team": ([expect.team] if expect.team else [], pack.teams),
        "expect.event": ([expect.event] if expect.event else [], pack.events),
    }
    for where, (names, known) in lists.items():
        yield from (f"{where}: {name} is not of the pack" for name in names if name not in known)


def _labelled(question: Question) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "facts", question.facts
    yield from ((f"children.{at}", child) for at, child in enumerate(question.children))
