"""The clauses of a policy: documents in, citable paragraphs out.

A document is a Markdown file whose head says what it is. `## 5.2 Duty and Assessment` opens a section,
`### 4` (or `### 4.a`, when one block of the source holds several duties) opens a clause. A clause's id is
`document/section/paragraph`, the paragraph's place in that section of the council's own copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Layer = Literal["current", "earlier", "statutory"]
Wording = Literal["restated", "official"]

_SECTION = re.compile(r"^## (?P<section>\S+)(?: (?P<heading>.+))?$")
_PARAGRAPH = re.compile(r"^### (?P<number>\d+)(?:\.(?P<part>[a-z]))?$")


class LeftOut(BaseModel):
    """Paragraphs of the council's own copy that got no clause, and why that is right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    paragraphs: tuple[int, ...]
    reason: str


class Document(BaseModel):
    """What the head of a document's file says of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    """Its id, and the first part of each of its clauses' ids."""
    title: str
    layer: Layer
    about: str = ""
    """One sentence on where it stands: its date, what it replaces, what is not known of it."""
    paragraphs: Mapping[str, int] = Field(default_factory=dict)
    """Section -> how many paragraphs the council's own copy has there."""
    left_out: tuple[LeftOut, ...] = ()


class Clause(BaseModel):
    """One citable paragraph."""

    model_config = ConfigDict(frozen=True)

    id: str
    document: str
    title: str
    section: str
    paragraph: int
    part: str = ""
    heading: str
    layer: Layer
    wording: Wording = "restated"
    text: str


class DocumentError(ValueError):
    """A document that cannot be read as clauses; one line for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_document(path: Path) -> tuple[Document, list[Clause]]:
    """Read one document, its clauses in the order of the file. Raises DocumentError with every problem found."""
    head, body = _split(path)
    try:
        document = Document.model_validate(yaml.safe_load(head))
    except (ValidationError, yaml.YAMLError) as error:
        raise DocumentError([f"{path.name}: the head is not readable: {error}"]) from error
    problems: list[str] = []
    clauses = list(_clauses(document, body, path.name, problems))
    seen: set[str] = set()
    for clause in clauses:
        if clause.id in seen:
            problems.append(f"{path.name}: {clause.id} stands twice")
        seen.add(clause.id)
        if not clause.text:
            problems.append(f"{path.name}: {clause.id} has no text")
    if problems:
        raise DocumentError(problems)
    return document, clauses


def _split(path: Path) -> tuple[str, str]:
    before, *rest = path.read_text(encoding="utf-8").split("---\n", 2)
    match rest:
        case [head, body] if not before.strip():
            return head, body
    raise DocumentError([f"{path.name}: no head between two lines of ---"])


def _clauses(document: Document, body: str, file: str, problems: list[str]) -> Iterator[Clause]:
    section = heading = ""
    opened: re.Match[str] | None = None
    lines: list[str] = []

    def close() -> Iterator[Clause]:
        if opened is None:
            if any(line.strip() for line in lines):
                problems.append(f"{file}: text outside a clause, in section {section or '(none)'}")
            return
        part = opened["part"] or ""
        label = opened["number"] + (f".{part}" if part else "")
        yield Clause(
            id=f"{document.document}/{section}/{label}",
            document=document.document,
            title=document.title,
            section=section,
            paragraph=int(opened["number"]),
            part=part,
            heading=heading,
            layer=document.layer,
            text="\n".join(lines).strip(),
        )

    for line in body.splitlines():
        if match := _SECTION.match(line):
            yield from close()
            opened, lines = None, []
            section, heading = match["section"], match["heading"] or ""
        elif match := _PARAGRAPH.match(line):
            yield from close()
            opened, lines = match, []
        elif line.startswith("#") and not line.startswith("# "):
            problems.append(f"{file}: heading not understood: {line}")
        elif not line.startswith("# "):
            lines.append(line)
    yield from close()
