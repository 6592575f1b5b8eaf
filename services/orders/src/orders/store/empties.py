"""Empties that were taken back with an order: rows are only ever added."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.empties import Taken

_ADD = """
    INSERT INTO empties (id, shop_order_id, kind, quantity, total_quantity, each, credited,
        paid_out, account_id, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
_OF = """
    SELECT kind, sum(quantity)::integer AS quantity, min(each) AS each,
        sum(credited)::integer AS credited, sum(paid_out)::integer AS paid_out
    FROM empties WHERE shop_order_id = $1 GROUP BY kind ORDER BY kind
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


async def add(
    tx: Transaction, shop_order_id: UUID, taken: Taken, account_id: UUID, at: datetime
) -> None:
    """The caller holds the order's lock."""
    await tx.execute(
        _ADD,
        new_id(),
        shop_order_id,
        taken.deposit.key,
        taken.quantity,
        taken.total_quantity,
        taken.deposit.amount,
        taken.credited,
        taken.paid_out,
        account_id,
        at,
    )


async def of(on: Reader, shop_order_id: UUID) -> list[Mapping[str, Any]]:
    """What was taken in all, by kind."""
    return [dict(row) for row in await on.fetch(_OF, shop_order_id)]
