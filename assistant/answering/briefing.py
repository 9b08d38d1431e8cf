"""From the template's answer to what a model may put into words, and what stays the template's own around it.

A line of the template that carries markers is policy, and becomes a statement. What carries none (remarks, questions
and their options, what was assumed) is kept as it is: a model has nothing to add to it, and could only spoil it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.answer import Answer
from assistant.grounding.brief import Brief, Source, Statement
from assistant.resolution import Clauses

_MARKER = re.compile(r" ?\[(\d+)\]")
_BULLET = re.compile(r"^\s*[-*]\s+")
_DAY = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The template's answer to one message, with what else a model's phrasing of it takes."""

    answer: Answer
    opening: str
    """What the text begins with, before the answer proper: remarks, and what is said of granted premises."""
    body: str
    """The answer proper."""
    phrasable: bool
    """Whether a model may put the body into words at all."""
    question: str | None = None
    """The person's words without identifiers; None for a case, of which no model sees a word."""
    closing: str = ""
    """What the text ends with: more on the same, which no model says over again."""
    earlier: str = ""
    """How what rests on earlier guidance begins: "Earlier guidance: "."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An answer taken apart: `before` and `after` stay as they are, `brief` is put into words."""

    before: str
    brief: Brief
    after: str
    question: str | None


def take_apart(told: Told) -> Parts | None:
    """None where there is nothing for a model to say."""
    if not told.phrasable:
        return None
    statements: list[Statement] = []
    before, after = [told.opening, ""], list[str]()
    lines = told.body.splitlines()
    required = _Required(told.answer)
    for at, line in enumerate(lines):
        markers = tuple(dict.fromkeys(int(each) for each in _MARKER.findall(line)))
        if markers:
            text = _labelled(_plain(line), markers, told)
            token = f"r{len(statements) + 1}"
            statements.append(Statement(token, text, markers, required.holds(line, markers)))
        elif not _heads(line, lines[at + 1 :], told.answer, first=not statements):
            (after if statements else before).append(line)
    if not statements:
        return None
    brief = Brief(tuple(statements), _sources(told.answer, statements))
    return Parts(_joined(before), brief, _joined((*after, "", told.closing)), told.question)


class _Required:
    """Which lines an answer must not go without: the decision, every date, who works beside, notes and cautions.

    The templates set the decision and the dates in bold; notes, and who works beside, are known by the clauses that
    they cite. What was chosen to answer a question about the policy is the answer; clauses that were merely found near
    it may be left out.
    """

    def __init__(self, answer: Answer) -> None:
        self._about = answer.kind == "guidance" and bool(answer.about)
        resolution = answer.resolution if answer.kind != "guidance" else None
        marker = {each.clause: each.marker for each in answer.citations}
        cited: list[Clauses] = []
        if resolution:
            cited = [each.clauses for each in resolution.notes] + [each.clauses for each in resolution.co_allocated]
        self._grounds = {frozenset(marker.get(clause) for clause in clauses) for clauses in cited}

    def holds(self, line: str, markers: Sequence[int]) -> bool:
        return self._about or "**" in line or bool(_DAY.search(line)) or frozenset(markers) in self._grounds


def _heads(line: str, following: Sequence[str], answer: Answer, *, first: bool) -> bool:
    """Whether a line without markers only announces what comes after it, and goes when that is said otherwise."""
    if not line.strip():
        return False
    following_line = next((each for each in following if each.strip()), "")
    if not _MARKER.search(following_line) or any(each.prompt in line for each in answer.questions):
        return False
    bold = line.startswith("**") and line.endswith("**")
    return line.endswith(":") or (bold and not first)


def _labelled(text: str, markers: Sequence[int], told: Told) -> str:
    """What rests on earlier guidance alone says so, though the template said it in a heading above."""
    layer = {each.marker: each.layer for each in told.answer.citations}
    label = told.earlier.strip(" :").lower()
    if label and all(layer[marker] == "earlier" for marker in markers) and label not in text.lower():
        return told.earlier + text
    return text


def _sources(answer: Answer, statements: Iterable[Statement]) -> tuple[Source, ...]:
    cited = {marker for statement in statements for marker in statement.markers}
    wanted = [each for each in answer.citations if each.marker in cited]
    return tuple(Source(f"c{at}", _squeezed(each.text), each.marker) for at, each in enumerate(wanted, start=1))


def _plain(line: str) -> str:
    return _squeezed(_MARKER.sub("", _BULLET.sub("", line)).replace("**", ""))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _joined(lines: Iterable[str]) -> str:
    """Kept lines as a block, no more than one empty line between them."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
