"""POST /api/resolve: the resolver alone, on facts; as JSON, or its dates as a calendar file."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response

from assistant.answering.answer import ResolveAnswer
from web.bodies import JSONRoute, ResolveBody
from web.negotiation import accepts
from web.problems import Problem, responses
from web.service import Current, Service, note
from web.shown import calendars

router = APIRouter(prefix="/api", tags=["answers"], route_class=JSONRoute)


@router.post(
    "/resolve",
    summary="Decide a case on its facts",
    response_model=ResolveAnswer,
    responses={
        200: {"description": "What was decided", "content": {calendars.MEDIA_TYPE: {"schema": {"type": "string"}}}},
        **responses(400, 413, 422),
    },
)
def resolve(request: Request, body: ResolveBody, service: Current) -> Response:
    """What follows from the facts; for `Accept: text/calendar` its dated points as an iCalendar file."""
    today = body.today or service.today()
    resolved = service.assistant.resolve(body.facts, today)
    note(request, resolved.kind, resolved.resolution.route)
    if accepts(request, calendars.MEDIA_TYPE):
        return calendar_file(service, body.facts, today)
    return Response(resolved.model_dump_json(), media_type="application/json")


def calendar_file(service: Service, facts: dict[str, object], today: date) -> Response:
    """The dated points of a case. Raises a problem when none of them has a date."""
    resolution = service.assistant.resolve(facts, today).resolution
    file = calendars.write(service.pack, resolution, facts, today)
    if file is None:
        raise Problem(422, "Nothing in this case has a date yet.", {"facts": "must hold the date of a meeting"})
    media_type = f"{calendars.MEDIA_TYPE}; method={calendars.METHOD}; charset=utf-8"
    headers = {"Content-Disposition": 'attachment; filename="transfer-dates.ics"'}
    return Response(file, media_type=media_type, headers=headers)
