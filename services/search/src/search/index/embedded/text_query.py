"""Turns the words of a query into tantivy queries that score by what was hit and how.

Scores are the region's declared weights, not frequencies: a hit in what the product is called beats
one in what it is made of, an exact word beats a begun one, that a misspelt one.
"""

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from search.domain.query import Alternative, QueryWord, Unit
from search.domain.ranking import BEGUN, MISSPELT, WHOLE, Ranking
from search.domain.understanding import APART, typos_allowed
from search.index.embedded.schema import BASIC

_DESCRIBED = ("body",)
_LONG_ENOUGH = 5
"""A short word of goods begins too many others: Eis, Eisen, Eisbein."""
_CLAIMED_IN = ("extra", "body")
_NO_NAMES = ("maker", "body")
_KNOWN_BY = ("named", "core", "extra", "heads", "parts", "kind", "maker")


class TextQueries:
    """Builds queries against one state of the index."""

    def __init__(
        self, schema: tantivy.Schema, searcher: tantivy.Searcher, ranking: Ranking
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._exact_weights = ranking.field_weights
        self._further = ranking.further.weight / WHOLE
        self._begun = self._weights(BEGUN, ranking.share("begun"))
        self._misspelt = [
            self._weights(MISSPELT, ranking.share(how)) for how in ("misspelt", "misspelt_twice")
        ]

    def all_of(self, units: Sequence[Unit]) -> Query:
        """Products that have every unit in one way or another."""
        queries = [self._unit(unit) for unit in units]
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    def first(self, query: Query, claims: Sequence[str]) -> Query:
        """The same, and above all others what says that it is without something."""
        told = [
            Query.term_query(self._schema, field, claim, BASIC)
            for claim in claims
            for field in _CLAIMED_IN
        ]
        if not told:
            return query
        most = sum(self._exact_weights.values())
        wanted = self._scored(Query.boolean_query([(Occur.Should, one) for one in told]), most)
        return Query.boolean_query([(Occur.Must, query), (Occur.Should, wanted)])

    def one_of(self, combinations: Sequence[Sequence[Unit]]) -> Query:
        """Products that have all of one of them; what fits several stands first."""
        queries = [self.all_of(units) for units in combinations]
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _weights(self, fields: dict[str, str], share: float) -> dict[str, float]:
        return {field: self._exact_weights[of] * share for field, of in fields.items()}

    def _unit(self, unit: Unit) -> Query:
        ways = [self._together([self._word(word, unit) for word in unit.words])]
        ways += [self._alternative(other) for other in unit.alternatives]
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways)

    def _alternative(self, other: Alternative) -> Query:
        """Of a compound said in two words its kind must be more than mentioned."""
        terms = [self._exact(term, other.weight) for term in other.phrase]
        if other.weight == APART:
            terms[-1] = self._exact(other.phrase[-1], other.weight, but=_DESCRIBED)
        return self._together(terms)

    def _together(self, queries: list[Query]) -> Query:
        """All of them, scoring as one: a name of two words is no better than one of one."""
        if len(queries) == 1:
            return queries[0]
        every = Query.boolean_query([(Occur.Must, query) for query in queries])
        return Query.boost_query(every, 1 / len(queries))

    def _word(self, word: QueryWord, unit: Unit) -> Query:
        """What goods are called is not misspelt, and the beginning of something else only where no
        goods are called just that."""
        ways = self._exact_ways(word.stem, 1.0, but=_NO_NAMES if unit.in_names else ())
        if word.is_prefix and (not unit.is_known or self._may_go_on(word)):
            ways += self._begun_ways(word)
        if word.typos and not unit.is_known and not self._is_known(word):
            ways += self._misspelt_ways(word)
        return Query.disjunction_max_query(ways, self._further)

    def _exact(self, term: str, weight: float, *, but: Sequence[str] = ()) -> Query:
        ways = self._exact_ways(term, weight, but=but)
        return Query.disjunction_max_query(ways, self._further)

    def _exact_ways(self, term: str, weight: float, *, but: Sequence[str] = ()) -> list[Query]:
        return [
            self._scored(Query.term_query(self._schema, field, term, BASIC), score * weight)
            for field, score in self._exact_weights.items()
            if field not in but
        ]

    def _begun_ways(self, word: QueryWord) -> list[Query]:
        return [
            self._scored(self._near(field, word.folded, 0, prefix=True), score)
            for field, score in self._begun.items()
        ]

    def _misspelt_ways(self, word: QueryWord) -> list[Query]:
        """From the second slip on each is a query of its own, scoring less."""
        ways = []
        for slips, scores in enumerate(self._misspelt, start=1):
            for field, score in scores.items():
                text = word.folded if field == "forms" else word.stem
                if slips <= min(word.typos, typos_allowed(text)):
                    ways.append(self._scored(self._near(field, text, slips), score))
        return ways

    def _may_go_on(self, word: QueryWord) -> bool:
        return len(word.folded) >= _LONG_ENOUGH and not self._is_name(word)

    def _is_name(self, word: QueryWord) -> bool:
        return any(self._searcher.doc_freq(field, word.stem) for field in _KNOWN_BY)

    def _is_known(self, word: QueryWord) -> bool:
        """A word that the index has is not misspelt: "Schal" must not bring "Schale"."""
        if self._is_name(word):
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
