"""Turns filters into tantivy queries that do not score."""

from collections.abc import Iterable, Mapping

import tantivy
from tantivy import Occur, Query

from search.domain.geo import Point, distance_km
from search.domain.query import Circle, Filters
from search.index.embedded.schema import BASIC


def filter_queries(
    filters: Filters, schema: tantivy.Schema, positions: Mapping[str, Point]
) -> list[Query]:
    """One query per filter that is set; all must match."""
    queries = []
    if filters.category:
        queries.append(_term(schema, "category", filters.category))
    if filters.shop:
        queries.append(_any_of(_term(schema, field, filters.shop) for field in ("shop", "shop_id")))
    if filters.places or filters.postal_codes:
        queries.append(_in_area(filters, schema))
    if filters.circle:
        inside = shops_within(filters.circle, positions)
        queries.append(Query.term_set_query(schema, "shop_id", inside))
    if filters.available:
        queries.append(Query.term_query(schema, "available", True, BASIC))
    return [Query.const_score_query(query, 0.0) for query in queries]


def shops_within(circle: Circle, positions: Mapping[str, Point]) -> list[str]:
    """A radius is a set of shops: products lie where their shop does."""
    return [
        shop_id
        for shop_id, position in positions.items()
        if distance_km(circle.centre, position) <= circle.radius_km
    ]


def _in_area(filters: Filters, schema: tantivy.Schema) -> Query:
    return _any_of(
        Query.term_set_query(schema, field, sorted(values))
        for field, values in (("place", filters.places), ("postal_code", filters.postal_codes))
        if values
    )


def _term(schema: tantivy.Schema, field: str, value: str) -> Query:
    return Query.term_query(schema, field, value, BASIC)


def _any_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
