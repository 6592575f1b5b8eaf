"""A new week begins: the opening hours shown are those of the current one."""

from marketkit.background import one_by_one

from catalog.store import shop_documents, shops
from catalog.use_cases.ports import Surroundings

BATCH = 50


async def renew_weeks(around: Surroundings) -> int:
    """Renew up to a batch of shops; returns how many. Hours may depend on the season."""
    today = around.today()
    async with around.db.session() as session:
        behind = await shop_documents.behind(session, today, BATCH)

    async def renew(slug: str) -> None:
        async with around.db.session() as session:
            await shop_documents.keep(session, await shops.get_many(session, [slug]), today)

    return await one_by_one("shop's week", behind, renew)
