"""Asks the engine, and asks more widely when the place that the words named has nothing."""

from dataclasses import dataclass

from search.domain.engine import Answers
from search.domain.query import SearchQuery
from search.domain.result import SearchResult
from search.queries.ask import Question


@dataclass(frozen=True, slots=True)
class Found:
    result: SearchResult
    query: SearchQuery
    """The one that was answered in the end."""


async def search_products(question: Question, engine: Answers) -> Found:
    """Raises EngineUnavailableError."""
    result = await engine.search(question.query)
    if result.total or question.wider is None:
        return Found(result, question.query)
    return Found(await engine.search(question.wider), question.wider)
