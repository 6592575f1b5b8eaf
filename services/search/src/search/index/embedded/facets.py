"""Counts how hits spread: one walk over them for all groups in which nothing is chosen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import tantivy
from tantivy import Query

from search.domain.diets import Diet, Trait
from search.domain.query import Group
from search.domain.result import Counted, FacetCount, PriceRange
from search.index.embedded.schema import SEPARATOR

_MOST_SHOPS = 20_000
_SIZES = {"categories": 1000, "labels": 5000, "marks": 500, "shop_id": _MOST_SHOPS}
_MOST_LABELS = 40
_DIETS = frozenset(Diet)
_FIELDS: dict[Group, tuple[str, ...]] = {
    Group.CATEGORY: ("categories",),
    Group.PLACE: ("shop_id",),
    Group.SHOP: ("shop_id",),
    Group.COLLECT: ("shop_id",),
    Group.DIET: ("marks",),
    Group.TRAIT: ("marks", "offer"),
    Group.PRICE: ("price",),
}
_SHOPS = {
    Group.SHOP: "by_shop",
    Group.PLACE: "by_shop_anywhere",
    Group.COLLECT: "by_shop_any_day",
}


class Slice(NamedTuple):
    """Hits to count for some of the groups."""

    groups: tuple[Group, ...]
    query: Query


def count_facets(searcher: tantivy.Searcher, slices: Iterable[Slice], now: int) -> Counted:
    """Each group by its own slice; labels, among which nobody chooses, by the first."""
    counts: dict[str, Any] = {}
    for number, (groups, query) in enumerate(slices):
        fields = {name for group in groups for name in _FIELDS[group]}
        if number == 0:
            fields.add("labels")
        found = searcher.aggregate(query, {name: _wanted(name, now) for name in sorted(fields)})
        if number == 0:
            counts["label"] = _each(found["labels"])[:_MOST_LABELS]
        for group in groups:
            counts |= _counted(group, found)
    return Counted(**counts)


def count_shops(searcher: tantivy.Searcher, query: Query) -> dict[str, int]:
    """Hits per shop id, of all shops."""
    return _by_shop(searcher.aggregate(query, {"shop_id": _wanted("shop_id", 0)}))


def _wanted(name: str, now: int) -> dict[str, Any]:
    if name == "offer":
        return {"range": {"field": "offer_until", "ranges": [{"from": now + 1}]}}
    if name == "price":
        return {"stats": {"field": "price"}}
    return {"terms": {"field": name, "size": _SIZES[name], "segment_size": _SIZES[name]}}


def _counted(group: Group, found: Mapping[str, Any]) -> dict[str, Any]:
    """What `Counted` says of the group."""
    if group in _SHOPS:
        return {_SHOPS[group]: _by_shop(found)}
    if group is Group.PRICE:
        return {"price": _range(found)}
    if group is Group.CATEGORY:
        return {"category": _each(found["categories"])}
    marks = _each(found["marks"])
    if group is Group.DIET:
        return {"diet": tuple(count for count in marks if count.key in _DIETS)}
    ranges = found["offer"]["buckets"]
    running = sum(bucket["doc_count"] for bucket in ranges if "from" in bucket)
    offers = (FacetCount(Trait.OFFER, running),) if running else ()
    traits = (count for count in marks if count.key not in _DIETS)
    return {"trait": _sorted((*traits, *offers))}


def _by_shop(found: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in found["shop_id"]["buckets"]}


def _range(found: Mapping[str, Any]) -> PriceRange | None:
    prices = found["price"]
    return PriceRange(int(prices["min"]), int(prices["max"])) if prices["count"] else None


def _each(found: Mapping[str, Any]) -> tuple[FacetCount, ...]:
    """Counts of each value, of counts of sets of them."""
    counts = Counter[str]()
    for bucket in found["buckets"]:
        for key in filter(None, bucket["key"].split(SEPARATOR)):
            counts[key] += bucket["doc_count"]
    return _sorted(FacetCount(*pair) for pair in counts.items())


def _sorted(counts: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    return tuple(sorted(counts, key=lambda facet: (-facet.count, facet.key)))
