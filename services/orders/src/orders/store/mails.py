"""Mails that wait: queued as what happened to an order, written out when they are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, Self
from uuid import UUID

from marketkit.db import Transaction

_QUEUE = """
    INSERT INTO mail (id, kind, order_id, shop_order_id, to_address, dedupe_key)
    SELECT gen_random_uuid(), $3, o.id, $2, o.contact_email, $3 || ':' || coalesce($5, $2, o.id)
    FROM "order" o
    WHERE o.id = ANY($1::uuid[]) AND o.contact_email <> ''
    UNION ALL
    SELECT gen_random_uuid(), $4, s.order_id, s.id, s.shop ->> 'email',
        $4 || ':' || s.id || coalesce(':' || $5::uuid, '')
    FROM shop_order s
    WHERE $4::text IS NOT NULL AND s.order_id = ANY($1::uuid[]) AND s.opened_at IS NOT NULL
        AND s.shop ->> 'email' <> '' AND ($2::uuid IS NULL OR s.id = $2)
    ON CONFLICT (dedupe_key) DO NOTHING
"""
_QUEUE_FOR_SHOP = """
    INSERT INTO mail (id, kind, order_id, shop_order_id, to_address, dedupe_key)
    SELECT gen_random_uuid(), $2, s.order_id, s.id, s.shop ->> 'email', $2 || ':' || s.id
    FROM shop_order s WHERE s.id = $1 AND s.shop ->> 'email' <> ''
    ON CONFLICT (dedupe_key) DO NOTHING
"""
# Named by the arrival: what was taken back and said again is told again.
_QUEUE_ARRIVED = """
    INSERT INTO mail (
        id, kind, order_id, shop_order_id, to_address, dedupe_key, available_at
    )
    SELECT gen_random_uuid(), $2, s.order_id, s.id, o.contact_email, $2 || ':' || a.id,
        now() + $3::interval
    FROM arrival a JOIN shop_order s ON s.id = a.shop_order_id JOIN "order" o ON o.id = s.order_id
    WHERE a.id = ANY($1::uuid[]) AND o.contact_email <> ''
    ON CONFLICT (dedupe_key) DO NOTHING
"""
_BACKGROUND = """
    SELECT o.language, (
        SELECT coalesce(sum(amount), 0)::integer FROM refund r
        WHERE r.order_id = o.id AND r.status <> 'failed'
            AND ($2::uuid IS NULL OR r.shop_order_id = $2)
    ) AS refund, coalesce(
        (SELECT captured FROM payment p WHERE p.order_id = o.id), 0
    ) AS taken, (
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
    order_id: UUID | None
    shop_order_id: UUID | None
    to_address: str
    attempts: int
    recall_id: UUID | None = None
    withdrawal_id: UUID | None = None
    round_list_id: UUID | None = None
    quote_id: UUID | None = None

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        return cls(**{name: row[name] for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class MailBackground:
    """What a letter needs beside the order itself; imprints by the shop's id as text."""

    language: str
    refund: int
    taken: int
    """What has come online."""
    imprints: dict[str, dict[str, Any]]


async def queue(
    tx: Transaction,
    order_ids: Sequence[UUID],
    shop_order_id: UUID | None,
    to_buyer: str,
    to_shops: str | None,
    about: UUID | None = None,
) -> None:
    """One row per recipient who can be reached; queueing the same twice changes nothing."""
    await tx.execute(_QUEUE, order_ids, shop_order_id, to_buyer, to_shops, about)


async def queue_for_shop(tx: Transaction, shop_order_id: UUID, kind: str) -> None:
    """To the shop alone, once for each kind."""
    await tx.execute(_QUEUE_FOR_SHOP, shop_order_id, kind)


async def queue_arrived(
    tx: Transaction, arrival_ids: Sequence[UUID], kind: str, wait: timedelta
) -> None:
    """To each buyer who can be reached, no sooner than after so long."""
    await tx.execute(_QUEUE_ARRIVED, arrival_ids, kind, wait)


async def background(on: Reader, mail: DueMail) -> MailBackground:
    return MailBackground(**await on.fetchrow(_BACKGROUND, mail.order_id, mail.shop_order_id))
