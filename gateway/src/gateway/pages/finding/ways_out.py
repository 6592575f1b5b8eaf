"""What somebody can try who found nothing, or not enough."""

from collections.abc import Iterator
from dataclasses import dataclass

from gateway.pages.answers.search import Results
from gateway.pages.asked import Asked
from gateway.pages.context import Context
from gateway.pages.finding.choices import name_of, value_of
from gateway.presenters import dates
from gateway.presenters.numbers import NBSP

RADII = (5, 10, 15, 25, 50)
_MOST_DAYS = 3


@dataclass(frozen=True, slots=True)
class WayOut:
    words: str
    href: str


def ways_out(here: Context, asked: Asked, results: Results) -> list[WayOut]:
    """Another day, a wider circle, everything without filters: only what may lead somewhere."""
    return [*_other_days(here, asked, results), *_wider(here, asked), *_unfiltered(here, asked)]


def _other_days(here: Context, asked: Asked, results: Results) -> Iterator[WayOut]:
    """Days count as if none were chosen, so these have something."""
    if not asked.collect:
        return
    today = dates.local(here.now).date()
    wanted = asked.day(today)
    full = [day for day in asked.days_ahead(today) if day != wanted]
    counts = results.facets.counts("collect")
    for day in [day for day in full if counts.get(day.isoformat())][:_MOST_DAYS]:
        words = here.plural("find.out.day", counts[day.isoformat()], day=name_of(here, day, today))
        yield WayOut(str(words), asked.but(collect=value_of(day, today)).address)


def _wider(here: Context, asked: Asked) -> Iterator[WayOut]:
    if not (asked.place or asked.near or asked.radius_km):
        return
    wider = next((km for km in RADII if km > (asked.radius_km or 0)), None)
    if wider:
        km = f"{wider}{NBSP}km"
        words = here.text("find.out.wider", km=km)
        yield WayOut(str(words), asked.but(radius_km=wider).address)
    anywhere = asked.but(place="", near="", radius_km=None)
    yield WayOut(str(here.text("find.out.anywhere")), anywhere.address)


def _unfiltered(here: Context, asked: Asked) -> Iterator[WayOut]:
    if asked.has_filters:
        yield WayOut(str(here.text("find.out.unfiltered")), asked.unfiltered().address)
