"""Counts how hits spread over categories, places, shops and labels."""

import tantivy
from tantivy import Query

from search.domain.result import FacetCount, Facets

_SIZES = {"category": 100, "place": 60, "shop": 60, "label": 40}
_MOST_SHOPS = 20_000


def count_facets(searcher: tantivy.Searcher, query: Query) -> Facets:
    wanted = {name: _terms(name, size) for name, size in _SIZES.items()}
    counted = searcher.aggregate(query, wanted)
    return Facets(**{name: _counts(counted[name]["buckets"]) for name in _SIZES})


def count_shops(searcher: tantivy.Searcher, query: Query) -> dict[str, int]:
    """Hits per shop id, of all shops."""
    counted = searcher.aggregate(query, {"shops": _terms("shop_id", _MOST_SHOPS)})
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["shops"]["buckets"]}


def _terms(field: str, size: int) -> dict[str, dict[str, str | int]]:
    return {"terms": {"field": field, "size": size}}


def _counts(buckets: list[dict[str, str | int]]) -> tuple[FacetCount, ...]:
    counts = [FacetCount(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    return tuple(sorted(counts, key=lambda facet: (-facet.count, facet.key)))
