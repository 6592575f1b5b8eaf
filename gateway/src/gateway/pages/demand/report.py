"""The report for who pays for the advising: a quarter beside the one before."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.demand import ELSEWHERE, MEASURES, FunderReport
from gateway.pages.context import Context, context
from gateway.pages.market import demand
from gateway.pages.market.caller import caller
from gateway.pages.problems import for_team
from gateway.pages.reply import page
from gateway.presenters import charts, dates

_QUARTERS_BACK = 8
_OFFERS = frozenset({"offers", "fresh_offers"})
"""Hundreds where the others are a handful, so they have a scale of their own."""
_BY_PLACE = ("contacted", "onboarded", "selling")
"""What the chart of municipalities shows; its table shows everything."""


@dataclass(frozen=True, slots=True)
class Measure:
    key: str
    name: str
    before: int | None
    now: int | None

    @property
    def change(self) -> str:
        """`+3`, `-1` with a proper minus, `±0`; empty where there is nothing to compare."""
        if self.before is None or self.now is None:
            return ""
        difference = self.now - self.before
        sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference else "±"
        return f"{sign}{abs(difference)}"


async def report(request: Request) -> Response:
    here, query = context(request), request.query_params
    quarters = _quarters(dates.local(here.now).date())
    wanted = query.get("quartal", "")
    found = await demand.funder_report(
        caller(request),
        quarter=wanted if wanted in quarters else quarters[0],
        municipality=query.get("gemeinde", ""),
    )
    measures = [_measure(here, key, found) for key in MEASURES]
    places = [(_place(here, line.municipality), line) for line in found.by_municipality]
    return page(
        request,
        "demand/report.html",
        tab="report",
        report=found,
        measures=measures,
        places=places,
        keys=MEASURES,
        by_place=_BY_PLACE,
        chart=_chart([m for m in measures if m.key not in _OFFERS]),
        offers_chart=_chart([m for m in measures if m.key in _OFFERS]),
        places_chart=charts.bars(
            [(name, [line.number(key) for key in _BY_PLACE]) for name, line in places]
        ),
        quarter=_words(here, found.quarter),
        before=_words(here, found.before.quarter),
        quarters=[(key, _words(here, key)) for key in quarters],
        download=_download(found),
    )


def _measure(here: Context, key: str, found: FunderReport) -> Measure:
    name = str(here.text(f"funder.{key}"))
    return Measure(key, name, found.before.total.number(key), found.total.number(key))


def _chart(measures: list[Measure]) -> charts.Chart:
    return charts.bars([(measure.name, (measure.before, measure.now)) for measure in measures])


def _quarters(today: date) -> list[str]:
    """The running one and those before it, newest first."""
    running = today.year * 4 + (today.month - 1) // 3
    return [f"{n // 4}-Q{n % 4 + 1}" for n in range(running, running - _QUARTERS_BACK, -1)]


def _words(here: Context, quarter: str) -> str:
    year, _, number = quarter.partition("-Q")
    return str(here.text("funder.quarter", number=number, year=year))


def _place(here: Context, municipality: str) -> str:
    return str(here.text("funder.elsewhere")) if municipality == ELSEWHERE else municipality


def _download(found: FunderReport) -> str:
    """The query that the table and the paper share with this page."""
    query = {"quarter": found.quarter}
    if found.municipality:
        query["municipality"] = found.municipality
    return urlencode(query)


ROUTES = [Route("/beratung/bericht", for_team(report))]
