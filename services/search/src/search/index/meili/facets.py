"""Which counts to ask for, and what they say.

The cheapest and the dearest are asked for by two short searches: counting every price there is, to
learn the two at the ends, takes Meilisearch five times as long as the search itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search.domain.diets import Trait
from search.domain.query import Filters, Group, SearchQuery
from search.domain.result import Counted, FacetCount, PriceRange

ALL = ["category", "label", "diet", "trait", "offer_until", "shop_id"]
_FIELDS: dict[Group, list[str]] = {
    Group.CATEGORY: ["category"],
    Group.PLACE: ["shop_id"],
    Group.SHOP: ["shop_id"],
    Group.COLLECT: ["shop_id"],
    Group.DIET: ["diet"],
    Group.TRAIT: ["trait", "offer_until"],
}
_SHOPS = {
    Group.SHOP: "by_shop",
    Group.PLACE: "by_shop_anywhere",
    Group.COLLECT: "by_shop_any_day",
}


def open_filters(query: SearchQuery) -> list[tuple[Filters, dict[str, Any]]]:
    """What to count besides the hits: under which filters, and how to ask for it."""
    if not query.with_facets:
        return []
    filters, no_hits = query.filters, {"limit": 0}
    ends = filters.without(Group.PRICE), {"limit": 1, "attributesToRetrieve": ["price"]}
    return [
        *((ends[0], {**ends[1], "sort": [f"price:{order}"]}) for order in ("asc", "desc")),
        *(
            (filters.without(group), {**no_hits, "facets": _FIELDS[group]})
            for group in _counted_apart(query)
        ),
    ]


def _counted_apart(query: SearchQuery) -> list[Group]:
    return [group for group in query.filters.chosen if group is not Group.PRICE]


def counted_from(
    query: SearchQuery, answer: Mapping[str, Any], slices: Sequence[Mapping[str, Any]]
) -> Counted:
    """`slices` are the answers to what `open_filters` lists."""
    cheapest, dearest, *others = slices
    own = dict(zip(_counted_apart(query), others, strict=True))
    counts: dict[str, Any] = {
        "label": _counts(answer, "label"),
        "price": _price_range(cheapest, dearest),
    }
    for group in _FIELDS:
        counts |= _counted(group, own.get(group, answer), query.now)
    return Counted(**counts)


def _counted(group: Group, answer: Mapping[str, Any], now: int) -> dict[str, Any]:
    """What `Counted` says of the group."""
    if group in _SHOPS:
        return {_SHOPS[group]: _distribution(answer, "shop_id")}
    if group is Group.TRAIT:
        ends = _distribution(answer, "offer_until")
        running = sum(count for until, count in ends.items() if float(until) > now)
        offers = (FacetCount(Trait.OFFER, running),) if running else ()
        return {"trait": _sorted((*_counts(answer, "trait"), *offers))}
    return {str(group): _counts(answer, str(group))}


def _price_range(cheapest: Mapping[str, Any], dearest: Mapping[str, Any]) -> PriceRange | None:
    ends = [answer["hits"][0]["price"] for answer in (cheapest, dearest) if answer["hits"]]
    return PriceRange(*ends) if ends else None


def _distribution(answer: Mapping[str, Any], field: str) -> Mapping[str, int]:
    found: Mapping[str, int] = (answer.get("facetDistribution") or {}).get(field, {})
    return found


def _counts(answer: Mapping[str, Any], field: str) -> tuple[FacetCount, ...]:
    return _sorted(FacetCount(*pair) for pair in _distribution(answer, field).items())


def _sorted(counts: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    return tuple(sorted(counts, key=lambda facet: (-facet.count, facet.key)))
