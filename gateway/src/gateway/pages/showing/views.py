"""How near the map is looked at: four sheets, each an address, so that no script is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from gateway.pages.answers.showing import FoundShop
from gateway.pages.answers.ways import Point
from gateway.pages.context import Context
from gateway.pages.showing.asked import AskedShops, point_in
from gateway.pages.showing.marks import List, Mark, marks_on
from gateway.pages.showing.points import at
from gateway.presenters.land import Drawing, drawn
from gateway.presenters.sheet import Place, Sheet, around, distance
from gateway.presenters.sheet import Point as Spot

LEVELS = {"alles": 0.0, "umland": 12.0, "ort": 2.5, "nah": 0.5}
"""From the middle of the sheet to its side, in kilometres; none: as far as the shops lie."""
_FIRST = "alles"
_SNIPPET_KM = 5.0


@dataclass(frozen=True, slots=True)
class View:
    level: str
    sheet: Sheet
    centre: Spot
    rings: list[tuple[str, float]]
    """How far, and the radius."""
    drawing: Drawing
    marks: list[Mark]
    links: list[tuple[str, str, bool]]
    """Each level: its key, its address, whether it is the one shown."""
    shown: int
    """How many of the list's shops lie on the sheet."""
    points_shown: int


def view(
    request: Request,
    here: Context,
    asked: AskedShops,
    shops: Sequence[FoundShop],
    points: Sequence[Point] = (),
) -> View:
    level = request.query_params.get("bild", _FIRST)
    level = level if level in LEVELS else _FIRST
    middle = request.query_params.get("mitte", "")
    centre = point_in(middle) or centre_of(here, asked)
    places, stations = [shop.at for shop in shops], [at(here, point) for point in points]
    sheet = _sheet(level, centre, [*places, *stations])
    marks = marks_on(sheet, List(here, asked, shops, points), places, stations, closer_than(sheet))
    kept = middle if point_in(middle) else ""
    labels = [label for mark in marks for label in mark.labels]
    said = [*((mark.x, mark.y) for mark in marks), *_said(sheet, centre)]
    return View(
        level,
        sheet,
        sheet.at(centre),
        [(how_far(km), radius) for km, radius in sheet.rings()],
        drawn(here.region.land, sheet, said),
        marks,
        [
            (key, asked.address(here.path, bild=key, mitte=kept, cursor=asked.cursor), key == level)
            for key in LEVELS
        ],
        sum(label.isdecimal() for label in labels),
        sum(label.isalpha() for label in labels),
    )


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where one shop lies."""

    rings: list[tuple[str, float]]
    drawing: Drawing
    away: float
    """Kilometres to the middle of the region."""


def snippet(here: Context, place: Place) -> Snippet:
    sheet = Sheet(place, _SNIPPET_KM)
    rings = [(how_far(km), radius) for km, radius in sheet.rings()]
    drawing = drawn(here.region.land, sheet, [sheet.at(place), *_said(sheet, place)])
    return Snippet(rings, drawing, distance(here.region.centre, place))


def centre_of(here: Context, asked: AskedShops) -> Place:
    """Where the reader is, or wants to be; else the middle of the region."""
    if near := point_in(asked.near):
        return near
    wanted = asked.place.casefold()
    for place in here.region.places:
        if wanted and wanted in {str(place["name"]).casefold(), str(place["postal_code"])}:
            return float(place["lat"]), float(place["lon"])
    return here.region.centre


def _said(sheet: Sheet, centre: Place) -> list[Spot]:
    """Where the rings say how far they are: names keep away from there too."""
    x, y = sheet.at(centre)
    return [(x, y + radius - 10) for _, radius in sheet.rings()]


def how_far(km: float) -> str:
    """Round distances, so without any decimals."""
    return f"{km:g}\u00a0km" if km >= 1 else f"{km * 1000:g}\u00a0m"


def _sheet(level: str, centre: Place, places: Sequence[Place | None]) -> Sheet:
    if level == _FIRST:
        return around([place for place in places if place], centre)
    return Sheet(centre, LEVELS[level])


def closer_than(sheet: Sheet) -> str | None:
    """The next sheet that is clearly nearer than this one."""
    return next((key for key, km in LEVELS.items() if 0 < km < sheet.half_km * 0.7), None)
