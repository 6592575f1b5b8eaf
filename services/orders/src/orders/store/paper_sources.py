"""What a paper is made from: the sold part as it is now, its shop, and what was issued before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

# The class of an old line that was sold before rates were kept, or with a class its shop may not
# use, is looked up again: mending the product is how the shop mends its invoice.
_SOLD = """
    SELECT so.shop_id, so.order_id, so.number, so.fee, so.total, so.status, so.terms,
        so.fulfilment, o.number AS order_number, o.payment_method, o.contact_name, o.contact_email,
        o.buyer, l.lines, l.classes, l.classes_now, coalesce(d.reductions, '[]') AS reductions,
        h.handed_over_at, s.slug, s.name, s.street, s.postal_code, s.place, s.phone, s.email,
        s.imprint, s.tax_mode, p.prefix, coalesce(p.tax_number, '') AS tax_number,
        coalesce(p.at_pickup, true) AS at_pickup
    FROM shop_order so
    JOIN "order" o ON o.id = so.order_id
    JOIN shop_copy s ON s.shop_id = so.shop_id
    LEFT JOIN paper_settings p ON p.shop_id = so.shop_id
    CROSS JOIN LATERAL (
        SELECT json_agg(line.shown ORDER BY line.position) AS lines,
            array_agg(line.vat_class ORDER BY line.position) AS classes,
            array_agg(offer.vat_class ORDER BY line.position) AS classes_now
        FROM order_line line LEFT JOIN offer ON offer.variant_id = line.variant_id
        WHERE line.shop_order_id = so.id
    ) l
    CROSS JOIN LATERAL (
        SELECT max(at) AS handed_over_at FROM history
        WHERE shop_order_id = so.id AND status = 'handed_over'
    ) h
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
            'kind', kind, 'position', position, 'quantity', quantity, 'goods', goods,
            'deposit', deposit, 'fee', fee, 'reason', reason, 'details', details
        ) ORDER BY at, id) AS reductions
        FROM reduction WHERE shop_order_id = so.id
    ) d
    WHERE so.id = $1
"""
# What was taken off, and what was given back beside that: online by refunds, in the shop at its
# till. A refund for a reduction is that reduction again; with a card that is only held, there is
# none. What the operator gives leaves the shop's price as it is, until it turns out to be owed:
# then it stands in for refunds, and where it does so for a reduction it is that reduction again.
_GIVEN_BACK = """
    SELECT so.total, (d.amount + coalesce((
            SELECT sum(r.amount) FROM refund r
            WHERE r.order_id = so.order_id AND r.shop_order_id = so.id AND r.status = 'issued'
                AND r.payer = 'shop' AND r.idempotency_key NOT LIKE 'reduction-%'
        ), 0) + coalesce((
            SELECT sum(c.amount) FROM counter_refund c WHERE c.shop_order_id = so.id
        ), 0) + greatest(0, coalesce((
            SELECT sum(p.amount) FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
            WHERE e.order_id = so.order_id AND e.shop_order_id = so.id
                AND e.kind = 'goodwill_back' AND p.account = 'owed_to_buyer'
        ), 0) - d.amount + coalesce((
            SELECT sum(r.amount) FROM refund r
            WHERE r.order_id = so.order_id AND r.shop_order_id = so.id
                AND r.idempotency_key LIKE 'reduction-%'
        ), 0)))::integer AS lower
    FROM shop_order so
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(goods + deposit + fee), 0) AS amount
        FROM reduction WHERE shop_order_id = so.id
    ) d
    WHERE so.id = $1
"""
_WITHDRAWN = """
    SELECT coalesce(positions, '{}') AS positions, coalesce(paid_back, 0) AS paid_back
    FROM withdrawal_part WHERE shop_order_id = $1 AND state = 'accepted'
"""
_INVOICED = """
    SELECT so.shop_id, so.order_id FROM shop_order so
    WHERE so.id = $1 AND (
        EXISTS (SELECT FROM invoice i WHERE i.shop_order_id = so.id)
        OR EXISTS (
            SELECT FROM paper_wanted w WHERE w.key = 'invoice:' || so.id AND w.done_at IS NULL
        )
    )
"""
_ISSUED = """
    SELECT id, kind, number, gross, document, refers_to FROM invoice
    WHERE shop_order_id = $1 ORDER BY year, seq
"""


@dataclass(frozen=True, slots=True)
class Sold:
    """A row of `_SOLD`, by the names it has there."""

    shop_id: UUID
    order_id: UUID
    number: str
    fee: int
    total: int
    status: str
    terms: dict[str, Any] | None
    fulfilment: dict[str, Any] | None
    order_number: str
    payment_method: str
    contact_name: str
    contact_email: str | None
    buyer: dict[str, Any] | None
    lines: list[dict[str, Any]]
    classes: list[str]
    classes_now: list[str | None]
    reductions: list[dict[str, Any]]
    handed_over_at: datetime | None
    slug: str
    name: str
    street: str
    postal_code: str
    place: str
    phone: str
    email: str
    imprint: dict[str, Any]
    tax_mode: str
    prefix: str | None
    tax_number: str
    at_pickup: bool

    @property
    def mode_when_sold(self) -> str:
        return str((self.terms or {}).get("tax_mode") or self.tax_mode)


@dataclass(frozen=True, slots=True)
class Invoiced:
    shop_id: UUID
    order_id: UUID


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Lines a buyer has given back, and how much was paid for them."""

    positions: list[int]
    paid_back: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper of the same shop order, issued before."""

    id: UUID
    kind: str
    number: str
    gross: int
    document: dict[str, Any]
    refers_to: UUID | None


async def sold(tx: Transaction, shop_order_id: UUID) -> Sold | None:
    row = await tx.fetchrow(_SOLD, shop_order_id)
    return Sold(**row) if row else None


async def given_back(tx: Transaction, shop_order_id: UUID) -> int:
    """By how much less than agreed the shop has sold, in cents, for whatever reason."""
    row: Any = await tx.fetchrow(_GIVEN_BACK, shop_order_id)
    return min(int(row["lower"]), int(row["total"])) if row else 0


async def invoiced(tx: Transaction, shop_order_id: UUID) -> Invoiced | None:
    """None as long as no invoice is issued or due for it."""
    row = await tx.fetchrow(_INVOICED, shop_order_id)
    return Invoiced(**row) if row else None


async def withdrawn(tx: Transaction, shop_order_id: UUID) -> list[Withdrawn]:
    return [Withdrawn(**row) for row in await tx.fetch(_WITHDRAWN, shop_order_id)]


async def issued(tx: Transaction, shop_order_id: UUID) -> Sequence[Issued]:
    return [Issued(**row) for row in await tx.fetch(_ISSUED, shop_order_id)]
