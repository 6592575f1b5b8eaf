"""Online payments as rows: the attempt, its session, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.payment import Money, Payment, PaymentStatus

_COLUMNS = """
    order_id, status, amount, idempotency_key AS key, attempts, created_at, session_id,
    payment_url AS url, session_expires_at, provider_id
"""
_FIND = f"SELECT {_COLUMNS} FROM payment WHERE order_id = $1 AND method = 'online'"  # noqa: S608 -- our own column list
_BY_SESSION = f"SELECT {_COLUMNS} FROM payment WHERE session_id = $1"  # noqa: S608 -- our own column list
_SAVE_ATTEMPT = """
    UPDATE payment SET status = $2, idempotency_key = $3, attempts = $4, session_id = NULL,
        payment_url = NULL, session_expires_at = $5, expires_at = $6
    WHERE order_id = $1
"""
_EXTEND_ORDER = 'UPDATE "order" SET pay_until = greatest(pay_until, $2) WHERE id = $1'
_EXTEND_HOLDS = """
    UPDATE hold SET expires_at = greatest(expires_at, $2)
    WHERE order_id = $1 AND state = 'held' AND expires_at IS NOT NULL
"""
_REMEMBER = """
    UPDATE payment SET session_id = $3, payment_url = $4
    WHERE order_id = $1 AND idempotency_key = $2 AND (session_id IS NULL OR session_id = $3)
    RETURNING order_id
"""
_ARRIVED = """
    UPDATE payment SET status = $2, session_id = $3, provider_id = $4, charge_id = $5, kind = $6,
        payment_url = NULL, paid_at = $7, captured = $8, authorised_until = $9
    WHERE order_id = $1
"""
_TAKEN = """
    UPDATE payment SET status = CASE WHEN $2 = 0 THEN 'released' ELSE 'paid' END,
        captured = $2, paid_at = CASE WHEN $2 = 0 THEN NULL ELSE $3::timestamptz END,
        charge_id = coalesce($4, charge_id)
    WHERE order_id = $1
"""
_BECOME = "UPDATE payment SET status = $2, payment_url = NULL WHERE order_id = $1"
_WAIT = 'UPDATE "order" SET pay_until = NULL WHERE id = $1'
_BY_PROVIDER = """
    SELECT order_id FROM payment WHERE charge_id = $1 OR provider_id = $2 LIMIT 1
"""
_WAITING = """
    SELECT order_id FROM payment WHERE status = 'processing' AND created_at < $1
    ORDER BY created_at LIMIT $2
"""
_CLOSE = """
    UPDATE payment SET payment_url = NULL
    WHERE session_id = $1 AND status IN ('pending', 'failed', 'expired')
"""
_EXPIRE = """
    UPDATE payment SET status = 'expired', payment_url = NULL
    WHERE order_id = $1 AND status IN ('pending', 'failed')
"""
_FAILED = """
    UPDATE payment SET status = 'failed' WHERE order_id = $1 AND status = 'pending'
"""
_REFUNDED = "UPDATE payment SET status = $2 WHERE order_id = $1"
_PARTS = """
    SELECT number, total, shop ->> 'name' AS name FROM shop_order
    WHERE order_id = $1 AND total > 0 ORDER BY number
"""
_BUYER = """
    SELECT o.account_id IS NULL AS is_guest, o.contact_email AS email, o.language,
        min(so.slot_start) AS first_slot, coalesce(bool_or(w.by_weight), false) AS buys_by_weight
    FROM "order" o JOIN shop_order so ON so.order_id = o.id
    LEFT JOIN LATERAL (
        SELECT bool_or(l.shown ->> 'weighed' IS NOT NULL) AS by_weight
        FROM order_line l WHERE l.shop_order_id = so.id
    ) w ON true
    WHERE o.id = $1 GROUP BY o.id
"""
_LEFT_OPEN = """
    SELECT p.order_id FROM payment p JOIN "order" o ON o.id = p.order_id
    WHERE o.status = 'cancelled' AND p.status IN ('pending', 'failed') AND p.kind IS NULL
    ORDER BY p.order_id LIMIT $1
