"""What shop orders cost less than agreed: added, never changed."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.reducing import OrderedLine
from orders.domain.reduction import Reduction, ReductionKind

_ADD = """
    INSERT INTO reduction (id, shop_order_id, position, kind, quantity, goods, deposit, fee,
        details, reason, key, account_id, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (key) DO NOTHING
"""
_OF = """
    SELECT id, shop_order_id, kind, key, at, position, quantity, goods, deposit, fee, reason,
        details, account_id
    FROM reduction WHERE shop_order_id = $1 ORDER BY at, id
"""
_LINES = """
    SELECT position, quantity, price, deposit, coalesce(shown ->> 'title', '') AS title,
        variant_id, coalesce((shown ->> 'age')::integer, 0) AS age
    FROM order_line WHERE shop_order_id = $1 ORDER BY position
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


async def add(tx: Transaction, reduction: Reduction) -> bool:
    """True for the one call that wrote it: the same key again changes nothing."""
    done = await tx.execute(
        _ADD,
        reduction.id,
        reduction.shop_order_id,
        reduction.position,
        reduction.kind,
        reduction.quantity,
        reduction.goods,
        reduction.deposit,
        reduction.fee,
        reduction.details,
        reduction.reason,
        reduction.key,
        reduction.account_id,
        reduction.at,
    )
    return done == "INSERT 0 1"


async def of(on: Reader, shop_order_id: UUID) -> list[Reduction]:
    rows = await on.fetch(_OF, shop_order_id)
    return [Reduction(**{**row, "kind": ReductionKind(row["kind"])}) for row in rows]


async def lines(on: Reader, shop_order_id: UUID) -> dict[int, OrderedLine]:
    """What was agreed, by position."""
    return {row["position"]: OrderedLine(**row) for row in await on.fetch(_LINES, shop_order_id)}
