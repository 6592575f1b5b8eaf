"""Promotions and the history of what was done with them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Database, Session

from catalog.domain.promotion import NoSuchPromotionError, Promotion
from catalog.store.rows_prices import PromotionChangeRow, PromotionRow
from catalog.store.wide import connection_of, made, put

MOST_OF_PRODUCT = 200
"""More than four years of weekly promotions."""
# Open ones first: whatever lies ahead or was called off, what runs must still come to its end.
_OF_PRODUCT = """
    SELECT * FROM promotion WHERE product_id = $1
    ORDER BY status IN ('planned', 'running') DESC, starts_at DESC, id LIMIT $2
"""
_OF_SHOP = """
    SELECT promotion.*, product.title, variant.label FROM promotion
    JOIN product ON product.id = promotion.product_id
    JOIN variant ON variant.id = promotion.variant_id
    WHERE promotion.shop_id = $1 AND ($2::uuid IS NULL OR promotion.id < $2)
    ORDER BY promotion.id DESC LIMIT $3
"""
_CHANGES = """
    SELECT promotion_id, at, action, state FROM promotion_change
    WHERE promotion_id = ANY($1::uuid[]) ORDER BY id
"""
_PRODUCT_OF = "SELECT product_id FROM promotion WHERE id = $1"
# Each half has its own index, and few rows are ever due.
_DUE = """
    SELECT product_id FROM promotion WHERE status = 'planned' AND starts_at <= $1
    UNION
    SELECT product_id FROM promotion WHERE status = 'running' AND ends_at <= $1
    LIMIT $2
"""


async def of_product(session: Session, product_id: UUID) -> list[Promotion]:
    """Whoever changes them holds the product's lock."""
    on = await connection_of(session)
    return [_promotion(row) for row in await on.fetch(_OF_PRODUCT, product_id, MOST_OF_PRODUCT)]


async def product_of(session: Session, promotion_id: UUID) -> UUID:
    on = await connection_of(session)
    found: UUID | None = await on.fetchval(_PRODUCT_OF, promotion_id)
    if found is None:
        raise NoSuchPromotionError
    return found


async def save(
    session: Session, promotions: Sequence[Promotion], action: str, at: datetime, by: UUID | None
) -> None:
    """Write them, and in the history what was done; `by` nobody: the time had come."""
    on = await connection_of(session)
    await put(on, PromotionRow, [asdict(promotion) for promotion in promotions])
    changes = [_change(promotion, action, at, by) for promotion in promotions]
    await put(on, PromotionChangeRow, changes)


async def due(db: Database, now: datetime, limit: int) -> list[UUID]:
    """Products with something to begin or to end."""
    return [row["product_id"] for row in await db.pool.fetch(_DUE, now, limit)]


async def page_of_shop(
    db: Database, shop_id: UUID, before: UUID | None, limit: int
) -> list[tuple[Promotion, str, str]]:
    """Newest first, each with the title and label of what it is about."""
    rows = await db.pool.fetch(_OF_SHOP, shop_id, before, limit)
    return [(_promotion(row), row["title"], row["label"]) for row in rows]


async def changes(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """What was done with each, oldest first."""
    on = await connection_of(session)
    found: dict[UUID, list[dict[str, Any]]] = {id_: [] for id_ in ids}
    for row in await on.fetch(_CHANGES, list(ids)):
        found[row["promotion_id"]].append({"at": row["at"], "action": row["action"]})
    return found


def _change(promotion: Promotion, action: str, at: datetime, by: UUID | None) -> dict[str, Any]:
    state = {
        "price": promotion.price,
        "starts_at": promotion.starts_at.isoformat(),
        "ends_at": promotion.ends_at.isoformat(),
        "status": promotion.status,
        "reason": promotion.reason,
        "reference": promotion.reference,
        "percent": promotion.percent,
        "refusal": promotion.refusal,
    }
    return {
        "id": new_id(), "promotion_id": promotion.id, "at": at, "account_id": by,
        "action": action, "state": state,
    }  # fmt: skip


def _promotion(row: Any) -> Promotion:
    return made(Promotion, row)
