"""Which counts to ask for, and what they say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search.domain.diets import Trait
from search.domain.query import Filters, Group, SearchQuery
from search.domain.result import Counted, FacetCount, PriceRange

ALL = ["category", "label", "diet", "trait", "offer_until", "shop_id", "price"]
_FIELDS: dict[Group, list[str]] = {
    Group.CATEGORY: ["category"],
    Group.PLACE: ["shop_id"],
    Group.SHOP: ["shop_id"],
    Group.COLLECT: ["shop_id"],
    Group.DIET: ["diet"],
    Group.TRAIT: ["trait", "offer_until"],
    Group.PRICE: ["price"],
}
_SHOPS = {
    Group.SHOP: "by_shop",
    Group.PLACE: "by_shop_anywhere",
    Group.COLLECT: "by_shop_any_day",
}


def facets_of(group: Group) -> list[str]:
    return _FIELDS[group]


def open_filters(query: SearchQuery) -> dict[Group, Filters]:
    """Each group in which something is chosen, with the filters that count it."""
    filters = query.filters
    return {group: filters.without(group) for group in filters.chosen} if query.with_facets else {}


def counted_from(
    query: SearchQuery, answer: Mapping[str, Any], slices: Sequence[Mapping[str, Any]]
) -> Counted:
    """`slices` are the answers for the groups in which something is chosen, in their order."""
    own = dict(zip(open_filters(query), slices, strict=True))
    counts: dict[str, Any] = {"label": _counts(answer, "label")}
    for group in Group:
        counts |= _counted(group, own.get(group, answer), query.now)
    return Counted(**counts)


def _counted(group: Group, answer: Mapping[str, Any], now: int) -> dict[str, Any]:
    """What `Counted` says of the group."""
    if group in _SHOPS:
        return {_SHOPS[group]: _distribution(answer, "shop_id")}
    if group is Group.PRICE:
        stats = (answer.get("facetStats") or {}).get("price")
        return {"price": PriceRange(int(stats["min"]), int(stats["max"])) if stats else None}
    if group is Group.TRAIT:
        ends = _distribution(answer, "offer_until")
        running = sum(count for until, count in ends.items() if float(until) > now)
        offers = (FacetCount(Trait.OFFER, running),) if running else ()
        return {"trait": _sorted((*_counts(answer, "trait"), *offers))}
    return {str(group): _counts(answer, str(group))}


def _distribution(answer: Mapping[str, Any], field: str) -> Mapping[str, int]:
    found: Mapping[str, int] = (answer.get("facetDistribution") or {}).get(field, {})
    return found


def _counts(answer: Mapping[str, Any], field: str) -> tuple[FacetCount, ...]:
    return _sorted(FacetCount(*pair) for pair in _distribution(answer, field).items())


def _sorted(counts: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    return tuple(sorted(counts, key=lambda facet: (-facet.count, facet.key)))
