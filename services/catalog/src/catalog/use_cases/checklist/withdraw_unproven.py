"""The organic certificate counts no longer: nothing may be sold under words that need it."""

from dataclasses import replace

from marketkit.db import Session

from catalog.domain.gates.words import organic_claims
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.store import activity, expiries, products
from catalog.store.wide import connection_of
from catalog.use_cases.keep import keep_products, keep_shop
from catalog.use_cases.ports import Surroundings

ENDED = "Das Öko-Zertifikat ist abgelaufen (Verordnung (EU) 2018/848)."
REJECTED = "Das Öko-Zertifikat wurde nicht anerkannt (Verordnung (EU) 2018/848)."


async def withdraw_unproven(
    session: Session, shop: Shop, by: Actor, around: Surroundings, reason: str = ENDED
) -> list[str]:
    """The titles of the products that went off sale; the control number goes with them."""
    now = around.clock.now()
    if shop.organic_code:
        shop = replace(shop, organic_code="").changed(now)
        await keep_shop(session, shop, around)
    ids = await expiries.perhaps_organic(await connection_of(session), shop.id)
    found = (await products.get_many(session, ids, lock=True)).values()
    gone = [
        product.withdraw(now)
        for product in found
        if product.is_published and any(organic_claims(product, around.region))
    ]
    if gone:
        await keep_products(session, gone, shop, around, {})
    for product in gone:
        activity.note(
            session, by, shop.id, role="market", at=now, action="product.withdrawn",
            subject=product.title, changes={"reason": [None, reason]},
        )  # fmt: skip
    return [product.title for product in gone]
