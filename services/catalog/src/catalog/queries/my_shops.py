"""The shops somebody works for, or brought in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Database

from catalog.domain.rights import Actor, acting_as
from catalog.domain.shop import Shop
from catalog.queries.freshness import freshness_of
from catalog.queries.pages import Page, decode, encode
from catalog.queries.shop_page import has_mandate, missing_of
from catalog.store import shops

_LIST = """
    SELECT shop.id, lower(shop.name) AS sort_name, staff.role,
           (SELECT count(*) FROM product
            WHERE product.shop_id = shop.id AND product.status = 'published') AS published,
           (SELECT count(*) FROM product
            WHERE product.shop_id = shop.id AND product.status = 'draft') AS drafts
    FROM shop LEFT JOIN staff ON staff.shop_id = shop.id AND staff.account_id = $1
    WHERE (staff.account_id IS NOT NULL OR $3 OR ($2 AND (
            (shop.advisor_id = $1 AND (shop.status <> 'draft' OR (
                shop.stage = 'preparing' AND NOT EXISTS (
                    SELECT FROM mandate WHERE mandate.shop_id = shop.id
                        AND mandate.advisor_id = $1 AND mandate.state = 'withdrawn'))))
            OR shop.id IN (
                SELECT mandate.shop_id FROM mandate
                WHERE mandate.advisor_id = $1 AND mandate.state = 'granted'
                    AND mandate.until > $7))))
      AND ($4::text IS NULL OR (lower(shop.name), shop.id) > ($4, $5::uuid))
    ORDER BY lower(shop.name), shop.id LIMIT $6
"""


async def my_shops(
    db: Database, actor: Actor, limit: int, cursor: str | None, at: datetime
) -> Page[Mapping[str, Any]]:
    """Operators see all. An advisor keeps seeing the shops brought in; once the mandate has
    ended, only those that are public, and no more of them than the public sees.
    """
    value, row_id = decode(cursor) or (None, None)
    is_advisor, is_operator = "advisor" in actor.roles, "operator" in actor.roles
    rows = await db.pool.fetch(
        _LIST, actor.id, is_advisor, is_operator, value, row_id, limit + 1, at
    )
    shown = rows[:limit]
    following = encode(shown[-1]["sort_name"], shown[-1]["id"]) if len(rows) > limit else None
    return Page(await _items(db, shown, actor, at), following)


async def _items(
    db: Database, rows: list[Mapping[str, Any]], actor: Actor, at: datetime
) -> list[Mapping[str, Any]]:
    ids: list[UUID] = [row["id"] for row in rows]
    async with db.session() as session:
        found = {shop.id: shop for shop in await shops.list_by_id(session, ids)}
    fresh = await freshness_of(db, ids, at)
    missing = await missing_of(db, list(found.values()), at)
    return [
        {
            **_item(row, found[row["id"]], actor, at, missing[row["id"]]),
            "freshness": fresh[row["id"]],
        }
        for row in rows
    ]


def _item(
    row: Mapping[str, Any],
    shop: Shop,
    actor: Actor,
    at: datetime,
    missing: Sequence[Mapping[str, str]],
) -> Mapping[str, Any]:
    inside = row["role"] is not None or acting_as(actor, shop, at) is not None
    return {
        **{name: getattr(shop, name) for name in _SHOWN},
        "advisor_mandate": has_mandate(shop, at),
        "role": row["role"],
        "products_published": row["published"],
        "products_draft": row["drafts"] if inside else None,
        "missing": missing if inside else [],
    }


_SHOWN = (
    "id", "slug", "name", "kind", "tagline", "place", "postal_code", "picture", "image_url",
    "status", "stage", "advisor_name", "created_at", "updated_at",
)  # fmt: skip
