"""A new template begins: every shop's texts are written anew."""

from marketkit.background import one_by_one

from catalog.store import legal_texts, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings

BATCH = 20


async def renew_texts(around: Surroundings) -> bool:
    """Renew up to a batch of shops, each in a transaction of its own; whether there are more."""
    edition = around.legal.edition(around.today())
    async with around.db.session() as session:
        behind = await legal_texts.shops_of_other_editions(session, edition, BATCH)

    async def renew(slug: str) -> None:
        async with around.db.session() as session:
            shop = await shops.get(session, slug, lock=True)
            if shop.legal_edition != edition:
                await keep_shop(session, shop.changed(around.clock.now()), around)

    return await one_by_one("shop's legal texts", behind, renew) == BATCH
