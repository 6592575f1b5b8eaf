"""The market's pickup points that lie where somebody looks: beside the shops, on the same map."""

from collections.abc import Sequence

from marketkit.pickup.windows import windows
from starlette.requests import Request

from gateway.pages.answers.ways import Point
from gateway.pages.context import Context, context
from gateway.pages.finding.nearby import known_place
from gateway.pages.market import ways
from gateway.pages.market.caller import nobody
from gateway.pages.parts import part
from gateway.pages.showing.asked import AskedShops, point_in
from gateway.presenters.sheet import Place, distance

_NEARBY_KM = 10
"""As far as the search reaches around a position without a radius."""


async def points_for(request: Request, asked: AskedShops) -> Sequence[Point]:
    """By place and day as the shops; what is sold does not matter. The map stands without them."""
    here = context(request)
    found = await part(ways.points(nobody(request)), may_be_missing=True)
    in_use = [point for point in (found.items if found else ()) if point.active]
    return [point for point in in_use if _is_there(here, asked, point) and _is_open(asked, point)]


def at(here: Context, point: Point) -> Place | None:
    """Its own position, else the middle of its place."""
    if point.lat is not None and point.lon is not None:
        return point.lat, point.lon
    place = known_place(here, point.place) or known_place(here, point.postal_code)
    return (float(place["lat"]), float(place["lon"])) if place else None


def _is_there(here: Context, asked: AskedShops, point: Point) -> bool:
    near = point_in(asked.near)
    place = known_place(here, asked.place) if asked.place else None
    if asked.place and not asked.radius_km:
        names = {str(place["name"]).casefold()} if place else set()
        return point.place.casefold() in names or point.postal_code == asked.place
    if asked.radius_km is None and near is None:
        return True
    centre = near or ((float(place["lat"]), float(place["lon"])) if place else here.region.centre)
    lies = at(here, point)
    return lies is not None and distance(centre, lies) <= (asked.radius_km or _NEARBY_KM)


def _is_open(asked: AskedShops, point: Point) -> bool:
    day = asked.day
    return day is None or bool(windows(point.hours, day, days=0))
