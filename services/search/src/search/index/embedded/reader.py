"""Answers queries from one state of the index."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import tantivy
from tantivy import Occur, Order, Query

from search.domain.geo import Point, distance_km
from search.domain.query import Group, SearchQuery, Sort
from search.domain.ranking import Ranking
from search.domain.relaxing import relaxations
from search.domain.result import Counted, Hit, SearchResult
from search.index.embedded.documents import shop_key, stored_payload, to_hit
from search.index.embedded.facets import Slice, count_facets, count_shops
from search.index.embedded.filters import FilterQueries
from search.index.embedded.schema import BASIC
from search.index.embedded.text_query import TextQueries

_ORDERS = {
    Sort.PRICE: ("cheapest", Order.Asc),
    Sort.UNIT_PRICE: ("cheapest_unit", Order.Asc),
    Sort.NEWEST: ("newest", Order.Desc),
}
_STANDING = ("standing", Order.Desc)
_FEW_SHOPS, _MOST_SORTED = 2, 2000
"""More shops than this, with hits no more than that: one search for all of them is quicker."""


class _Page(NamedTuple):
    addresses: list[tantivy.DocAddress]
    total: int


class Reader:
    """One searcher with what is needed to read its answers."""

    def __init__(
        self,
        index: tantivy.Index,
        schema: tantivy.Schema,
        positions: Mapping[str, Point],
        ranking: Ranking,
    ) -> None:
        self._searcher = index.searcher()
        self._schema = schema
        self._positions = positions
        self._filters = FilterQueries(schema, positions)
        self._text = TextQueries(schema, self._searcher, ranking)

    def answer(self, query: SearchQuery) -> SearchResult:
        """All words; where no product has all, kinds of them, then all but one, then any."""
        filters = self._filters.of(query.filters, query)
        texts, page = self._texts(query), _Page([], 0)
        first = text = next(texts)
        while True:
            page = self._page(query, _filtered(text, filters))
            further = None if page.total else next(texts, None)
            if further is None:
                break
            text = further
        if not page.total:
            text = first
        return SearchResult(
            tuple(self._hit(address, query.origin) for address in page.addresses),
            self._counted(query, text) if query.with_facets else Counted(),
            page.total,
            engine="embedded",
            relaxed=text is not first,
        )

    def _counted(self, query: SearchQuery, text: Query) -> Counted:
        """Where something is chosen in a group, its own slice is counted without that."""
        filters, chosen = query.filters, query.filters.chosen
        others = tuple(group for group in Group if group not in chosen)
        counts = [(others, filters), *(((group,), filters.without(group)) for group in chosen)]
        slices = [
            Slice(groups, _filtered(text, self._filters.of(left, query))) for groups, left in counts
        ]
        return count_facets(self._searcher, slices, query.now)

    def _texts(self, query: SearchQuery) -> Iterator[Query]:
        units = query.units
        if not units:
            yield Query.all_query()
            return
        yield self._text.first(self._text.all_of(units), query.claims)
        for step in relaxations(units):
            yield self._text.first(self._text.one_of(step), query.claims)

    def _page(self, query: SearchQuery, built: Query) -> _Page:
        if query.sort is Sort.NEAREST and query.origin:
            return self._nearest(query, query.origin, built)
        order = _ORDERS.get(query.sort)
        if order is None and not query.units:
            order = _STANDING
        return self._found(built, query.per_page, query.offset, order)

    def _found(
        self, built: Query, limit: int, offset: int, order: tuple[str, Order] | None = None
    ) -> _Page:
        if order:
            found = self._searcher.search(
                built, limit, offset=offset, order_by_field=order[0], order=order[1]
            )
        else:
            found = self._searcher.search(built, limit, offset=offset, weight_by_field="weight")
        count: int = getattr(found, "count")  # noqa: B009 -- the package's stub forgets it
        return _Page([address for _, address in found.hits], count)

    def _nearest(self, query: SearchQuery, origin: Point, built: Query) -> _Page:
        """Outwards from shop to shop; only the shops on this page are searched."""
        counts = count_shops(self._searcher, built)
        outwards = sorted(counts, key=lambda shop: (self._distance(shop, origin), shop))
        skip, end, passed, shops = query.offset, query.offset + query.per_page, 0, list[str]()
        for shop in outwards:
            if passed + counts[shop] <= query.offset:
                skip -= counts[shop]
            elif passed < end:
                shops.append(shop)
            passed += counts[shop]
        # Where nothing is scored, the weight orders nothing either.
        order = None if query.units else _STANDING
        among = sum(counts[shop] for shop in shops)
        if len(shops) > _FEW_SHOPS and among <= _MOST_SORTED:
            addresses = self._sorted(built, shops, among, order)[skip : skip + query.per_page]
        else:
            addresses = self._one_by_one(built, shops, skip, query.per_page, order)
        return _Page(addresses, passed)

    def _sorted(
        self, built: Query, shops: Sequence[str], count: int, order: tuple[str, Order] | None
    ) -> list[tantivy.DocAddress]:
        """All hits of these shops in one search, put in the shops' order."""
        only = Query.term_set_query(self._schema, "shop_id", list(shops))
        here = _filtered(built, [(Occur.Must, Query.const_score_query(only, 0.0))])
        found = self._found(here, count, 0, order).addresses
        places = {shop_key(shop): place for place, shop in enumerate(shops)}
        keys = self._searcher.fast_field_values("shop_key", found)
        ordered = sorted(range(len(found)), key=lambda number: places[int(keys[number] or 0)])
        return [found[number] for number in ordered]

    def _one_by_one(
        self,
        built: Query,
        shops: Sequence[str],
        skip: int,
        wanted: int,
        order: tuple[str, Order] | None,
    ) -> list[tantivy.DocAddress]:
        addresses: list[tantivy.DocAddress] = []
        for shop in shops:
            left = wanted - len(addresses)
            addresses += self._found(self._of_shop(built, shop), left, skip, order).addresses
            skip = 0
        return addresses

    def _of_shop(self, built: Query, shop: str) -> Query:
        only = Query.term_query(self._schema, "shop_id", shop, BASIC)
        return _filtered(built, [(Occur.Must, Query.const_score_query(only, 0.0))])

    def _distance(self, shop: str, origin: Point) -> float:
        position = self._positions.get(shop)
        return distance_km(origin, position) if position else float("inf")

    def _hit(self, address: tantivy.DocAddress, origin: Point | None) -> Hit:
        return to_hit(stored_payload(self._searcher, address), origin)


def _filtered(text: Query, filters: Sequence[tuple[Occur, Query]]) -> Query:
    return Query.boolean_query([(Occur.Must, text), *filters]) if filters else text
