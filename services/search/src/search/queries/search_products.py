"""Asks the engine, and asks more widely when what the words asked for has nothing."""

from dataclasses import dataclass, replace

from search.domain.demand import Searched
from search.domain.engine import Answers
from search.domain.highlight import Highlighter
from search.domain.language import Language
from search.domain.query import SearchQuery, Sort
from search.domain.reasons import Reasons
from search.domain.result import SearchResult, ShopHit
from search.queries.ask import Question
from search.queries.wider import Said


@dataclass(frozen=True, slots=True)
class Found:
    result: SearchResult
    query: SearchQuery
    """The one that was answered in the end."""
    searched: Searched | None = None
    without: frozenset[Said] = frozenset()
    """What the words asked for and had to be left out."""
    shops: tuple[ShopHit, ...] = ()
    """Shops that the words name."""
    corrected: str | None = None
    """What was searched instead of a misspelling."""


async def search_products(
    question: Question, engine: Answers, language: Language | None = None
) -> Found:
    """All the words come first: rather on another day than only some of them.

    Where no product is what was asked for, and it is only mentioned or resembled, the answer says
    that it is relaxed; that takes the `language`. Raises EngineUnavailableError.
    """

    async def asked(query: SearchQuery) -> SearchResult:
        found = await engine.search(query)
        if language is None or found.relaxed or not found.total:
            return found
        is_first = query.page == 1 and query.sort is Sort.BEST
        if not is_first and not question.wider:
            return found
        best = found if is_first else await engine.search(_first_of(query))
        return replace(found, relaxed=_is_only_near(best, query, language))

    result, query = await asked(question.query), question.query
    found_nothing = result.total == 0 or result.relaxed
    without: frozenset[Said] = frozenset()
    for wider in question.wider if found_nothing else ():
        if result.total and Said.DIETS in wider.without - without:
            continue  # rather something else that fits a diet than what does not
        other = await asked(wider.query)
        if other.total and not (other.relaxed and result.total):
            result, query, without = other, wider.query, wider.without
        if result.total and not result.relaxed:
            break
    what = question.sought
    return Found(result, query, Searched(what, found_nothing) if what else None, without)


def _first_of(query: SearchQuery) -> SearchQuery:
    """Every page and order of an answer must be of the same question, so the best hit decides."""
    return replace(query, page=1, per_page=1, sort=Sort.BEST, with_facets=False)


def _is_only_near(best: SearchResult, query: SearchQuery, language: Language) -> bool:
    """Descriptions come last: if the best hit has the words nowhere else, so do all others."""
    if not best.hits:
        return False
    first = best.hits[0]
    # Nearly always a word is in the name, which is seen at a glance.
    if Highlighter(query.units, language.compounds).matches(first.card.name):
        return False
    return Reasons(language, query.units).is_only_near(first)
