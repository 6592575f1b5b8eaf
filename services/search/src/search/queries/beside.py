"""Goods beside one product: similar ones, and what goes with it and can be collected together."""

import asyncio
from dataclasses import dataclass
from datetime import date

from search.domain.document import Snapshot
from search.domain.documents import build_document
from search.domain.engine import Answers
from search.domain.query import Filters, SearchQuery, Unit
from search.domain.result import Hit
from search.domain.similarity import likeness, most_alike
from search.domain.together import Companions, on_the_way, one_of_each_shop
from search.queries.find import Surroundings

_CANDIDATES, _EACH = 40, 12


@dataclass(frozen=True, slots=True)
class Beside:
    hits: tuple[Hit, ...] = ()
    day: date | None = None


async def similar(snapshot: Snapshot, around: Surroundings, engine: Answers, limit: int) -> Beside:
    """Two or three questions to the engine, whatever there is. Raises EngineUnavailableError."""
    language = around.language
    document = build_document(snapshot, language)
    if document is None:
        return Beside()
    path, title = document.category_path, document.card.name
    understood = language.understanding.read(f"{title} ", literal=True)
    wide = Filters(category=path[-2] if len(path) > 1 else path[-1])
    same = Filters(category=path[-1])
    found = await asyncio.gather(
        engine.search(_query(around, wide, _CANDIDATES, understood.units, understood.text)),
        engine.search(_query(around, same, _CANDIDATES)),
    )
    hits = [hit for result in found for hit in result.hits]
    if len({hit.card.product_id for hit in hits}) <= limit:
        hits += (await engine.search(_query(around, wide, _CANDIDATES))).hits
    one = likeness(document.card, language.compounds)
    return Beside(tuple(most_alike(one, hits, language.compounds, limit)))


async def together(
    snapshot: Snapshot,
    around: Surroundings,
    engine: Answers,
    companions: Companions,
    limit: int,
) -> Beside:
    """For the next day on which the product can be collected. Raises EngineUnavailableError."""
    document = build_document(snapshot, around.language)
    shop = around.directory.get(str(snapshot.shop.id)) if snapshot.shop else None
    day = around.directory.earliest(str(shop.id), around.now) if shop else None
    if document is None or shop is None or day is None:
        return Beside()
    open_then = around.directory.collectable(day, around.now)
    near = on_the_way(shop, (around.directory.all[key] for key in open_then))
    if not near:
        return Beside(day=day)
    # Where the table knows too little, other goods of the same branch: no voucher beside bread.
    categories = (*companions.of(document.category_path), document.category_path[0])
    found = await asyncio.gather(
        *(
            engine.search(
                SearchQuery(
                    filters=Filters(category=category, collect=near, available=True),
                    origin=shop.position,
                    per_page=_CANDIDATES if category == categories[-1] else _EACH,
                    with_facets=False,
                    now=int(around.now.timestamp()),
                )
            )
            for category in categories
        )
    )
    *chosen, anything = [result.hits for result in found]
    hits = one_of_each_shop(chosen, document.card.category, limit)
    if len(hits) < limit:
        taken = {hit.card.shop.id for hit in hits}
        rest = [hit for hit in anything if hit.card.shop.id not in taken]
        hits += one_of_each_shop([rest], document.card.category, limit - len(hits))
    return Beside(tuple(hits), day)


def _query(
    around: Surroundings,
    filters: Filters,
    per_page: int,
    units: tuple[Unit, ...] = (),
    text: str = "",
) -> SearchQuery:
    now = int(around.now.timestamp())
    return SearchQuery(text, units, filters, per_page=per_page, with_facets=False, now=now)
