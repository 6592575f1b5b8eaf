"""Brings a product to the state its promotions want at this moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from marketkit.background import one_by_one
from marketkit.db import Session

from catalog.domain.price_history import REFERENCE_DAYS
from catalog.domain.product import Product
from catalog.domain.promotion import FixedPriceError, Promotion, PromotionStatus
from catalog.domain.promotion_plan import settle
from catalog.domain.publish_gate import has_fixed_prices
from catalog.domain.shop import Shop
from catalog.store import prices, promotions, shops
from catalog.store import products as product_store
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings

BATCH = 50
_DONE = {
    PromotionStatus.RUNNING: "started",
    PromotionStatus.ENDED: "ended",
    PromotionStatus.REFUSED: "refused",
}


async def settle_product(
    session: Session,
    product: Product,
    shop: Shop,
    own: Sequence[Promotion],
    around: Surroundings,
    *,
    by: UUID | None = None,
) -> None:
    """Begin and end what is due of a locked product; one event, and none if nothing changes."""
    now = around.clock.now()
    since = now - timedelta(days=REFERENCE_DAYS)
    history = await prices.recent(session, list(product.variant_ids()), since)
    if has_fixed_prices(product, around.region):
        own = await _refuse_due(session, own, now)
    settled, changed = settle(product, own, history, now)
    for promotion in changed:
        await promotions.save(session, [promotion], _DONE[promotion.status], now, by)
    if settled != product:
        await keep_product(session, settled.changed(now), shop, around, {})


async def _refuse_due(session: Session, own: Sequence[Promotion], now: datetime) -> list[Promotion]:
    """What was planned before the product came into a category of fixed prices never begins."""
    refused = {
        promotion.id: promotion.refuse(FixedPriceError.message)
        for promotion in own
        if promotion.status is PromotionStatus.PLANNED and promotion.starts_at <= now
    }
    await promotions.save(session, list(refused.values()), "refused", now, None)
    return [refused.get(promotion.id, promotion) for promotion in own]


async def settle_due(around: Surroundings) -> int:
    """Whatever the time has come for, product by product; returns how many were settled.

    Any number of workers may do this at once: each product is looked at again under its lock.
    """
    due = await promotions.due(around.db, around.clock.now(), BATCH)

    async def settle_one(product_id: UUID) -> None:
        async with around.db.session() as session:
            product = await product_store.get(session, product_id, lock=True)
            shop = await shops.get_by_id(session, product.shop_id)
            own = await promotions.of_product(session, product_id)
            await settle_product(session, product, shop, own, around)

    return await one_by_one("promotion", due, settle_one)
