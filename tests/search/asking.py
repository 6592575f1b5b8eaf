"""Short ways to ask an engine, as the HTTP side would."""

from typing import Any

from search.domain.engine import SearchEngine
from search.domain.query import SearchQuery
from search.domain.result import SearchResult

from tests.search.shelf import LANGUAGE


def a_query(text: str = "", **keywords: Any) -> SearchQuery:
    understood = LANGUAGE.understanding.read(text)
    origin = keywords.pop("origin", understood.area.origin if understood.area else None)
    return SearchQuery(
        text=understood.text,
        units=understood.units,
        claims=understood.claims,
        origin=origin,
        **keywords,
    )


async def ask(engine: SearchEngine, text: str = "", **keywords: Any) -> SearchResult:
    return await engine.search(a_query(text, **keywords))


async def names(engine: SearchEngine, text: str = "", **keywords: Any) -> list[str]:
    return [hit.card.name for hit in (await ask(engine, text, **keywords)).hits]
