"""Keeps the copies of shops, people, products and counts current."""

from marketkit.contracts import (
    LegalTextPublished,
    ProductChanged,
    ProductWithdrawn,
    ShopChanged,
    StaffChanged,
    StockCounted,
)
from marketkit.db import Transaction

from orders.domain.legal_text import text_copy
from orders.domain.stock import Movement
from orders.store import copies, legal_texts, stock


async def take_shop(tx: Transaction, event: ShopChanged) -> None:
    await copies.take_shop(tx, event)


async def take_text(tx: Transaction, event: LegalTextPublished) -> None:
    """Contracts name their texts by what these say: words that say something else are refused."""
    await legal_texts.keep(tx, text_copy(event))


async def take_staff(tx: Transaction, event: StaffChanged) -> None:
    await copies.take_staff(tx, event)


async def take_product(tx: Transaction, event: ProductChanged) -> None:
    """Its variants are what is sold from now on; one that is missing is withdrawn."""
    newer = await copies.newer_product(
        tx, event.product_id, event.shop_id, event.version, withdrawn=False
    )
    if not newer:
        return
    variants = [variant.variant_id for variant in event.variants]
    await copies.withdraw_offers(tx, event.product_id, but=variants)
    await copies.put_offers(tx, event)
    await stock.create_missing(tx, variants, event.product_id, event.shop_id)


async def withdraw_product(tx: Transaction, event: ProductWithdrawn) -> None:
    newer = await copies.newer_product(
        tx, event.product_id, event.shop_id, event.version, withdrawn=True
    )
    if newer:
        await copies.withdraw_offers(tx, event.product_id)


async def take_count(tx: Transaction, event: StockCounted) -> None:
    """A count made while editing the product; what is promised to buyers stays promised."""
    await stock.create_missing(tx, [event.variant_id], event.product_id, event.shop_id)
    found = await stock.lock(tx, event.variant_id)
    assert found
    before, counted_version = found
    if event.version <= counted_version:
        return
    after = before.learn_count(event.on_hand, on_order=event.on_order)
    await stock.save(tx, before, after, Movement.COUNTED, counted_version=event.version)
