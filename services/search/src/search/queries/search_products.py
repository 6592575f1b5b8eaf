"""Asks the engine, and asks more widely when the place that the words named has nothing."""

from dataclasses import dataclass

from search.domain.demand import Searched
from search.domain.engine import Answers
from search.domain.query import SearchQuery
from search.domain.result import SearchResult
from search.queries.ask import Question


@dataclass(frozen=True, slots=True)
class Found:
    result: SearchResult
    query: SearchQuery
    """The one that was answered in the end."""
    searched: Searched | None = None


async def search_products(question: Question, engine: Answers) -> Found:
    """Raises EngineUnavailableError."""
    result, query = await engine.search(question.query), question.query
    found_nothing = result.total == 0 or result.relaxed
    if result.total == 0 and question.wider is not None:
        result, query = await engine.search(question.wider), question.wider
    what = question.sought
    return Found(result, query, Searched(what, found_nothing) if what else None)
