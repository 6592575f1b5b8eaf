"""Which shops the words name: by name, by kind, by what people call such a shop."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search.domain.compounds import Compounds
from search.domain.directory import ShopDirectory
from search.domain.document import ShopSnapshot
from search.domain.geo import Point, distance_km
from search.domain.language import Language
from search.domain.name_index import BEGUN, NameIndex, Text
from search.domain.query import Circle, Unit
from search.domain.trades import Trades

MOST_SHOPS: Final = 6
_CALLED = 0.85
_LEAST: Final = 0.34
"""One more slip, or a slip in less than the name or kind, is no name."""
_WELL: Final = 0.7
"""From here on the words mean this shop or its trade; below they only resemble it."""
_LEAST_OF_BEST: Final = 0.6
"""Who is looked for has been found: whoever only resembles that is left out."""


@dataclass(frozen=True, slots=True)
class NamedShop:
    """A shop that the words name, and how well."""

    shop: ShopSnapshot
    score: float
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """Where a shop must be, and from where distances count."""

    places: frozenset[str] = frozenset()
    postal_codes: frozenset[str] = frozenset()
    circle: Circle | None = None
    origin: Point | None = None

    def holds(self, shop: ShopSnapshot) -> bool:
        if self.circle:
            away = distance_km(self.circle.centre, shop.position)
            return away <= self.circle.radius_km
        if not self.places and not self.postal_codes:
            return True
        return shop.place in self.places or shop.postal_code in self.postal_codes

    def distance(self, shop: ShopSnapshot) -> float | None:
        if self.origin is None:
            return None
        return round(distance_km(self.origin, shop.position), 1)


ANYWHERE: Final = Within()


class ShopIndex:
    """All open shops by name and kind, for one state of the directory and the language."""

    def __init__(self, directory: ShopDirectory, language: Language, trades: Trades) -> None:
        self._shops = directory.all
        self._compounds: Compounds = language.compounds
        named = {key: _texts(shop, trades) for key, shop in self._shops.items()}
        names_only = {key: (Text(shop.name),) for key, shop in self._shops.items()}
        self._all = NameIndex(named, language.compounds, by_trade=True)
        self._names = NameIndex(names_only, language.compounds)

    def named(self, units: Sequence[Unit], within: Within = ANYWHERE) -> list[NamedShop]:
        """Best first, then nearest, then by name.

        With goods beside the name ("brot morgenroth") the name alone will do, if it is one that
        nothing on sale is called.
        """
        found = self._all.find(units)
        if not found:
            found = self._by_own_name(units)
        least = max(_LEAST, _LEAST_OF_BEST * max(found.values(), default=0.0))
        return ordered(
            NamedShop(shop, found[key], within.distance(shop))
            for key in found
            if found[key] >= least and within.holds(shop := self._shops[key])
        )

    def is_meant(self, units: Sequence[Unit]) -> bool:
        """Whether the words as they are typed mean a shop or a trade that is here."""
        return any(score >= _WELL for score in self._all.find(units).values())

    def _by_own_name(self, units: Sequence[Unit]) -> dict[str, float]:
        if len(units) < 2:  # noqa: PLR2004 -- nothing stands beside it
            return {}
        found: dict[str, float] = {}
        for unit in units:
            if any(self._compounds.knows(word.folded) for word in unit.words):
                continue
            for key, score in self._names.hit(unit).items():
                if score >= BEGUN:
                    found[key] = max(found.get(key, 0.0), score)
        return found


def _texts(shop: ShopSnapshot, trades: Trades) -> Iterator[Text]:
    yield Text(shop.name)
    yield Text(shop.kind)
    yield from (Text(text, _CALLED, is_whole=True) for text in trades.called(shop.kind))


def ordered(shops: Iterable[NamedShop]) -> list[NamedShop]:
    def rank(each: NamedShop) -> tuple[float, float, str]:
        away = each.distance_km if each.distance_km is not None else 0.0
        return -round(each.score, 1), away, each.shop.name

    return sorted(shops, key=rank)
