"""Events about the small market, as catalogue and orders would tell them."""

from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.contracts import (
    ProductChanged,
    ProductWithdrawn,
    ShopChanged,
    StockChanged,
    StockLevel,
)
from marketkit.contracts.catalog import VariantState
from marketkit.contracts.envelope import Event
from marketkit.db import Database, Transaction
from marketkit.messaging import Message
from search.consumers import CATALOG_HANDLERS, STOCK_HANDLERS
from search.domain.document import ShopSnapshot

from tests.search.shelf import BAKERY, DAY_ONE, an_id


def shop_changed(shop: ShopSnapshot = BAKERY, version: int = 1, **changes: Any) -> ShopChanged:
    facts: dict[str, Any] = {
        "shop_id": shop.id,
        "slug": shop.slug,
        "name": shop.name,
        "status": "live",
        "postal_code": shop.postal_code,
        "place": shop.place,
        "lat": shop.position.lat,
        "lon": shop.position.lon,
    }
    return ShopChanged(version=version, **(facts | changes))


def product_changed(
    title: str, version: int = 1, *, shop: ShopSnapshot = BAKERY, cents: int = 420, **changes: Any
) -> ProductChanged:
    facts: dict[str, Any] = {
        "product_id": an_id(title),
        "shop_id": shop.id,
        "shop_slug": shop.slug,
        "title": title,
        "slug": "a-product",
        "category": "brot",
        "category_path": ("lebensmittel", "backwaren", "brot"),
        "profile": "food_loose",
        "published_at": DAY_ONE,
        "variants": (
            VariantState(variant_id=variant_of(title), sku="1", price=cents, vat_class="x"),
        ),
    }
    return ProductChanged(version=version, **(facts | changes))


def withdrawn(title: str, version: int, shop: ShopSnapshot = BAKERY) -> ProductWithdrawn:
    return ProductWithdrawn(version=version, product_id=an_id(title), shop_id=shop.id)


def stock_changed(title: str, available: int | None, version: int = 1) -> StockChanged:
    level = StockLevel(
        version=version,
        variant_id=variant_of(title),
        product_id=an_id(title),
        shop_id=BAKERY.id,
        available=available,
        on_order=available is None,
    )
    return StockChanged(change_id=new_id(), levels=(level,))


def variant_of(title: str) -> UUID:
    return an_id(f"{title} variant")


async def tell(database: Database, *events: Event) -> None:
    """Each event in a transaction of its own, as the consumers do it."""
    for event in events:
        async with database.transaction() as tx:
            await note(tx, event)


async def note(tx: Transaction, event: Event) -> None:
    if together := STOCK_HANDLERS.get(type(event)):
        await together.apply(tx, [event])
    else:
        await CATALOG_HANDLERS[type(event)](tx, event)


def as_message(event: Event) -> Message:
    return Message(
        id=new_id(),
        type=event.type,
        source="/test",
        subject=str(event.subject),
        version=event.version,
        time=DAY_ONE,
        body=event.model_dump_json().encode(),
    )
