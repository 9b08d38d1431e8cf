"""Real answers of the template, taken apart into what a phrasing may rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.cases import read_asked, read_cases
from assistant.grounding.brief import Brief, Source, Statement
from assistant.pack import Pack
from web.terminal.keywords_alone import KeywordsAlone

TODAY = date(2026, 3, 2)
"""The day on which guidance is asked for; a worked case has its own."""
_MARKERS = re.compile(r"\s*\[(\d+)\]")
_DAY = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
)


@dataclass(frozen=True)
class Line:
    """One statement of an answer, and all that a sentence about it may cite."""

    statement: Statement
    brief: Brief

    @property
    def cites(self) -> str:
        """Its own token alone."""
        return f"[{self.statement.token}]"

    @property
    def cites_clauses(self) -> str:
        """Its token and those of its clauses, which is the most that a model may cite for it."""
        clauses = [each.token for each in self.brief.sources if each.marker in self.statement.markers]
        return self.cites + "".join(f"[{token}]" for token in clauses)


def answers(pack: Pack) -> Iterator[Answer]:
    """The answer to every worked case, and to every worked question about a topic, a change or a word."""
    assistant = Assistant(pack, KeywordsAlone(list(pack.clauses.values()), pack.revision))
    for case in read_cases(pack.folder)[0]:
        facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in case.facts.items()}
        yield assistant.answer(ChatRequest(message="When does it move?", facts=facts, today=case.today), case.today)
    for asked in read_asked(pack.folder)[0]:
        yield assistant.answer(ChatRequest(message=asked.question), TODAY)


def brief_of(answer: Answer) -> Brief:
    """Every line that says something, cited or not: assumptions and questions may be put in other words too."""
    statements: list[Statement] = []
    for line in answer.text.splitlines():
        text = _MARKERS.sub("", line).removeprefix("- ").replace("**", "").strip()
        markers = tuple(int(each) for each in _MARKERS.findall(line))
        if text and (markers or not _is_heading(line)):
            required = bool(markers) and ("**" in line or bool(_DAY.search(line)))
            statements.append(Statement(f"r{len(statements) + 1}", text, markers, required))
    sources = tuple(Source(f"c{each.marker}", " ".join(each.text.split()), each.marker) for each in answer.citations)
    return Brief(tuple(statements), sources)


def _is_heading(line: str) -> bool:
    bold = line.startswith("**") and line.endswith("**") and not line.rstrip("*").endswith((".", "?"))
    return bold or line.endswith(":")


def lines(briefs: Iterator[Brief] | list[Brief]) -> list[Line]:
    """Each wording once, with the first answer that has it."""
    found: dict[str, Line] = {}
    for brief in briefs:
        for statement in brief.statements:
            found.setdefault(statement.text, Line(statement, brief))
    return list(found.values())
