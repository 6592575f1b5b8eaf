"""How near the map is looked at: four sheets, each an address, so that no script is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from gateway.pages.answers.showing import FoundShop
from gateway.pages.answers.ways import Point
from gateway.pages.context import Context
from gateway.pages.showing.asked import AskedShops, point_in
from gateway.pages.showing.points import at
from gateway.presenters.flags import Flag, flags
from gateway.presenters.land import Drawing, drawn
from gateway.presenters.pins import Pin, pins
from gateway.presenters.sheet import Place, Sheet, around, distance
from gateway.presenters.sheet import Point as Spot

LEVELS = {"alles": 0.0, "umland": 12.0, "ort": 2.5, "nah": 0.5}
"""From the middle of the sheet to its side, in kilometres; none: as far as the shops lie."""
_FIRST = "alles"
_SNIPPET_KM = 5.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A pin with what it says and where it leads."""

    pin: Pin
    href: str
    words: str

    @property
    def text(self) -> str:
        return str(len(self.pin.numbers) if self.pin.is_several else self.pin.numbers[0])


@dataclass(frozen=True, slots=True)
class FlagMark:
    """The flag of a pickup point."""

    flag: Flag
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class View:
    level: str
    sheet: Sheet
    centre: Spot
    rings: list[tuple[str, float]]
    """How far, and the radius."""
    drawing: Drawing
    marks: list[Mark]
    flags: list[FlagMark]
    links: list[tuple[str, str, bool]]
    """Each level: its key, its address, whether it is the one shown."""
    shown: int
    """How many of the list's shops lie on the sheet."""


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
    found = pins(places, sheet)
    marked = [(pin.x, pin.y) for pin in found]
    raised = flags(stations, sheet, marked)
    marked += [(flag.x, flag.y) for flag in raised]
    kept = middle if point_in(middle) else ""
    return View(
        level,
        sheet,
        sheet.at(centre),
        [(how_far(km), radius) for km, radius in sheet.rings()],
        drawn(here.region.land, sheet, [*marked, *_said(sheet, centre)]),
        [_mark(here, asked, shops, pin, sheet) for pin in found],
        [_flag_mark(here, points[flag.number - 1], flag) for flag in raised],
        [
            (key, asked.address(here.path, bild=key, mitte=kept, cursor=asked.cursor), key == level)
            for key in LEVELS
        ],
        sum(len(pin.numbers) for pin in found),
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


def _mark(
    here: Context,
    asked: AskedShops,
    shops: Sequence[FoundShop],
    pin: Pin,
    sheet: Sheet,
) -> Mark:
    named = [shops[number - 1] for number in pin.numbers]
    if not pin.is_several:
        (shop,) = named
        words = here.text("map.pin", number=pin.numbers[0], name=shop.name, place=shop.place)
        return Mark(pin, f"#laden-{shop.slug}", str(words))
    numbers = ", ".join(map(str, pin.numbers))
    words = here.text("map.cluster", n=len(named), numbers=numbers)
    if (closer := _closer(sheet)) is None:
        return Mark(pin, f"#laden-{named[0].slug}", str(words))
    middle = f"{pin.place[0]},{pin.place[1]}"
    href = asked.address(here.path, bild=closer, mitte=middle, cursor=asked.cursor)
    return Mark(pin, f"{href}#karte", f"{words} {here.text('map.closer')}")


def _flag_mark(here: Context, point: Point, flag: Flag) -> FlagMark:
    words = here.text("map.point", letter=flag.letter, name=point.name, place=point.place)
    return FlagMark(flag, f"#abholort-{point.slug}", str(words))


def _closer(sheet: Sheet) -> str | None:
    """The next sheet that is clearly nearer than this one."""
    return next((key for key, km in LEVELS.items() if 0 < km < sheet.half_km * 0.7), None)
