"""From counts per shop to places, shops and pickup days: what the directory knows of a shop."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from search.domain.directory import ShopDirectory
from search.domain.result import Counted, FacetCount, Facets

_MOST_SHOPS, _MOST_PLACES = 60, 60


def facets_from(counted: Counted, directory: ShopDirectory, now: datetime) -> Facets:
    """`now` tells which days are still to be had."""
    return Facets(
        category=counted.category,
        place=_places(counted.by_shop_anywhere, directory),
        shop=_shops(counted.by_shop, directory),
        label=counted.label,
        diet=counted.diet,
        trait=counted.trait,
        collect=_days(counted.by_shop_any_day, directory, now),
        price=counted.price,
    )


def _places(counts: Mapping[str, int], directory: ShopDirectory) -> tuple[FacetCount, ...]:
    shops, found = directory.all, Counter[str]()
    for key, count in counts.items():
        if shop := shops.get(key):
            found[shop.place] += count
    return _most(found.items(), _MOST_PLACES)


def _shops(counts: Mapping[str, int], directory: ShopDirectory) -> tuple[FacetCount, ...]:
    shops = directory.all
    named = ((shops[key].slug, count) for key, count in counts.items() if key in shops)
    return _most(named, _MOST_SHOPS)


def _most(counts: Iterable[tuple[str, int]], most: int) -> tuple[FacetCount, ...]:
    ordered = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(*pair) for pair in ordered[:most])


def _days(
    counts: Mapping[str, int], directory: ShopDirectory, now: datetime
) -> tuple[FacetCount, ...]:
    """Shops with the same days are counted together, so that many shops cost little."""
    days_of, together = directory.days_by_shop(now), Counter[int]()
    for key, count in counts.items():
        together[days_of.get(key, 0)] += count
    sums = (
        (day, sum(count for days, count in together.items() if days >> number & 1))
        for number, day in enumerate(directory.days(now))
    )
    return tuple(FacetCount(day.isoformat(), count) for day, count in sums if count)
