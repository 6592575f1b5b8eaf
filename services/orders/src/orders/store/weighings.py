"""What the scales showed: each saying is kept, the latest counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.weighing import Weights

_ADD = """
    INSERT INTO weighing (shop_order_id, position, number, grams, account_id, at)
    SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5
    FROM weighing WHERE shop_order_id = $1 AND position = $2
"""
_LATEST = """
    SELECT DISTINCT ON (position) position, grams FROM weighing
    WHERE shop_order_id = $1 ORDER BY position, number DESC
"""
_SHOWN = "SELECT position, shown FROM order_line WHERE shop_order_id = $1"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


async def add(
    tx: Transaction, shop_order_id: UUID, said: Weights, account_id: UUID, at: datetime
) -> None:
    """The caller holds the order's lock, so numbers have no gap and no twin."""
    await tx.execute(_ADD, shop_order_id, said.position, list(said.grams), account_id, at)


async def latest(on: Reader, shop_order_id: UUID) -> dict[int, tuple[int, ...]]:
    """By position."""
    return {row["position"]: tuple(row["grams"]) for row in await on.fetch(_LATEST, shop_order_id)}


async def shown(on: Reader, shop_order_id: UUID) -> dict[int, Mapping[str, Any]]:
    """How each line was agreed on, by position."""
    return {row["position"]: row["shown"] for row in await on.fetch(_SHOWN, shop_order_id)}
