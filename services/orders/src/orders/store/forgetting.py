"""Letting go of people: their carts at once, their names when the law lets go of the order.

An order that has neither an account nor a guest's key belonged to an erased account. Sums and
lines stay: they are vouchers (§ 147 AO, § 14b UStG).
"""

from uuid import UUID

from marketkit.db import Transaction

from orders.store import quotes
from orders.store.open_claims import HAS_OPEN_CLAIM

_CARTS = "DELETE FROM cart WHERE account_id = $1"
_STAFF = "DELETE FROM staff_copy WHERE account_id = $1"
_DETACH = 'UPDATE "order" SET account_id = NULL WHERE account_id = $1'
_ERASE = f"""
    WITH ended AS (
        UPDATE "order" SET contact_name = '', contact_email = NULL, contact_phone = NULL, note = '',
            buyer = NULL, wishes = (wishes::jsonb - 'on_behalf')::json
        WHERE id IN (
            SELECT o.id FROM "order" o
            WHERE o.account_id IS NULL AND o.guest_token_hash IS NULL AND o.contact_name <> ''
                AND o.status IN ('completed', 'cancelled') AND NOT {HAS_OPEN_CLAIM}
            LIMIT $1 FOR UPDATE SKIP LOCKED
        )
        RETURNING id
    ), doors AS (
        UPDATE shop_order SET fulfilment = (fulfilment::jsonb - 'address')::json FROM ended
        WHERE shop_order.order_id = ended.id AND fulfilment ->> 'address' IS NOT NULL
    ), letters AS (
        DELETE FROM mail USING ended WHERE mail.order_id = ended.id
    )
    SELECT count(*) FROM ended
"""  # noqa: S608 -- our own words


async def let_go(tx: Transaction, account_id: UUID) -> None:
    """Nothing here leads back to the account any more."""
    for statement in (_CARTS, _STAFF, _DETACH):
        await tx.execute(statement, account_id)
    await quotes.forget(tx, account_id)


async def erase_ended(tx: Transaction, limit: int) -> int:
    """Forget name, address and words of ended orders without an owner; answers how many.

    Whose money is still on its way back, or who has a claim that is not settled, must be found.
    """
    return int(await tx.fetchval(_ERASE, limit))
