"""Turns the words of a query into tantivy queries that score by what was hit and how.

Scores are constants, not frequencies: a hit in what the product is called beats one in what it is
made of, an exact word beats a prefix, a prefix beats a misspelling. Anyone can read the order.
"""

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from search.domain.query import Alternative, QueryWord, Unit
from search.domain.understanding import typos_allowed
from search.index.embedded.schema import BASIC

EXACT = {
    # More than a confirmed word with all that its other fields can add.
    "whole": 16.0,
    "confirmed": 11.0,
    "core": 10.0,
    "heads": 9.0,
    "extra": 6.5,
    "parts": 6.0,
    "kind": 5.0,
    "maker": 5.0,
    "body": 2.0,
}
PREFIX = {"forms": 7.0, "kind": 4.0, "maker": 4.5}
MISSPELT = {"forms": 5.0, "heads": 4.0, "parts": 3.0, "kind": 3.0, "maker": 3.5, "body": 1.0}
_SECOND_FIELD = 0.1
"""How much further fields add to the best one: among bread, what is called bread comes first."""
_SECOND_SLIP = 0.8
_KNOWN_BY = ("core", "extra", "heads", "parts", "kind", "maker")


class TextQueries:
    """Builds queries against one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def all_of(self, units: Sequence[Unit]) -> Query:
        """Products that have every unit in one way or another."""
        queries = [self._unit(unit) for unit in units]
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    def some_of(self, units: Sequence[Unit], at_least: int) -> Query:
        """Products that have at least so many of the units."""
        queries = [(Occur.Should, self._unit(unit)) for unit in units]
        return Query.boolean_query(queries, minimum_number_should_match=at_least)

    def _unit(self, unit: Unit) -> Query:
        ways = [self._together([self._word(word, unit) for word in unit.words])]
        ways += [self._alternative(other) for other in unit.alternatives]
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways)

    def _alternative(self, other: Alternative) -> Query:
        terms = [self._exact(term, other.weight) for term in other.phrase]
        return self._together(terms)

    def _together(self, queries: list[Query]) -> Query:
        """All of them, scoring as one: a name of two words is no better than one of one."""
        if len(queries) == 1:
            return queries[0]
        every = Query.boolean_query([(Occur.Must, query) for query in queries])
        return Query.boost_query(every, 1 / len(queries))

    def _word(self, word: QueryWord, unit: Unit) -> Query:
        ways = self._exact_ways(word.stem, 1.0)
        if word.is_prefix:
            ways += [
                self._scored(self._near(field, word.folded, 0, prefix=True), score)
                for field, score in PREFIX.items()
            ]
        if word.typos and not unit.is_known and not self._is_known(word):
            ways += self._misspelt_ways(word)
        return Query.disjunction_max_query(ways, _SECOND_FIELD)

    def _exact(self, term: str, weight: float) -> Query:
        return Query.disjunction_max_query(self._exact_ways(term, weight), _SECOND_FIELD)

    def _exact_ways(self, term: str, weight: float) -> list[Query]:
        return [
            self._scored(Query.term_query(self._schema, field, term, BASIC), score * weight)
            for field, score in EXACT.items()
        ]

    def _misspelt_ways(self, word: QueryWord) -> list[Query]:
        ways = []
        for field, score in MISSPELT.items():
            text = word.folded if field == "forms" else word.stem
            for slips in range(1, min(word.typos, typos_allowed(text)) + 1):
                near = self._near(field, text, slips)
                ways.append(self._scored(near, score * _SECOND_SLIP ** (slips - 1)))
        return ways

    def _is_known(self, word: QueryWord) -> bool:
        """A word that the index has is not misspelt: "Schal" must not bring "Schale"."""
        if any(self._searcher.doc_freq(field, word.stem) for field in _KNOWN_BY):
            return True
        return word.is_prefix and bool(
            self._searcher.terms_with_prefix("forms", word.folded, limit=1)
        )

    def _near(self, field: str, text: str, slips: int, *, prefix: bool = False) -> Query:
        """Without slips and as a prefix it is much the cheapest way to ask for a beginning."""
        return Query.fuzzy_term_query(
            self._schema, field, text, slips, transposition_cost_one=True, prefix=prefix
        )

    def _scored(self, query: Query, score: float) -> Query:
        return Query.const_score_query(query, score)
