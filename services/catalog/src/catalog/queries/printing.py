"""What is printed for a shop, read for those who may change what stands on it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from catalog.domain.product import Product
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shelf_card import MOST_CARDS
from catalog.domain.shop import Shop
from catalog.store import products, shops
from catalog.use_cases.ports import Surroundings

_ON_SALE: Final = """
    SELECT product_id FROM product_entry
    WHERE shop_id = $1 AND status = 'published' AND ($2::uuid[] IS NULL OR product_id = ANY($2))
    ORDER BY title, product_id LIMIT $3
"""
_DRAWN_SHOP: Final = "haus"


async def shop_to_print(slug: str, actor: Actor, action: Action, around: Surroundings) -> Shop:
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
    check_may_edit(actor, shop, action, around.clock.now())
    return shop


async def goods_to_print(
    shop: Shop, wanted: Sequence[UUID] | None, around: Surroundings
) -> list[Product]:
    """On sale now, by title; all of them unless some are named. One more than may be printed."""
    ids = list(wanted) if wanted else None
    rows = await around.db.pool.fetch(_ON_SALE, shop.id, ids, MOST_CARDS + 1)
    async with around.db.session() as session:
        found = await products.get_many(session, [row["product_id"] for row in rows])
    return [found[row["product_id"]] for row in rows if row["product_id"] in found]


async def picture_of(shop: Shop, around: Surroundings) -> tuple[bytes | None, bool]:
    """The shop's photo, else its drawing; and whether it is a photo."""
    if shop.photo is not None and shop.image_url:
        photo = await around.files.read(f"{shop.photo.name}-1280.webp")
        if photo is not None:
            return photo, True
    drawing = await around.drawings.read(shop.picture or _DRAWN_SHOP)
    return drawing or await around.drawings.read(_DRAWN_SHOP), False
