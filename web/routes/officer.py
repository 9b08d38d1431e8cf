"""Pages for those who keep the policy: its documents, routes and duties, its unclear places, what changed, coverage."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.concurrency import run_in_threadpool

from assistant import overview
from assistant.clauses import Clause
from assistant.pack import Pack
from web.pictures.map import draw
from web.problems import Problem
from web.service import Current, Service
from web.shown import pages
from web.shown.citing import citing
from web.shown.duties import duties as in_words
from web.shown.duties import giving_way

router = APIRouter(prefix="/policy", include_in_schema=False)


@router.get("")
def start(service: Current) -> Response:
    pack = service.pack
    return pages.render("policy.html", **_frame(service), documents=pack.documents.values(), counts=_counts(pack))


@router.get("/routes")
def routes(service: Current) -> Response:
    """Every route in words, by the team that holds the case, and which goes before which."""
    pack = service.pack
    return pages.render(
        "routes.html", **_frame(service), teams=overview.routes_by_team(pack), exceptions=overview.exceptions(pack)
    )


@router.get("/duties")
def duties(service: Current) -> Response:
    """Every duty in words, by the file of the pack that it stands in."""
    return pages.render("duties.html", **_frame(service), files=in_words(service.pack))


@router.get("/documents/{document}")
def document(document: Annotated[str, Path(max_length=100)], service: Current) -> Response:
    """One document, clause by clause, each with the rules that cite it."""
    pack = service.pack
    if document not in pack.documents:
        raise Problem(404, "The policy has no such document.")
    sections: dict[str, list[Clause]] = {}
    for clause in (each for each in pack.clauses.values() if each.document == document):
        sections.setdefault(pages.place(clause), []).append(clause)
    return pages.render(
        "document.html",
        **_frame(service),
        document=pack.documents[document],
        sections=sections,
        citing=citing(pack),
        waived={each.clause: each.reason for each in pack.waivers},
    )


@router.get("/changes")
def changes(service: Current) -> Response:
    """What the current policy says beside what the earlier guidance said, and what of the earlier still stands."""
    pack = service.pack
    return pages.render(
        "layers.html",
        **_frame(service),
        changes=pack.changes.values(),
        yielding=giving_way(pack),
        standing=[route for name, route in pack.routes.items() if pack.route_layers[name] == "earlier"],
    )


@router.get("/map")
def map_of_teams(service: Current) -> Response:
    """The teams, and which sends to which, as a picture and as a list."""
    found = service.map
    return pages.render("map.html", **_frame(service), team=None, picture=draw(found), flow=found.flow)


@router.get("/map/{team}")
def team(team: Annotated[str, Path(max_length=100)], service: Current) -> Response:
    """One team on the map: what comes to it and what leaves it, when, at which point and by which clauses."""
    pack, found = service.pack, service.map
    if team not in found.flow.teams:
        raise Problem(404, "The policy has no such team.")
    return pages.render(
        "map.html",
        **_frame(service),
        team=pack.teams[team],
        picture=draw(found, team),
        into=found.flow.into(team),
        out=found.flow.out_of(team),
        staying=found.flow.staying.get(team, ()),
        in_words=partial(overview.in_words, pack),
    )


@router.get("/unclear")
def unclear(service: Current) -> Response:
    """Every place where the policy is unclear, how it can be read, and how it is read here."""
    pack = service.pack
    bears = {each.id: overview.say(pack, each.when) for each in pack.ambiguities.values() if each.when}
    return pages.render("unclear.html", **_frame(service), ambiguities=pack.ambiguities.values(), bears=bears)


@router.get("/coverage")
async def coverage(service: Current) -> Response:
    """Source paragraph -> clause -> what rests on it -> worked cases."""
    pack = service.pack
    found = await run_in_threadpool(lambda: service.coverage)
    sections = [
        (pack.documents[document], section, list(group))
        for (document, section), group in groupby(found, key=lambda row: (row.document, row.section))
    ]
    missing = sum(not row.covered for row in found)
    return pages.render("coverage.html", **_frame(service), sections=sections, rows=len(found), missing=missing)


def _counts(pack: Pack) -> dict[str, Any]:
    clauses = Counter(clause.document for clause in pack.clauses.values())
    return {
        "routes": len(pack.routes),
        "obligations": len(pack.obligations),
        "topics": len(pack.topics),
        "unclear": len(pack.ambiguities),
        "changes": len(pack.changes),
        "clauses": clauses,
    }


def _frame(service: Service) -> dict[str, Any]:
    return {"pack": service.pack}
