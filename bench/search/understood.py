"""From what is asked over HTTP to what engines are asked."""

from collections.abc import Iterable

from search.domain.language import Language
from search.domain.query import SearchQuery
from search.http.parameters import SearchParameters
from search.queries.ask import question_for

from bench.search.questions import Question


def queries(asked: Iterable[Question], language: Language) -> list[SearchQuery]:
    return [
        question_for(SearchParameters.model_validate(question).asked(), language).query
        for question in asked
    ]
