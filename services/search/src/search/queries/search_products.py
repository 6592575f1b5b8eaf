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

    Where no product is called what was asked for, and it is only mentioned, the answer says that it
    is relaxed; that takes the `language`. Raises EngineUnavailableError.
    """
    result, query = await engine.search(question.query), question.query
    found_nothing = result.total == 0 or result.relaxed
    without: frozenset[Said] = frozenset()
    for wider in question.wider if found_nothing else ():
        if result.total and Said.DIETS in wider.without - without:
            continue  # rather something else that fits a diet than what does not
        other = await engine.search(wider.query)
        if other.total and not (other.relaxed and result.total):
            result, query, without = other, wider.query, wider.without
        if result.total and not result.relaxed:
            break
    if language and _is_only_described(result, query, language):
        result, found_nothing = replace(result, relaxed=True), True
    what = question.sought
    return Found(result, query, Searched(what, found_nothing) if what else None, without)


def _is_only_described(result: SearchResult, query: SearchQuery, language: Language) -> bool:
    """Descriptions come last: if the first hit has the words nowhere else, so do all others."""
    if result.relaxed or not result.hits or query.page > 1 or query.sort is not Sort.BEST:
        return False
    first = result.hits[0]
    # Nearly always a word is in the name, which is seen at a glance.
    if Highlighter(query.units, language.compounds).matches(first.card.name):
        return False
    return Reasons(language, query.units).is_only_described(first)
