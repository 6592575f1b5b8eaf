"""The seeded market as somebody searches it: its documents, and a question put to an engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from marketkit.clock import HERE
from search.domain.diets import Diet
from search.domain.document import ProductDocument
from search.domain.engine import SearchEngine
from search.domain.names import Names
from search.domain.result import SearchResult
from search.index.single import SingleEngine
from search.queries.ask import Asked, question_for
from search.queries.find import Surroundings, find
from search.region import load_trades

from tests.search.relevance.measures import LOOKED_AT
from tests.search.relevance.seeded import (
    seeded_directory,
    seeded_documents,
    seeded_language,
    seeded_skus,
)
from tests.search.shelf import REGION

NOW = datetime(2026, 11, 26, 9, tzinfo=HERE)
"""A Thursday morning in late autumn."""


@dataclass(frozen=True)
class Answered:
    """What was found, and what was read from the words besides goods."""

    result: SearchResult
    is_honest: bool
    """It says that this is not what was asked for."""
    place: str | None
    day: str | None
    price: int | None
    diets: frozenset[str]
    shops: frozenset[str]
    """Slugs of those that the words name."""


@dataclass(frozen=True)
class Market:
    """One engine that holds the seed."""

    engine: SearchEngine
    documents: Mapping[str, ProductDocument]
    """By product id."""
    skus: Mapping[UUID, frozenset[str]]

    async def ask(self, typed: str) -> Answered:
        around = surroundings()
        asked = Asked(q=typed, per_page=LOOKED_AT)
        question = question_for(asked, around.language, around.directory, around.now)
        found, put = await find(asked, question, around, SingleEngine(self.engine))
        understood = put.understood
        return Answered(
            found.result,
            is_honest=bool(found.result.relaxed or found.corrected or found.without),
            place=understood.area.label if understood.area else None,
            day=understood.collect.day.isoformat() if understood.collect else None,
            price=understood.price_to,
            diets=frozenset(wish.key for wish in understood.wishes if wish.key in Diet),
            shops=frozenset(named.slug for named in found.shops),
        )


@cache
def surroundings() -> Surroundings:
    """What a question is answered with, beside the goods."""
    language, names = seeded_language(), Names(load_trades(REGION))
    return Surroundings(language, seeded_directory(), names, NOW, language.corrected)


async def seeded_market(engine: SearchEngine) -> Market:
    """Fills the engine with the seed."""
    rebuild = await engine.begin_rebuild(seeded_language())
    await rebuild.apply(seeded_documents(), [])
    await rebuild.swap()
    documents = {each.card.product_id: each for each in seeded_documents()}
    return Market(engine, documents, seeded_skus())
