"""The seeded market as somebody searches it: its documents, and a question put to an engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.clock import HERE
from search.domain.document import ProductDocument
from search.domain.engine import SearchEngine
from search.domain.result import SearchResult
from search.index.single import SingleEngine
from search.queries.ask import Asked, question_for
from search.queries.search_products import search_products

from tests.search.relevance.measures import LOOKED_AT
from tests.search.relevance.seeded import (
    seeded_directory,
    seeded_documents,
    seeded_language,
    seeded_skus,
)

NOW = datetime(2026, 11, 26, 9, tzinfo=HERE)
"""A Thursday morning in late autumn."""


@dataclass(frozen=True)
class Answered:
    """What was found, and what was read from the words besides goods."""

    result: SearchResult
    place: str | None
    day: str | None


@dataclass(frozen=True)
class Market:
    """One engine that holds the seed."""

    engine: SearchEngine
    documents: Mapping[str, ProductDocument]
    """By product id."""
    skus: Mapping[UUID, frozenset[str]]

    async def ask(self, typed: str) -> Answered:
        question = question_for(
            Asked(q=typed, per_page=LOOKED_AT), seeded_language(), seeded_directory(), NOW
        )
        found = await search_products(question, SingleEngine(self.engine))
        understood = question.understood
        return Answered(
            found.result,
            place=understood.area.label if understood.area else None,
            day=understood.collect.day.isoformat() if understood.collect else None,
        )


async def seeded_market(engine: SearchEngine) -> Market:
    """Fills the engine with the seed."""
    rebuild = await engine.begin_rebuild(seeded_language())
    await rebuild.apply(seeded_documents(), [])
    await rebuild.swap()
    documents = {each.card.product_id: each for each in seeded_documents()}
    return Market(engine, documents, seeded_skus())
