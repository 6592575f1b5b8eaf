"""The end of every change: rows, stored answer, history and event, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from marketkit.db import Session

from catalog.domain.product import Product
from catalog.domain.shop import Shop, ShopStatus
from catalog.store import (
    prices,
    product_documents,
    product_entries,
    products,
    shop_documents,
    shops,
)
from catalog.use_cases import facts
from catalog.use_cases.checklist.in_step import keep_in_step
from catalog.use_cases.gate import load_gate
from catalog.use_cases.legal_texts import with_texts
from catalog.use_cases.ports import Surroundings

Counts = Mapping[UUID, int | None]
"""Pieces on hand by variant; None for made on order."""


async def keep_shop(
    session: Session, shop: Shop, around: Surroundings, *, people_changed: bool = False
) -> None:
    """Save a changed shop, its texts as they read now, and tell it."""
    shop = await with_texts(session, shop, around)
    await shops.save(session, shop)
    await keep_in_step(session, shop, around)
    await shop_documents.keep(session, [shop], around.today())
    session.record(facts.shop_changed(shop))
    if people_changed:
        session.record(facts.staff_changed(shop, around.clock.now()))


async def keep_product(
    session: Session, product: Product, shop: Shop, around: Surroundings, counts: Counts
) -> None:
    """Save a new or changed product and tell it, with what was counted on the way."""
    await keep_products(session, [product], shop, around, counts)


async def keep_products(
    session: Session, changed: Sequence[Product], shop: Shop, around: Surroundings, counts: Counts
) -> None:
    """The same for many of one shop, in as many statements as for one."""
    for product in changed:
        product.check_not_blocked()
    await products.save(session, *changed)
    await prices.keep(session, changed, around.clock.now(), public=shop.status is ShopStatus.LIVE)
    await product_documents.keep(session, changed, around.region)
    gate = await load_gate(session, shop, around)
    gaps = [product.id for product in changed if gate.missing(product)]
    await product_entries.keep(session, changed, gaps, around.region)
    for product in changed:
        if told := facts.product_told(product, shop.slug, around.region):
            session.record(told)
        for variant in product.variants:
            if variant.id in counts:
                session.record(facts.stock_counted(product, variant, counts[variant.id]))
