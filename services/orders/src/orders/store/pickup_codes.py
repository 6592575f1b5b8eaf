"""Pickup codes and the guard against guessing them; times are the database's."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from marketkit.db import Transaction


@dataclass(frozen=True, slots=True)
class Expected:
    code: str
    recently_wrong: int


_EXPECTED = """
    SELECT pickup_code AS code,
        CASE WHEN last_wrong_code_at > now() - $2::interval THEN wrong_codes ELSE 0 END
            AS recently_wrong
    FROM shop_order WHERE id = $1
"""
_COUNT = """
    UPDATE shop_order SET last_wrong_code_at = now(),
        wrong_codes =
            CASE WHEN last_wrong_code_at > now() - $2::interval THEN wrong_codes ELSE 0 END + 1
    WHERE id = $1
"""
_PRODUCTS = "SELECT DISTINCT product_id FROM order_line WHERE shop_order_id = $1 ORDER BY 1"


async def expected(tx: Transaction, shop_order_id: UUID, pause: timedelta) -> Expected:
    row = await tx.fetchrow(_EXPECTED, shop_order_id, pause)
    assert row
    return Expected(**row)


async def count_wrong(tx: Transaction, shop_order_id: UUID, pause: timedelta) -> None:
    await tx.execute(_COUNT, shop_order_id, pause)


async def products(tx: Transaction, shop_order_id: UUID) -> tuple[UUID, ...]:
    """What was in it, for whoever counts popularity."""
    return tuple(row["product_id"] for row in await tx.fetch(_PRODUCTS, shop_order_id))
