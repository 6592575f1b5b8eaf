"""What the market has given buyers out of its own pocket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_KNOWN = "SELECT id, shop_order_id, amount, reason FROM goodwill WHERE key = $1"
_GIVEN = "SELECT coalesce(sum(amount), 0) FROM goodwill WHERE shop_order_id = $1"
_ADD = """
    INSERT INTO goodwill (id, shop_order_id, amount, reason, key, account_id, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO NOTHING
"""
# For the operator who writes a number down from a telephone call.
_LOOK_UP = """
    SELECT s.id, s.number, s.shop ->> 'name' AS shop, s.status, s.total, o.payment_method,
        s.opened_at IS NOT NULL AS opened,
        EXISTS (
            SELECT FROM payment p WHERE p.order_id = o.id AND p.method = 'online'
                AND p.status IN ('paid', 'partly_refunded', 'refunded')
        ) AS money_came,
        s.total - coalesce((
            SELECT sum(d.goods + d.deposit + d.fee) FROM reduction d WHERE d.shop_order_id = s.id
        ), 0) AS due,
        coalesce((
            SELECT sum(r.amount) FROM refund r
            WHERE r.shop_order_id = s.id AND r.status <> 'failed'
        ), 0) AS flowed_back,
        coalesce((SELECT sum(g.amount) FROM goodwill g WHERE g.shop_order_id = s.id), 0) AS given
    FROM "order" o JOIN shop_order s ON s.order_id = o.id
    WHERE o.number IN ($1, regexp_replace($1, '-[0-9]+$', '')) AND (o.number = $1 OR s.number = $1)
    ORDER BY s.number
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Goodwill:
    id: UUID
    shop_order_id: UUID
    amount: int
    reason: str
    key: str
    account_id: UUID
    at: datetime


async def known(tx: Transaction, key: str) -> Any:
    """What was given under this key; only under the order's lock it stays as it is."""
    return await tx.fetchrow(_KNOWN, key)


async def given(tx: Transaction, shop_order_id: UUID) -> int:
    return int(await tx.fetchval(_GIVEN, shop_order_id))


async def look_up(on: Reader, number: str) -> Sequence[Any]:
    """The shops' parts of an order, or the one part, by its number."""
    return await on.fetch(_LOOK_UP, number.strip().upper())


async def add(tx: Transaction, new: Goodwill) -> bool:
    """False when the key has been used meanwhile, for another order."""
    done = await tx.execute(
        _ADD, new.id, new.shop_order_id, new.amount, new.reason, new.key, new.account_id, new.at
    )
    return done == "INSERT 0 1"
