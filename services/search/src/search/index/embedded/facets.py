"""Counts how hits spread: one walk over them for all groups in which nothing is chosen."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import tantivy
from tantivy import Query

from search.domain.diets import Trait
from search.domain.query import Group
from search.domain.result import Counted, FacetCount, PriceRange

_MOST_SHOPS = 20_000
_SIZES = {"category": 100, "label": 40, "diet": 10, "trait": 10, "shop_id": _MOST_SHOPS}
_FIELDS: dict[Group, tuple[str, ...]] = {
    Group.CATEGORY: ("category",),
    Group.PLACE: ("shop_id",),
    Group.SHOP: ("shop_id",),
    Group.COLLECT: ("shop_id",),
    Group.DIET: ("diet",),
    Group.TRAIT: ("trait", "offer"),
    Group.PRICE: ("dearest", "cheapest_price"),
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
            fields.add("label")
        found = searcher.aggregate(query, {name: _wanted(name, now) for name in sorted(fields)})
        if number == 0:
            counts["label"] = _counts(found["label"])
        for group in groups:
            counts |= _counted(group, found)
    return Counted(**counts)


def count_shops(searcher: tantivy.Searcher, query: Query) -> dict[str, int]:
    """Hits per shop id, of all shops."""
    return _by_shop(searcher.aggregate(query, {"shop_id": _wanted("shop_id", 0)}))


def _wanted(name: str, now: int) -> dict[str, Any]:
    if name == "offer":
        return {"range": {"field": "offer_until", "ranges": [{"from": now + 1}]}}
    if name == "dearest":
        return {"max": {"field": "price"}}
    if name == "cheapest_price":
        return {"min": {"field": "price"}}
    return {"terms": {"field": name, "size": _SIZES[name], "segment_size": _SIZES[name]}}


def _counted(group: Group, found: Mapping[str, Any]) -> dict[str, Any]:
    """What `Counted` says of the group."""
    if group in _SHOPS:
        return {_SHOPS[group]: _by_shop(found)}
    if group is Group.PRICE:
        return {"price": _range(found)}
    if group is Group.TRAIT:
        ranges = found["offer"]["buckets"]
        running = sum(bucket["doc_count"] for bucket in ranges if "from" in bucket)
        offers = (FacetCount(Trait.OFFER, running),) if running else ()
        return {"trait": _sorted((*_counts(found["trait"]), *offers))}
    return {str(group): _counts(found[group])}


def _by_shop(found: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in found["shop_id"]["buckets"]}


def _range(found: Mapping[str, Any]) -> PriceRange | None:
    low, high = found["cheapest_price"]["value"], found["dearest"]["value"]
    return None if low is None or high is None else PriceRange(int(low), int(high))


def _counts(found: Mapping[str, Any]) -> tuple[FacetCount, ...]:
    buckets = found["buckets"]
    return _sorted(FacetCount(bucket["key"], bucket["doc_count"]) for bucket in buckets)


def _sorted(counts: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    return tuple(sorted(counts, key=lambda facet: (-facet.count, facet.key)))
