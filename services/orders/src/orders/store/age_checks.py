"""That an identity card was looked at before goods for grown-ups were handed over."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

_ASKED = """
    SELECT max((shown ->> 'age')::integer) FROM order_line WHERE shop_order_id = $1
"""
_CHECKED = """
    INSERT INTO age_check (shop_order_id, age, account_id, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING
"""


async def asked(tx: Transaction, shop_order_id: UUID) -> int | None:
    """From which age its goods are sold."""
    age: int | None = await tx.fetchval(_ASKED, shop_order_id)
    return age


async def checked(
    tx: Transaction, shop_order_id: UUID, age: int, account_id: UUID, at: datetime
) -> None:
    await tx.execute(_CHECKED, shop_order_id, age, account_id, at)
