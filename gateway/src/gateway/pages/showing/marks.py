"""What stands on the map, and where it leads: into the list, or to a sheet that shows more."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.pages.answers.showing import FoundShop
from gateway.pages.answers.ways import Point
from gateway.pages.context import Context
from gateway.pages.showing.asked import AskedShops
from gateway.presenters.flags import Flag, flags, letter
from gateway.presenters.pins import Pin, pins
from gateway.presenters.sheet import Place, Sheet


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at one spot, with what it says and where it leads."""

    x: float
    y: float
    labels: tuple[str, ...]
    """As the entries of the list are marked: shops with numbers, pickup points with letters."""
    href: str
    words: str

    @property
    def is_several(self) -> bool:
        return len(self.labels) > 1

    @property
    def is_point(self) -> bool:
        return not self.is_several and self.labels[0].isalpha()

    @property
    def text(self) -> str:
        return str(len(self.labels)) if self.is_several else self.labels[0]


@dataclass(frozen=True, slots=True)
class List:
    """What the marks lead to: shops first, then pickup points."""

    here: Context
    asked: AskedShops
    shops: Sequence[FoundShop]
    points: Sequence[Point]

    def label(self, number: int) -> str:
        beyond = number - len(self.shops)
        return str(number) if beyond <= 0 else letter(beyond)

    def entry(self, number: int) -> str:
        beyond = number - len(self.shops)
        if beyond <= 0:
            return f"#laden-{self.shops[number - 1].slug}"
        return f"#abholort-{self.points[beyond - 1].slug}"

    def words(self, number: int) -> str:
        beyond = number - len(self.shops)
        if beyond <= 0:
            shop = self.shops[number - 1]
            return str(self.here.text("map.pin", number=number, name=shop.name, place=shop.place))
        point, named = self.points[beyond - 1], letter(beyond)
        return str(self.here.text("map.point", letter=named, name=point.name, place=point.place))


def marks_on(
    sheet: Sheet,
    listed: List,
    shops: Sequence[Place | None],
    points: Sequence[Place | None],
    closer: str | None,
) -> list[Mark]:
    """Points gather with the shops around them; where one cannot look nearer, they stand beside.

    `closer` is the sheet that a mark for several leads to.
    """
    gathered = pins([*shops, *points] if closer else shops, sheet)
    found = [_mark(listed, pin, closer) for pin in gathered]
    if closer:
        return found
    raised = flags(points, sheet, [(mark.x, mark.y) for mark in found])
    return [*found, *(_flag(listed, flag, len(shops)) for flag in raised)]


def _flag(listed: List, flag: Flag, shops: int) -> Mark:
    number = shops + flag.number
    labels = (listed.label(number),)
    return Mark(flag.x, flag.y, labels, listed.entry(number), listed.words(number))


def _mark(listed: List, pin: Pin, closer: str | None) -> Mark:
    labels = tuple(listed.label(number) for number in pin.numbers)
    entry = listed.entry(pin.numbers[0])
    if not pin.is_several:
        return Mark(pin.x, pin.y, labels, entry, listed.words(pin.numbers[0]))
    here, asked = listed.here, listed.asked
    words = here.text("map.cluster", n=len(labels), numbers=", ".join(labels))
    if closer is None:
        return Mark(pin.x, pin.y, labels, entry, str(words))
    middle = f"{pin.place[0]},{pin.place[1]}"
    href = asked.address(here.path, bild=closer, mitte=middle, cursor=asked.cursor)
    return Mark(pin.x, pin.y, labels, f"{href}#karte", f"{words} {here.text('map.closer')}")
