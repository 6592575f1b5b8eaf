"""What is on sale in shops that are open to everyone: for site maps and feeds, not for shopping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from marketkit.db import Database

_FIRST: Final = UUID(int=0)
_ON_SALE: Final = """
    FROM product JOIN shop ON shop.id = product.shop_id
    WHERE product.status = 'published' AND shop.status = 'live'
"""
# Ids never change and grow with time, so a walk along them is one scan of the primary key.
_PAGE: Final = f"""
    SELECT product.id, product.slug, product.updated_at {_ON_SALE}
      AND product.id > $1 ORDER BY product.id LIMIT $2
"""
_MARKS: Final = """
    SELECT id FROM (
        SELECT product.id, row_number() OVER (ORDER BY product.id) AS number,
               count(*) OVER () AS total
        FROM product JOIN shop ON shop.id = product.shop_id
        WHERE product.status = 'published' AND shop.status = 'live'
    ) AS numbered WHERE number % $1 = 0 AND number < total ORDER BY id
"""
_NEWS: Final = f"""
    SELECT product.id, product.slug, product.title, left(product.description, 500) AS summary,
           product.published_at, product.updated_at, shop.name AS shop, shop.place
    {_ON_SALE} AND product.id = ANY($1::uuid[])
    ORDER BY product.published_at DESC, product.id
"""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    items: Sequence[Mapping[str, Any]]
    next: UUID | None
    """The id after which the following page begins."""


async def list_published(db: Database, after: UUID | None, limit: int) -> PublishedPage:
    rows = await db.pool.fetch(_PAGE, after or _FIRST, limit + 1)
    shown = [dict(row) for row in rows[:limit]]
    return PublishedPage(shown, shown[-1]["id"] if len(rows) > limit else None)


async def marks_of_pages(db: Database, every: int) -> Sequence[UUID]:
    """The ids after which the second and every later page of that many products begin."""
    return [row["id"] for row in await db.pool.fetch(_MARKS, every)]


async def news_of(db: Database, ids: Sequence[UUID]) -> Sequence[Mapping[str, Any]]:
    """Those of the products that are on sale, newest first, as a feed tells them."""
    return [dict(row) for row in await db.pool.fetch(_NEWS, list(ids))]
