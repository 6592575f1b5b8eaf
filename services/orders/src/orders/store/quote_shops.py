"""What a quote needs to know of shops and goods, from the copies of the catalogue."""

from typing import Any, Protocol
from uuid import UUID

from orders.domain.cart import Shop
from orders.store.carts import shop_from

_COLUMNS = "SELECT *, picture AS shop_picture FROM shop_copy"
_BY_SLUG = f"{_COLUMNS} WHERE slug = $1 ORDER BY version DESC LIMIT 1"
_BY_ID = f"{_COLUMNS} WHERE shop_id = $1"
_TITLE = """
    SELECT title, facts FROM offer
    WHERE product_id = $1 AND shop_id = $2 AND NOT withdrawn LIMIT 1
"""


class Reader(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


async def by_slug(on: Reader, slug: str) -> Shop | None:
    row = await on.fetchrow(_BY_SLUG, slug)
    return shop_from(row) if row else None


async def by_id(on: Reader, shop_id: UUID) -> Shop | None:
    row = await on.fetchrow(_BY_ID, shop_id)
    return shop_from(row) if row else None


async def title_of(on: Reader, product_id: UUID, shop_id: UUID) -> str | None:
    """None: the shop does not offer it."""
    row = await on.fetchrow(_TITLE, product_id, shop_id)
    return row["title"] if row else None


async def withdrawal_class_of(on: Reader, product_id: UUID | None, shop_id: UUID) -> str | None:
    """How it stands with the right of withdrawal, as the product says."""
    row = await on.fetchrow(_TITLE, product_id, shop_id)
    return row["facts"].get("withdrawal_class") if row else None
