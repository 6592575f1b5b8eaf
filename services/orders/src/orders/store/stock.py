"""Stock counts and their ledger."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.contracts import StockChanged, StockLevel
from marketkit.db import Transaction

from orders.domain.stock import Movement, Stock


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


_LOCK = """
    SELECT variant_id, product_id, shop_id, on_hand, reserved, on_order, not_counted, version,
        counted_version
    FROM stock WHERE variant_id = $1 FOR UPDATE
"""
_CREATE = """
    INSERT INTO stock (variant_id, product_id, shop_id, on_hand, reserved, on_order, version)
    SELECT variant_id, $2, $3, 0, 0, false, 0 FROM unnest($1::uuid[]) AS v (variant_id)
    ON CONFLICT DO NOTHING
"""
_SAVE = """
    WITH moved AS (
        INSERT INTO stock_movement (variant_id, kind, delta, account_id)
        SELECT $1, $6, $7, $8 WHERE $7 <> 0
    )
    UPDATE stock SET on_hand = $2, on_order = $3, not_counted = $9, version = $4,
        counted_version = coalesce($5, counted_version)
    WHERE variant_id = $1
"""
_OF_SHOP = """
    SELECT variant_id, product_id, shop_id, on_hand, reserved, on_order, not_counted, version
    FROM stock WHERE shop_id = $1 AND ($2::uuid IS NULL OR variant_id > $2)
    ORDER BY variant_id LIMIT $3
"""

_PAGE = """
    SELECT variant_id, product_id, shop_id, on_hand, reserved, on_order, not_counted, version
    FROM stock WHERE variant_id > $1 AND version > 0 ORDER BY variant_id LIMIT $2
"""
_OF_VARIANTS = """
    SELECT variant_id, product_id, shop_id, on_hand, reserved, on_order, not_counted, version
    FROM stock WHERE shop_id = $1 AND variant_id = ANY($2::uuid[])
"""


async def create_missing(
    tx: Transaction, variant_ids: Sequence[UUID], product_id: UUID, shop_id: UUID
) -> None:
    """A shelf for each variant that has none yet: empty until somebody counts."""
    await tx.execute(_CREATE, sorted(variant_ids), product_id, shop_id)


async def lock(tx: Transaction, variant_id: UUID) -> tuple[Stock, int] | None:
    """The stock, and the version of the catalogue's last count."""
    row = await tx.fetchrow(_LOCK, variant_id)
    return (stock_from(row), row["counted_version"]) if row else None


async def save(
    tx: Transaction,
    before: Stock,
    after: Stock,
    kind: Movement,
    *,
    account_id: UUID | None = None,
    counted_version: int | None = None,
) -> None:
    """Write count and movement together; tell everybody when what can be bought has changed."""
    await tx.execute(
        _SAVE,
        after.variant_id,
        after.on_hand,
        after.on_order,
        after.version,
        counted_version,
        kind,
        after.on_hand - before.on_hand,
        account_id,
        after.not_counted,
    )
    if after.version != before.version:
        tx.record(changed(after))


async def of_shop(on: Connection, shop_id: UUID, after: UUID | None, limit: int) -> list[Stock]:
    return [stock_from(row) for row in await on.fetch(_OF_SHOP, shop_id, after, limit)]


async def page(on: Connection, after: UUID, limit: int) -> list[Stock]:
    """Everything of which something was ever said, in the order of ids."""
    return [stock_from(row) for row in await on.fetch(_PAGE, after, limit)]


async def of_variants(on: Connection, shop_id: UUID, variant_ids: Sequence[UUID]) -> list[Stock]:
    """Of these variants, if they are the shop's."""
    return [stock_from(row) for row in await on.fetch(_OF_VARIANTS, shop_id, list(variant_ids))]


def changed(*stocks: Stock) -> StockChanged:
    """What one transaction did to these, as one event."""
    return StockChanged(
        change_id=new_id(),
        levels=tuple(
            StockLevel(
                version=stock.version,
                variant_id=stock.variant_id,
                product_id=stock.product_id,
                shop_id=stock.shop_id,
                available=stock.available,
                on_order=stock.on_order,
            )
            for stock in stocks
        ),
    )


def stock_from(row: Any) -> Stock:
    return Stock(
        variant_id=row["variant_id"],
        product_id=row["product_id"],
        shop_id=row["shop_id"],
        on_hand=row["on_hand"],
        reserved=row["reserved"],
        on_order=row["on_order"],
        version=row["version"],
        not_counted=row["not_counted"],
    )
