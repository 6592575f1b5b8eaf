"""The seasonal calendar: which crops to show this month, ripest first."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

# The crop that the start page's words for the month are about.
_FEATURED = {
    1: "gruenkohl", 2: "gruenkohl", 3: "feldsalat", 4: "spargel", 5: "spargel", 6: "erdbeere",
    7: "himbeere", 8: "tomate", 9: "pflaume", 10: "kuerbis", 11: "gruenkohl", 12: "gruenkohl",
}  # fmt: skip


class Crop(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def harvest(self) -> frozenset[int]: ...

    @property
    def store(self) -> frozenset[int]: ...


C = TypeVar("C", bound=Crop)


def of_the_month(crops: Sequence[C], month: int, most: int = 7) -> list[C]:
    """The month's own crop, then what is harvested now, shortest season first, then the store."""
    here = [crop for crop in crops if month in crop.harvest | crop.store]

    def order(crop: C) -> tuple[bool, bool, int]:
        return (crop.key != _FEATURED[month], month not in crop.harvest, len(crop.harvest))

    return sorted(here, key=order)[:most]
