"""Tells the past again: every shop with its people and texts, and every product on sale.

Versions stay as they are. Whoever knows a state ignores it; a listener that is new, or whose last
release did not read some field yet, learns it. What changes meanwhile has a higher version and
wins, whichever is heard last.
"""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from catalog.store import legal_texts, products, shops
from catalog.use_cases import facts
from catalog.use_cases.ports import Surroundings

PAGE = 100
_FIRST = UUID(int=0)
_SHOPS = "SELECT id FROM shop WHERE id > $1 ORDER BY id LIMIT $2"
_TEXTS = "SELECT id FROM legal_text WHERE id > $1 ORDER BY id LIMIT $2"
_ON_SALE = """
    SELECT id FROM product WHERE id > $1 AND status = 'published' ORDER BY id LIMIT $2
"""


async def tell_shops(around: Surroundings, *, page: int = PAGE) -> AsyncIterator[int]:
    """Page by page, each in a transaction; yields how many it told."""
    async for ids in _pages(around, _SHOPS, page):
        async with around.db.session() as session:
            for shop in await shops.get_many_by_id(session, ids):
                session.record(facts.shop_changed(shop))
                session.record(facts.staff_changed(shop, around.clock.now()))
        yield len(ids)


async def tell_texts(around: Surroundings, *, page: int = PAGE) -> AsyncIterator[int]:
    """Every version there has been: contracts were made on the old ones too."""
    async for ids in _pages(around, _TEXTS, page):
        async with around.db.session() as session:
            for text in await legal_texts.get_many(session, ids):
                session.record(facts.text_published(text))
        yield len(ids)


async def tell_products(around: Surroundings, *, page: int = PAGE) -> AsyncIterator[int]:
    """The same for goods; those that were taken off sale meanwhile have been told so."""
    async for ids in _pages(around, _ON_SALE, page):
        async with around.db.session() as session:
            found = (await products.get_many(session, ids)).values()
            sellers = await shops.get_many_by_id(session, list({one.shop_id for one in found}))
            slugs = {shop.id: shop.slug for shop in sellers}
            for product in found:
                if told := facts.product_told(product, slugs[product.shop_id], around.region):
                    session.record(told)
        yield len(ids)


async def _pages(around: Surroundings, query: str, page: int) -> AsyncIterator[Sequence[UUID]]:
    after = _FIRST
    while rows := await around.db.pool.fetch(query, after, page):
        ids = [row["id"] for row in rows]
        yield ids
        after = ids[-1]
