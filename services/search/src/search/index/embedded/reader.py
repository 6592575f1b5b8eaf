"""Answers queries from one state of the index."""

from collections.abc import Mapping, Sequence

import tantivy
from tantivy import Occur, Order, Query

from search.domain.geo import Point, distance_km
from search.domain.query import SearchQuery, Sort
from search.domain.result import Facets, Hit, SearchResult
from search.index.embedded.documents import stored_payload, to_hit
from search.index.embedded.facets import count_facets, count_shops
from search.index.embedded.filters import filter_queries
from search.index.embedded.text_query import TextQueries

Addresses = list[tantivy.DocAddress]


class Reader:
    """One searcher with what is needed to read its answers."""

    def __init__(
        self, index: tantivy.Index, schema: tantivy.Schema, positions: Mapping[str, Point]
    ) -> None:
        self._searcher = index.searcher()
        self._schema = schema
        self._positions = positions
        self._text = TextQueries(schema, self._searcher)

    def answer(self, query: SearchQuery) -> SearchResult:
        built, total, relaxed = self._widened(query)
        hits = self._page(query, built) if total else []
        facets = count_facets(self._searcher, built) if query.with_facets and total else Facets()
        return SearchResult(
            tuple(self._hit(address, query.origin) for address in hits),
            facets,
            total,
            engine="embedded",
            relaxed=relaxed,
        )

    def _widened(self, query: SearchQuery) -> tuple[Query, int, bool]:
        """All words; where no product has all, all but one; else any."""
        units, filters = query.units, self._filters(query)
        if not units:
            built = self._filtered(Query.all_query(), filters)
            return built, self._count(built), False
        built = self._filtered(self._text.all_of(units), filters)
        total = self._count(built)
        for at_least in sorted({len(units) - 1, 1} - {len(units), 0}, reverse=True):
            if total:
                return built, total, at_least < len(units) - 1
            built = self._filtered(self._text.some_of(units, at_least), filters)
            total = self._count(built)
        return built, total, len(units) > 1 and total > 0

    def _filters(self, query: SearchQuery) -> list[Query]:
        return filter_queries(query.filters, self._schema, self._positions)

    def _filtered(self, text: Query, filters: Sequence[Query]) -> Query:
        if not filters:
            return text
        return Query.boolean_query([(Occur.Must, part) for part in (text, *filters)])

    def _count(self, query: Query) -> int:
        found = self._searcher.search(query, 1, count=True)
        count: int = getattr(found, "count")  # noqa: B009 -- the package's stub forgets it
        return count

    def _page(self, query: SearchQuery, built: Query) -> Addresses:
        if query.sort is Sort.NEAREST and query.origin:
            return self._nearest(query, query.origin, built)
        if query.sort is Sort.PRICE:
            return self._ordered(query, built, "price", Order.Asc)
        if query.sort is Sort.NEWEST:
            return self._ordered(query, built, "newest", Order.Desc)
        if not query.units:
            return self._ordered(query, built, "standing", Order.Desc)
        return self._best(query, built)

    def _best(self, query: SearchQuery, built: Query) -> Addresses:
        found = self._searcher.search(
            built, query.per_page, count=False, offset=query.offset, weight_by_field="weight"
        )
        return [address for _, address in found.hits]

    def _ordered(self, query: SearchQuery, built: Query, field: str, order: Order) -> Addresses:
        found = self._searcher.search(
            built,
            query.per_page,
            count=False,
            offset=query.offset,
            order_by_field=field,
            order=order,
        )
        return [address for _, address in found.hits]

    def _nearest(self, query: SearchQuery, origin: Point, built: Query) -> Addresses:
        """Shop by shop outwards, so that only the shops on this page are searched."""
        skip, wanted, page = query.offset, query.per_page, Addresses()
        counts = count_shops(self._searcher, built)
        far = {shop: self._distance(shop, origin) for shop in counts}
        for shop in sorted(counts, key=lambda shop: (far[shop], shop)):
            if skip >= counts[shop]:
                skip -= counts[shop]
                continue
            page += self._of_shop(built, shop, wanted - len(page), skip)
            skip = 0
            if len(page) >= wanted:
                break
        return page

    def _of_shop(self, built: Query, shop: str, limit: int, offset: int) -> Addresses:
        only = Query.const_score_query(
            Query.term_query(self._schema, "shop_id", shop, "basic"), 0.0
        )
        both = Query.boolean_query([(Occur.Must, built), (Occur.Must, only)])
        found = self._searcher.search(
            both, limit, count=False, offset=offset, weight_by_field="weight"
        )
        return [address for _, address in found.hits]

    def _distance(self, shop: str, origin: Point) -> float:
        position = self._positions.get(shop)
        return distance_km(origin, position) if position else float("inf")

    def _hit(self, address: tantivy.DocAddress, origin: Point | None) -> Hit:
        return to_hit(stored_payload(self._searcher, address), origin)
