"""Turns filters into tantivy queries that do not score."""

from collections.abc import Iterable, Mapping

import tantivy
from tantivy import FieldType, Occur, Query

from search.domain.diets import Trait
from search.domain.geo import Point, distance_km
from search.domain.query import Circle, Filters, SearchQuery, shorter_side
from search.index.embedded.schema import BASIC

_MOST_CIRCLES = 256


class FilterQueries:
    """Builds them against one state of the index; a radius is worked out once."""

    def __init__(self, schema: tantivy.Schema, positions: Mapping[str, Point]) -> None:
        self._schema = schema
        # A copy: whoever writes the index next adds to the one handed in.
        self._positions = dict(positions)
        self._shops = frozenset(self._positions)
        self._within: dict[Circle, frozenset[str]] = {}

    def of(self, filters: Filters, asked: SearchQuery) -> list[tuple[Occur, Query]]:
        """One query per filter that is set. `filters` may be wider than those of what is asked."""
        queries = [*self._of_goods(filters, asked.now), *self._of_place(filters)]
        found = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in queries]
        return [*found, *self._of_shops(filters)]

    def _of_shops(self, filters: Filters) -> Iterable[tuple[Occur, Query]]:
        """Those who are open, deliver and are near are one set; the shorter side of it is named."""
        sets = [filters.collect, filters.deliver]
        if filters.circle:
            sets.append(self._shops_within(filters.circle))
        chosen = [shops for shops in sets if shops is not None]
        if not chosen:
            return
        is_in, named = shorter_side(self._shops.intersection(*chosen), self._shops)
        if named or is_in:
            those = Query.const_score_query(self._any_of({"shop_id": named}), 0.0)
            yield Occur.Must if is_in else Occur.MustNot, those

    def _of_goods(self, filters: Filters, now: int) -> Iterable[Query]:
        if filters.category:
            yield self._term("category", filters.category)
        if filters.price_from is not None or filters.price_to is not None:
            yield self._between("price", filters.price_from, filters.price_to)
        for diet in sorted(filters.diets):
            yield self._term("diet", diet)
        for trait in sorted(filters.traits - {Trait.OFFER}):
            yield self._term("trait", trait)
        if Trait.OFFER in filters.traits:
            yield self._between("offer_until", now + 1, None)
        if filters.available:
            yield self._term("trait", Trait.AVAILABLE)

    def _of_place(self, filters: Filters) -> Iterable[Query]:
        if filters.shops:
            yield self._any_of({"shop": filters.shops, "shop_id": filters.shops})
        if filters.places or filters.postal_codes:
            yield self._any_of({"place": filters.places, "postal_code": filters.postal_codes})

    def _shops_within(self, circle: Circle) -> frozenset[str]:
        """A radius is a set of shops: products lie where their shop does."""
        found = self._within.get(circle)
        if found is None:
            if len(self._within) >= _MOST_CIRCLES:  # positions are chosen by whoever asks
                self._within.clear()
            found = self._within[circle] = frozenset(
                shop_id
                for shop_id, position in self._positions.items()
                if distance_km(circle.centre, position) <= circle.radius_km
            )
        return found

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, BASIC)

    def _any_of(self, wanted: Mapping[str, Iterable[str]]) -> Query:
        """One of the values in one of the fields. Term by term: half the time of a set of terms."""
        pairs = [(field, value) for field, values in wanted.items() for value in values]
        return Query.boolean_query([(Occur.Should, self._term(*pair)) for pair in pairs])

    def _between(self, field: str, low: int | None, high: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Integer, low, high)
