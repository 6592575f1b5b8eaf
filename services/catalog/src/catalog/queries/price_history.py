"""What a product's variants cost when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Database

from catalog.domain.price_history import PricePeriod, lowest_recent
from catalog.domain.rights import Actor, acting_as
from catalog.queries.product_page import check_may_see, read_product
from catalog.store import prices, products, shops
from catalog.store.answers import moment, money


async def price_history(
    db: Database, product_id: UUID, actor: Actor, now: datetime
) -> list[dict[str, Any]]:
    """By variant, newest first; the public sees the prices at which it could buy."""
    page = await read_product(db, product_id)
    await check_may_see(db, page, actor, now)
    async with db.session() as session:
        product = await products.get(session, product_id)
        shop = await shops.get_by_id(session, product.shop_id)
        periods = await prices.history(session, [variant.id for variant in product.variants])
    is_insider = acting_as(actor, shop, now) is not None
    answer: list[dict[str, Any]] = []
    for variant in product.variants:
        lowest = lowest_recent(periods[variant.id], now)
        answer.append(
            {
                "variant_id": variant.id,
                "label": variant.label,
                "lowest_30_days": money(lowest) if lowest is not None else None,
                "periods": [_shown(p) for p in periods[variant.id] if p.offered or is_insider],
            }
        )
    return answer


def _shown(period: PricePeriod) -> dict[str, Any]:
    return {
        "price": money(period.price),
        "offered": period.offered,
        "valid_from": moment(period.valid_from),
        "valid_to": moment(period.valid_to),
    }
