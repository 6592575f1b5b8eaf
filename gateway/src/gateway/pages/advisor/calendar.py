"""Appointments day by day, and the secret address from which a calendar program reads them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.advisor.team import APPOINTMENTS, choices
from gateway.pages.answers.cases import Appointment
from gateway.pages.context import context
from gateway.pages.forms import read
from gateway.pages.market import cases
from gateway.pages.market.caller import caller
from gateway.pages.problems import for_team, guarded
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page
from gateway.presenters.dates import local

_PER_PAGE = 50
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    appointments: list[Appointment]


async def show(request: Request) -> Response:
    return await _page(request)


async def renew(request: Request) -> Response:
    """The address is shown once, here: only its fingerprint is kept."""
    await read(request)
    made = await cases.new_feed(caller(request))
    return await _page(request, f"{request.url.scheme}://{request.url.netloc}{made.url_path}")


async def end(request: Request) -> Response:
    await read(request)
    await cases.end_feed(caller(request))
    return go(request, "/beratung/kalender", "calendar_ended")


async def feed(request: Request) -> Response:
    """For calendar programs, without signing in: the address is the key."""
    known = request.headers.get("if-none-match", "")
    try:
        found = await cases.calendar(caller(request), request.path_params["secret"], known)
    except UpstreamProblem as refusal:
        if refusal.status == 404:  # noqa: PLR2004 - HTTP
            raise PageProblem(404) from refusal
        raise
    headers = {
        "cache-control": "private, no-cache",
        "etag": (found.header(b"etag") or b"").decode("latin-1"),
        "x-robots-tag": "noindex",
    }
    if found.status == _NOT_MODIFIED:
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    return Response(found.body, headers=headers, media_type="text/calendar; charset=utf-8")


async def _page(request: Request, address: str = "") -> Response:
    here, ask, query = context(request), caller(request), request.query_params
    kind = query.get("art", "")
    kind = kind if kind in APPOINTMENTS else ""
    mine = query.get("wer") == "ich"
    found = await cases.coming(
        ask, kind=kind, advisor="me" if mine else None, cursor=query.get("cursor"), limit=_PER_PAGE
    )
    days = groupby(found.items, key=lambda one: local(one.starts_at).date())
    return page(
        request,
        "advisor/calendar.html",
        tab="calendar",
        days=[Day(day, list(there)) for day, there in days],
        next=found.next,
        kind=kind,
        mine=mine,
        kinds=choices(here, "appointment", APPOINTMENTS),
        feed=await cases.feed(ask),
        address=address,
    )


ROUTES = [
    Route("/beratung/kalender", for_team(show)),
    Route("/beratung/kalender/adresse", for_team(renew), methods=["POST"]),
    Route("/beratung/kalender/adresse/beenden", for_team(end), methods=["POST"]),
    Route("/kalender/{secret:code}.ics", guarded(feed)),
]
