"""Letting go of what is past its time: batch by batch, with a log of what, how many and when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Protocol

from marketkit.db import Transaction

from orders.store.open_claims import HAS_OPEN_CLAIM

# Each takes the cutoff and how many, skips what others hold, and counts what it did. They run once
# a night and read whole tables: an index for them would slow down every order.
STATEMENTS: Final[Mapping[str, str]] = {
    "carts": """
        DELETE FROM cart WHERE id IN (
            SELECT id FROM cart WHERE updated_at < $1 AND held_until IS NULL
            LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    """,
    "payment_news": """
        DELETE FROM stripe_event WHERE id IN (
            SELECT id FROM stripe_event WHERE processed_at < $1 AND received_at < $1
            LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    """,
    "quote_photos": """
        DELETE FROM quote_photo WHERE id IN (
            SELECT p.id FROM quote_photo p JOIN quote q ON q.id = p.quote_id
            WHERE q.state NOT IN ('asked', 'offered')
                AND (SELECT max(at) FROM quote_step s WHERE s.quote_id = q.id) < $1
            LIMIT $2 FOR UPDATE OF p SKIP LOCKED
        ) RETURNING 1
    """,
    "guest_contacts": """
        WITH ended AS (
            UPDATE "order" SET contact_email = NULL, contact_phone = NULL, note = ''
            WHERE id IN (
                SELECT id FROM "order" o
                WHERE account_id IS NULL AND guest_token_hash IS NOT NULL AND created_at < $1
                    AND status IN ('completed', 'cancelled')
                    AND (contact_email IS NOT NULL OR contact_phone IS NOT NULL OR note <> ''
                        OR EXISTS (SELECT FROM shop_order so WHERE so.order_id = o.id
                            AND so.fulfilment ->> 'address' IS NOT NULL))
                LIMIT $2 FOR UPDATE SKIP LOCKED
            ) RETURNING id
        ), doors AS (
            UPDATE shop_order SET fulfilment = (fulfilment::jsonb - 'address')::json FROM ended
            WHERE shop_order.order_id = ended.id AND fulfilment ->> 'address' IS NOT NULL
        )
        SELECT 1 FROM ended
    """,
    "age_checks": """
        DELETE FROM age_check WHERE shop_order_id IN (
            SELECT shop_order_id FROM age_check WHERE at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    """,
    # Without its key an order is nobody's: `forgetting` then takes the name off, with the letters.
    "guest_names": """
        UPDATE "order" SET guest_token_hash = NULL WHERE id IN (
            SELECT id FROM "order"
            WHERE account_id IS NULL AND guest_token_hash IS NOT NULL AND created_at < $1
                AND status IN ('completed', 'cancelled')
            LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    """,
    "mails": """
        DELETE FROM mail WHERE id IN (
            SELECT id FROM mail WHERE created_at < $1
                AND (sent_at IS NOT NULL OR given_up_at IS NOT NULL)
            LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    """,
    "withdrawals": """
        UPDATE withdrawal SET name = '', contract = '', statement = '', receipt_to = ''
        WHERE id IN (
            SELECT id FROM withdrawal WHERE declared_at < $1 AND name <> ''
            LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    """,
}
_BEGIN = """
    INSERT INTO retention_log (rule, day, cutoff, affected, ran_at) VALUES ($1, $2, $3, 0, $4)
    ON CONFLICT (rule, day) DO NOTHING
"""
_CLAIM = """
    SELECT cutoff FROM retention_log WHERE rule = $1 AND day = $2 AND NOT done
    FOR UPDATE SKIP LOCKED
"""
_NOTE = """
    UPDATE retention_log SET affected = affected + $3, done = $4, ran_at = $5
    WHERE rule = $1 AND day = $2
"""
_LOG = """
    SELECT rule, day, cutoff, affected, ran_at, done FROM retention_log
    WHERE ($1::date IS NULL OR (day, rule) < ($1, $2::text))
    ORDER BY day DESC, rule DESC LIMIT $3
"""
_OF_ACCOUNT = f"""
    SELECT (SELECT count(*) FROM "order" WHERE account_id = $1) AS orders,
        (SELECT count(*) FROM "order" o WHERE o.account_id = $1
            AND (o.status NOT IN ('completed', 'cancelled') OR {HAS_OPEN_CLAIM})) AS running,
        count(i.id) AS invoices, max(i.issued_at) AS last_invoice
    FROM "order" o JOIN invoice i ON i.order_id = o.id WHERE o.account_id = $1
"""  # noqa: S608 -- our own words


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


async def claim(
    tx: Transaction, rule: str, day: date, cutoff: datetime, now: datetime
) -> datetime | None:
    """The day's run of this rule, to oneself; None when it is done, or somebody else is at it."""
    await tx.execute(_BEGIN, rule, day, cutoff, now)
    found: datetime | None = await tx.fetchval(_CLAIM, rule, day)
    return found


async def let_go(tx: Transaction, rule: str, cutoff: datetime, limit: int) -> int:
    return len(await tx.fetch(STATEMENTS[rule], cutoff, limit))


async def note(
    tx: Transaction, rule: str, day: date, count: int, now: datetime, *, done: bool
) -> None:
    await tx.execute(_NOTE, rule, day, count, done, now)


async def log(on: Reader, after: tuple[date, str] | None, limit: int) -> Sequence[Any]:
    """The latest night first."""
    day, rule = after or (None, None)
    return await on.fetch(_LOG, day, rule, limit)


async def of_account(on: Reader, account_id: Any) -> Any:
    return await on.fetchrow(_OF_ACCOUNT, account_id)
