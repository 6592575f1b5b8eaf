"""A shop's products, as stored answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from marketkit.db import Database

from catalog.domain.errors import NoSuchShopError
from catalog.domain.product import ProductStatus
from catalog.domain.rights import Actor, acting_as
from catalog.domain.shop import ShopStatus
from catalog.queries.pages import Page, containing, decode, encode, moment_in
from catalog.store import shops
from catalog.store.product_documents import with_shop

_FIELDS = "document.body, lower(product.title) AS title, product.updated_at, product.id"
_FROM = """
    FROM product JOIN product_document document ON document.product_id = product.id
    WHERE product.shop_id = $1
      AND ($2::text IS NULL OR product.status = $2)
      AND ($3::text IS NULL OR lower(product.title) LIKE lower($3))
"""
_BY_TITLE = f"""
    SELECT {_FIELDS} {_FROM}
      AND ($4::text IS NULL OR (lower(product.title), product.id) > ($4, $5::uuid))
    ORDER BY lower(product.title), product.id LIMIT $6
"""
_BY_CHANGE = f"""
    SELECT {_FIELDS} {_FROM}
      AND ($4::timestamptz IS NULL OR (product.updated_at, product.id) < ($4, $5::uuid))
    ORDER BY product.updated_at DESC, product.id DESC LIMIT $6
"""
_SHOP = "SELECT shop_id, status, card FROM shop_document WHERE slug = $1"


@dataclass(frozen=True, slots=True)
class ProductFilter:
    status: ProductStatus | None
    q: str | None
    sort: Literal["title", "updated"]
    limit: int
    cursor: str | None


async def list_products(
    db: Database, slug: str, wanted: ProductFilter, actor: Actor, at: datetime
) -> Page[bytes]:
    """The public sees what is on sale, the shop's people everything."""
    shop = await db.pool.fetchrow(_SHOP, slug)
    if shop is None:
        raise NoSuchShopError
    is_insider = await _is_insider(db, slug, actor, at)
    if shop["status"] == ShopStatus.DRAFT and not is_insider:
        raise NoSuchShopError
    status = wanted.status if is_insider else ProductStatus.PUBLISHED
    if wanted.status not in {None, status}:
        return Page((), None)
    value, row_id = _after(wanted)
    query = _BY_TITLE if wanted.sort == "title" else _BY_CHANGE
    pattern = containing(wanted.q)
    rows = await db.pool.fetch(
        query, shop["shop_id"], status, pattern, value, row_id, wanted.limit + 1
    )
    shown = rows[: wanted.limit]
    following = None
    if len(rows) > wanted.limit:
        last = shown[-1]
        by_title = wanted.sort == "title"
        following = encode(
            last["title"] if by_title else last["updated_at"].isoformat(), last["id"]
        )
    return Page([with_shop(row["body"], shop["card"]) for row in shown], following)


async def _is_insider(db: Database, slug: str, actor: Actor, at: datetime) -> bool:
    if actor.id is None:
        return False
    async with db.session() as session:
        return acting_as(actor, await shops.get(session, slug), at) is not None


def _after(wanted: ProductFilter) -> tuple[str | datetime | None, UUID | None]:
    at = decode(wanted.cursor)
    if at is None:
        return None, None
    if wanted.sort == "title":
        return at
    return moment_in(at[0]), at[1]
