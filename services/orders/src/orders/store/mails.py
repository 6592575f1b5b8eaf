"""Mails that wait: queued as facts about an order, claimed to be written out and sent."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_QUEUE = """
    INSERT INTO mail (id, kind, order_id, shop_order_id, to_address, dedupe_key)
    SELECT gen_random_uuid(), $3, o.id, $2, o.contact_email, $3 || ':' || coalesce($2, o.id)
    FROM "order" o
    WHERE o.id = $1 AND o.contact_email <> ''
    UNION ALL
    SELECT gen_random_uuid(), $4, s.order_id, s.id, s.shop ->> 'email', $4 || ':' || s.id
    FROM shop_order s
    WHERE $4::text IS NOT NULL AND s.order_id = $1 AND s.opened_at IS NOT NULL
        AND s.shop ->> 'email' <> ''
    ON CONFLICT (dedupe_key) DO NOTHING
"""
# Counted and put off before sending: a crash in mid-send must not retry for ever, nor at once.
_CLAIM = """
    UPDATE mail SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE id IN (
        SELECT id FROM mail
        WHERE sent_at IS NULL AND given_up_at IS NULL AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, kind, order_id, shop_order_id, to_address, attempts
"""
_SENT = """
    UPDATE mail SET sent_at = now(), subject = $2, text = $3, html = $4, error = NULL
    WHERE id = $1
"""
_POSTPONE = """
    UPDATE mail SET available_at = now() + $2::interval, error = $3
    WHERE id = $1 AND sent_at IS NULL
"""
_GIVE_UP = """
    UPDATE mail SET given_up_at = now(), error = $2 WHERE id = $1 AND sent_at IS NULL
"""
_BACKGROUND = """
    SELECT o.language, (
        SELECT coalesce(sum(amount), 0)::integer FROM refund r
        WHERE r.order_id = o.id AND r.status <> 'failed'
            AND ($2::uuid IS NULL OR r.shop_order_id = $2)
    ) AS refund, (
        SELECT coalesce(jsonb_object_agg(c.shop_id, c.imprint), '{}') FROM shop_copy c
        WHERE c.shop_id IN (SELECT shop_id FROM shop_order s WHERE s.order_id = o.id)
    ) AS imprints
    FROM "order" o WHERE o.id = $1
"""


class Reader(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class DueMail:
    id: UUID
    kind: str
    order_id: UUID
    shop_order_id: UUID | None
    to_address: str
    attempts: int


@dataclass(frozen=True, slots=True)
class MailBackground:
    """What a letter needs beside the order itself; imprints by the shop's id as text."""

    language: str
    refund: int
    imprints: dict[str, dict[str, Any]]


async def queue(
    tx: Transaction,
    order_id: UUID,
    shop_order_id: UUID | None,
    to_buyer: str,
    to_shops: str | None,
) -> None:
    """One row per recipient who can be reached; queueing the same twice changes nothing."""
    await tx.execute(_QUEUE, order_id, shop_order_id, to_buyer, to_shops)


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[DueMail]:
    return [DueMail(**row) for row in await tx.fetch(_CLAIM, limit, lease)]


async def background(on: Reader, mail: DueMail) -> MailBackground:
    return MailBackground(**await on.fetchrow(_BACKGROUND, mail.order_id, mail.shop_order_id))


async def sent(tx: Transaction, mail_id: UUID, subject: str, text: str, html: str) -> None:
    await tx.execute(_SENT, mail_id, subject, text, html)


async def postpone(tx: Transaction, mail_id: UUID, wait: timedelta, error: str) -> None:
    await tx.execute(_POSTPONE, mail_id, wait, error)


async def give_up(tx: Transaction, mail_id: UUID, error: str) -> None:
    await tx.execute(_GIVE_UP, mail_id, error)
