"""Goods of other shops that go with one product and can be collected on the same way.

Chosen by the region's table and by distance, never by what somebody bought or paid.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from search.domain.document import ShopSnapshot
from search.domain.geo import distance_km
from search.domain.result import Hit

NEAR_KM: Final = 10.0
MOST_COMPANIONS: Final = 5


class Companions:
    """Which categories go with one, the likeliest first."""

    def __init__(self, lines: Mapping[str, tuple[str, ...]]) -> None:
        self._lines = lines

    def of(self, path: Sequence[str]) -> tuple[str, ...]:
        """Those of the category itself, or of the nearest above it that has any."""
        for key in reversed(path):
            if found := self._lines.get(key):
                return tuple(each for each in found if each not in path)[:MOST_COMPANIONS]
        return ()


def on_the_way(shop: ShopSnapshot, others: Iterable[ShopSnapshot]) -> frozenset[str]:
    """Ids of the other shops that are near."""
    return frozenset(
        str(other.id)
        for other in others
        if other.id != shop.id and distance_km(shop.position, other.position) <= NEAR_KM
    )


def one_of_each_shop(groups: Iterable[Sequence[Hit]], category: str, most: int) -> list[Hit]:
    """Group after group by turns, the nearest shop first; of each shop one thing.

    What is of the same category is another one of it, no companion.
    """
    waiting = [sorted(group, key=_distance) for group in groups]
    taken: dict[str, Hit] = {}
    while any(waiting) and len(taken) < most:
        for group in waiting:
            while group:
                hit = group.pop(0)
                card = hit.card
                if card.shop.id not in taken and card.category != category:
                    taken[card.shop.id] = hit
                    break
            if len(taken) == most:
                break
    return list(taken.values())


def _distance(hit: Hit) -> float:
    return hit.distance_km if hit.distance_km is not None else 0.0
