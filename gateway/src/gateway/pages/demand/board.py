"""What the region searches and does not find, by week and place."""

from dataclasses import dataclass
from urllib.parse import urlencode

from marketkit.weeks import NoWeekError, monday_of, week_of
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.demand import REGION, DemandBoard, DemandLine
from gateway.pages.context import Context, context
from gateway.pages.market import demand
from gateway.pages.market.caller import caller
from gateway.pages.problems import for_team
from gateway.pages.reply import page
from gateway.presenters import charts, dates

_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A term with the length of its bar and the way to a new contact."""

    said: DemandLine
    place: str
    bar: int
    href: str


async def board(request: Request) -> Response:
    here, query = context(request), request.query_params
    week = _week(query.get("woche", ""))
    everything = query.get("alles", "") == "ja"
    found = await demand.board(
        caller(request),
        week=week,
        municipality=query.get("gemeinde", ""),
        unmet=None if everything else True,
        cursor=query.get("ab", ""),
        limit=_PER_PAGE,
    )
    return page(
        request,
        "demand/board.html",
        tab="demand",
        lines=_lines(here, found),
        next=found.next,
        everything=everything,
        week=_week_words(here, found.week),
        weeks=[(key, _week_words(here, key)) for key in _weeks(here, found)],
        chosen_week=found.week,
        places=[(key, _place(here, key)) for key in found.municipalities],
        chosen_place=query.get("gemeinde", ""),
    )


def _week(text: str) -> str:
    """A week typed wrong is no choice."""
    try:
        monday_of(text)
    except NoWeekError:
        return ""
    return text


def _lines(here: Context, found: DemandBoard) -> list[Line]:
    most = max((line.searchers for line in found.items), default=0)
    return [
        Line(line, _place(here, line.municipality), charts.share(line.searchers, most), _href(line))
        for line in found.items
    ]


def _href(line: DemandLine) -> str:
    query = {"anlass": line.term}
    if line.municipality != REGION:
        query["ort"] = line.municipality
    return f"/beratung/neu?{urlencode(query)}"


def _weeks(here: Context, found: DemandBoard) -> list[str]:
    """All that can be chosen: those with numbers, this one, and the one shown."""
    return sorted({*found.weeks, found.week, week_of(here.now)}, reverse=True)


def _week_words(here: Context, week: str) -> str:
    monday = dates.full_day(monday_of(week), here.language)
    return str(here.text("demand.week", number=int(week[-2:]), monday=monday))


def _place(here: Context, municipality: str) -> str:
    return str(here.text("demand.region")) if municipality == REGION else municipality


ROUTES = [Route("/beratung/nachfrage", for_team(board))]
