"""What the policy says, without a question: its clauses, search, routes, glossary and facts."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from assistant.clauses import Clause
from web.bodies import Words
from web.problems import Problem, responses
from web.service import Current, Service

router = APIRouter(prefix="/api", tags=["policy"])
Step = Annotated[str, Path(max_length=100)]


class Parts(BaseModel):
    """A paragraph that was split, whole: its parts, and their text together."""

    id: str
    parts: list[Clause]
    text: str


class Hit(Clause):
    score: float


class Hits(BaseModel):
    results: list[Hit]
    partial: bool
    """Whether only words were searched, not yet meaning."""


@router.get("/clauses/{document}/{section}/{paragraph}", summary="Read a clause", responses=responses(404, 422))
def clause(document: Step, section: Step, paragraph: Step, service: Current) -> Clause | Parts:
    """One clause, `restated` in our words or the council's own `official` ones; its parts, where it was split."""
    found = find(service, document, section, paragraph)
    if len(found) == 1:
        return found[0]
    return Parts(id=f"{document}/{section}/{paragraph}", parts=found, text="\n\n".join(each.text for each in found))


@router.get("/search", summary="Search the clauses", responses=responses(422))
def search(
    service: Current,
    q: Annotated[Words, Query(min_length=1, max_length=2000, description="What to look for.", examples=["meeting"])],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Hits:
    """The clauses nearest to some words, best first."""
    hits = service.assistant.search(q, limit)
    results = [Hit(**hit.clause.model_dump(), score=round(hit.score, 4)) for hit in hits]
    return Hits(results=results, partial=not service.library.ready)


@router.get("/pathways", summary="All routes")
def pathways(service: Current) -> Any:
    """Every route of the policy: where from, where to, when, and by which clauses."""
    return service.assistant.pathways()


@router.get("/glossary", summary="The field's words")
def glossary(service: Current) -> Any:
    """Terms and acronyms, what they stand for, and the clauses that explain them."""
    return service.assistant.glossary()


@router.get("/facts", summary="The JSON Schema of the facts")
def facts(service: Current) -> dict[str, Any]:
    """Every fact that may be given of a case, with its values."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of a case",
        "type": "object",
        "properties": {name: spec.json_schema() for name, spec in service.pack.facts.items()},
        "additionalProperties": False,
    }


def find(service: Service, document: str, section: str, paragraph: str) -> list[Clause]:
    """The clause of this address, or the parts of a paragraph that was split. Raises a problem when there is none."""
    address = f"{document}/{section}/{paragraph}"
    if whole := service.clause(address):
        return [whole]
    every = chain(service.pack.clauses.items(), service.library.official.clauses.items())
    parts = [clause for name, clause in every if clause.part and name.rpartition(".")[0] == address]
    if not parts:
        raise Problem(404, "The policy has no such clause.")
    return parts
