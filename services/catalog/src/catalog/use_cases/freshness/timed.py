"""What time does to offers that nobody confirms: a mail after a week, off sale after two."""

from datetime import datetime
from functools import partial
from uuid import UUID

from marketkit.background import one_by_one
from marketkit.clock import HERE

from catalog.domain.freshness import PAUSED_AFTER, STALE_AFTER, UNCONFIRMED
from catalog.domain.product import Product
from catalog.store import freshness, mails, products, shops
from catalog.use_cases.freshness.link import MOST, renewal_link
from catalog.use_cases.keep import keep_products
from catalog.use_cases.ports import Surroundings

SHOPS_AT_ONCE = 20


async def remind(around: Surroundings) -> int:
    """Write to shops with stale offers, once a week however many workers there are."""
    now = around.clock.now()
    week = _week(now)
    async with around.db.session() as session:
        waiting = await freshness.shops_to_remind(session, now - STALE_AFTER, week, SHOPS_AT_ONCE)
        for shop in waiting:
            await mails.queue(
                session,
                kind="freshness_renewal",
                to=shop.email,
                dedupe_key=freshness.reminder_key(shop.id, week),
                facts={
                    "shop": shop.name,
                    "count": shop.count,
                    "link": renewal_link(shop.id, around, now),
                },
                shop_id=shop.id,
            )
    return len(waiting)


async def pause_unconfirmed(around: Surroundings) -> int:
    """Take off sale what nobody has confirmed for two weeks; returns how many shops that met."""
    before = around.clock.now() - PAUSED_AFTER
    waiting = await freshness.shops_to_pause(around.db, before, SHOPS_AT_ONCE)
    return await one_by_one("unconfirmed shop", waiting, partial(_pause, around, before))


async def _pause(around: Surroundings, before: datetime, shop_id: UUID) -> None:
    now = around.clock.now()
    async with around.db.session() as session:
        shop = await shops.get_by_id(session, shop_id)
        ids = await freshness.unconfirmed(session, shop_id, before, MOST)
        found = await products.get_many(session, ids, lock=True)
        paused = [
            product.pause_for(UNCONFIRMED, now)
            for product in found.values()
            if _is_due(product, before)
        ]
        if not paused:
            return
        await keep_products(session, paused, shop, around, {})
        await mails.queue(
            session,
            kind="freshness_paused",
            to=shop.email,
            dedupe_key=f"freshness_paused:{shop_id}:{now.astimezone(HERE).date()}",
            facts={
                "shop": shop.name,
                "count": len(paused),
                "link": renewal_link(shop_id, around, now),
            },
            shop_id=shop_id,
        )


def _is_due(product: Product, before: datetime) -> bool:
    """Asked again under the lock: another worker, or the shop, may have been faster."""
    return (
        product.is_published and product.confirmed_at is not None
        and product.confirmed_at <= before
    )  # fmt: skip


def _week(now: datetime) -> str:
    year, week, _ = now.astimezone(HERE).isocalendar()
    return f"{year}-W{week:02d}"
