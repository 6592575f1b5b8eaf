"""What the market has given buyers out of its own pocket."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

_KNOWN = "SELECT id, shop_order_id, amount, reason FROM goodwill WHERE key = $1"
_GIVEN = "SELECT coalesce(sum(amount), 0) FROM goodwill WHERE shop_order_id = $1"
_ADD = """
    INSERT INTO goodwill (id, shop_order_id, amount, reason, key, account_id, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


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


async def add(tx: Transaction, new: Goodwill) -> None:
    await tx.execute(
        _ADD, new.id, new.shop_order_id, new.amount, new.reason, new.key, new.account_id, new.at
    )
