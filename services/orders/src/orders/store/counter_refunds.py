"""What shops have paid back from their own tills, as they said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

_ADD = """
    INSERT INTO counter_refund
        (id, shop_order_id, withdrawal_id, amount, reason, receipt_no, key, account_id, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (key) DO NOTHING
"""
_KNOWN = """
    SELECT shop_order_id, amount, reason, receipt_no FROM counter_refund WHERE key = $1
"""
_PAID = "SELECT coalesce(sum(amount), 0) FROM counter_refund WHERE shop_order_id = $1"
# Of what was paid online: whatever flows back flows back the same way.
_BACK = """
    SELECT coalesce(sum(amount), 0) FROM refund
    WHERE shop_order_id = $1 AND status <> 'failed'
"""


@dataclass(frozen=True, slots=True)
class CounterRefund:
    """`receipt_no` is the number of the till's own receipt, if the shop names it."""

    id: UUID
    shop_order_id: UUID
    amount: int
    reason: str
    key: str
    account_id: UUID
    at: datetime
    receipt_no: str | None = None
    withdrawal_id: UUID | None = None


async def add(tx: Transaction, new: CounterRefund) -> bool:
    """False when the key has been used meanwhile, for another order."""
    done = await tx.execute(
        _ADD, new.id, new.shop_order_id, new.withdrawal_id, new.amount, new.reason,
        new.receipt_no, new.key, new.account_id, new.at,
    )  # fmt: skip
    return done == "INSERT 0 1"


async def known(tx: Transaction, key: str) -> Any:
    return await tx.fetchrow(_KNOWN, key)


async def paid(tx: Transaction, shop_order_id: UUID) -> int:
    return int(await tx.fetchval(_PAID, shop_order_id))


async def flowed_back(tx: Transaction, shop_order_id: UUID) -> int:
    return int(await tx.fetchval(_BACK, shop_order_id))