"""


@dataclass(frozen=True, slots=True)
class Buyer:
    is_guest: bool
    email: str | None
    language: str
    first_slot: datetime
    buys_by_weight: bool
    """What it costs in the end is known when it has been weighed."""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


async def find(on: Reader, order_id: UUID) -> Payment | None:
    return _payment(await on.fetchrow(_FIND, order_id))


async def find_by_session(on: Reader, session_id: str) -> Payment | None:
    return _payment(await on.fetchrow(_BY_SESSION, session_id))


async def begin(tx: Transaction, payment: Payment) -> None:
    """Write the attempt, and hold the goods as long as its page will be open."""
    await tx.execute(
        _SAVE_ATTEMPT,
        payment.order_id,
        payment.status,
        payment.key,
        payment.attempts,
        payment.session_expires_at,
        payment.held_until,
    )
    await tx.execute(_EXTEND_ORDER, payment.order_id, payment.held_until)
    await tx.execute(_EXTEND_HOLDS, payment.order_id, payment.held_until)


async def remember(tx: Transaction, payment: Payment, session_id: str, url: str | None) -> bool:
    """Note the session of this attempt; False when another attempt has taken its place."""
    found = await tx.fetchval(_REMEMBER, payment.order_id, payment.key, session_id, url)
    return found is not None


async def arrived(tx: Transaction, money: Money, at: datetime) -> None:
    """On its way, held or ours: from now on no page is opened for this order any more."""
    is_here = money.status is PaymentStatus.PAID
    await tx.execute(
        _ARRIVED,
        money.order_id,
        money.status,
        money.session_id,
        money.provider_id,
        money.charge_id,
        money.kind,
        at if is_here else None,
        money.amount if is_here else None,
        money.held_until,
    )


async def wait(tx: Transaction, order_id: UUID) -> None:
    """The order waits for money that is on its way, without an end of its own."""
    await tx.execute(_WAIT, order_id)


async def taken(
    tx: Transaction, order_id: UUID, amount: int, at: datetime, charge_id: str | None
) -> None:
    """So much of what was held; nothing: it was let go."""
    await tx.execute(_TAKEN, order_id, amount, at, charge_id)


async def become(tx: Transaction, order_id: UUID, status: PaymentStatus) -> None:
    await tx.execute(_BECOME, order_id, status)


async def order_of(on: Reader, charge_id: str | None, provider_id: str | None) -> UUID | None:
    row = await on.fetchrow(_BY_PROVIDER, charge_id, provider_id)
    return row["order_id"] if row else None


async def waiting(on: Reader, since: datetime, limit: int) -> list[UUID]:
    """Orders whose debit was given before `since` and has not been answered."""
    return [row["order_id"] for row in await on.fetch(_WAITING, since, limit)]


async def close_session(tx: Transaction, session_id: str) -> None:
    """The pay page is gone; the order can be paid on another one while its goods are held."""
    await tx.execute(_CLOSE, session_id)


async def expire(tx: Transaction, order_id: UUID) -> None:
    """Nothing will come any more; money that has come stays come."""
    await tx.execute(_EXPIRE, order_id)


async def note_failure(tx: Transaction, order_id: UUID) -> None:
    await tx.execute(_FAILED, order_id)


async def note_refunds(tx: Transaction, order_id: UUID, status: PaymentStatus) -> None:
    await tx.execute(_REFUNDED, order_id, status)


async def lines_to_pay(on: Reader, order_id: UUID) -> list[tuple[str, str, int]]:
    """Number, shop and total of each part that costs something."""
    rows = await on.fetch(_PARTS, order_id)
    return [(row["number"], row["name"], row["total"]) for row in rows]


async def buyer(on: Reader, order_id: UUID) -> Buyer:
    return Buyer(**await on.fetchrow(_BUYER, order_id))


async def left_open(on: Reader, limit: int) -> list[UUID]:
    """Cancelled orders whose pay page may still be open."""
    return [row["order_id"] for row in await on.fetch(_LEFT_OPEN, limit)]


def _payment(row: Any) -> Payment | None:
    if row is None:
        return None
    return Payment(**{**row, "status": PaymentStatus(row["status"])})
