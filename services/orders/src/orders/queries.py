"""Read-only views: orders as buyers and shops see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from orders.domain.new_order import Contact
from orders.domain.order_view import CounterNote, OrderView, ShopOrderView, StepView
from orders.domain.shop_order import FINAL


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


_ORDERS = """
    SELECT o.id, o.number, o.created_at, o.status, o.payment_method, o.contact_name,
        o.contact_email, o.contact_phone, o.note, o.total, o.account_id, o.buyer,
        o.placed_by, o.wishes, o.language,
        coalesce(p.status, 'at_pickup') AS payment_status, p.payment_url,
        p.kind AS paid_with, p.captured AS taken
    FROM "order" o LEFT JOIN payment p ON p.order_id = o.id
    WHERE o.id = ANY($1::uuid[])
    ORDER BY o.id DESC
"""
_PARTS = """
    SELECT so.id, so.order_id, so.shop_id, so.number, so.shop, so.status,
        so.slot_start, so.slot_end, so.subtotal, so.deposit_total, so.fee, so.total,
        so.fulfilment, so.terms, d.reductions,
        so.pickup_code, so.reason, so.opened_at,
        o.contact_name, o.contact_phone, o.note, o.payment_method, o.created_at,
        coalesce(p.status, 'at_pickup') AS payment_status,
        CASE WHEN a.age IS NOT NULL THEN
            json_build_object('age', a.age, 'at', a.at)
        END AS age_checked,
        v.at AS arrived_at,
        l.lines, l.vat, h.history, r.refunded, r.refund_status, r.goodwill, c.recalls,
        i.substitutes, b.at_counter
    FROM shop_order so
    JOIN "order" o ON o.id = so.order_id
    LEFT JOIN payment p ON p.order_id = so.order_id
    LEFT JOIN age_check a ON a.shop_order_id = so.id
    LEFT JOIN arrival v ON v.shop_order_id = so.id
    CROSS JOIN LATERAL (
        SELECT json_agg(shown ORDER BY position) AS lines,
            array_agg(vat_permille ORDER BY position) AS vat
        FROM order_line WHERE shop_order_id = so.id
    ) l
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(
            jsonb_build_object('status', status, 'at', at, 'reason', reason) ORDER BY version
        ) AS history
        FROM history WHERE shop_order_id = so.id
    ) h
    LEFT JOIN LATERAL (
        SELECT sum(amount) FILTER (WHERE status = 'issued') AS refunded,
            min(status) AS refund_status,
            sum(amount) FILTER (WHERE payer = 'operator' AND status <> 'failed') AS goodwill
        FROM refund WHERE order_id = so.order_id AND shop_order_id = so.id
    ) r ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
            'id', recall.id, 'number', recall.number, 'title', recall.words -> 'title',
            'action', recall.words -> 'action', 'quantity', ro.quantity
        ) ORDER BY recall.id) AS recalls
        FROM recall_order ro JOIN recall ON recall.id = ro.recall_id AND NOT recall.ended
        WHERE ro.shop_order_id = so.id
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
            'kind', kind, 'position', position, 'quantity', quantity, 'goods', goods,
            'deposit', deposit, 'fee', fee, 'amount', goods + deposit + fee, 'reason', reason,
            'details', details, 'at', at
        ) ORDER BY at, id) AS reductions
        FROM reduction WHERE shop_order_id = so.id
    ) d ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
            'id', id, 'position', position, 'pieces', pieces, 'quantity', quantity,
            'title', shown ->> 'title', 'label', shown ->> 'label', 'price', price,
            'deposit', deposit, 'less', goods_less + deposit_less, 'state', state,
            'answer_by', answer_by
        ) ORDER BY at, id) AS substitutes
        FROM substitute WHERE shop_order_id = so.id
    ) i ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
            'amount', amount, 'reason', reason, 'receipt_no', receipt_no, 'at', at
        ) ORDER BY at, id) AS at_counter
        FROM counter_refund WHERE shop_order_id = so.id
    ) b ON true
    WHERE so.id = ANY($1::uuid[]) OR so.order_id = ANY($2::uuid[])
    ORDER BY so.slot_start, so.id
"""
_MINE = """
    SELECT id FROM "order"
    WHERE account_id = $1 AND ($2::uuid IS NULL OR id < $2)
    ORDER BY id DESC LIMIT $3
"""
_AT_COUNTER = """
    SELECT id, slot_start FROM shop_order
    WHERE shop_id = $1 AND opened_at IS NOT NULL
        AND ($2::text[] IS NULL OR status = ANY($2))
        AND ($3::timestamptz IS NULL OR slot_start >= $3)
        AND ($4::timestamptz IS NULL OR slot_start < $4)
        AND ($5::timestamptz IS NULL OR (slot_start, id) > ($5, $6::uuid))
    ORDER BY slot_start, id LIMIT $7
"""
_LATEST_AT_COUNTER = _AT_COUNTER.replace("(slot_start, id) >", "(slot_start, id) <").replace(
    "ORDER BY slot_start, id", "ORDER BY slot_start DESC, id DESC"
)


@dataclass(frozen=True, slots=True)
class CounterFilter:
    """What a shop wants to see of its orders: some states, a day, the page after a position."""

    statuses: Sequence[str] | None = None
    begin: datetime | None = None
    end: datetime | None = None
    after: tuple[datetime, UUID] | None = None

    @property
    def soonest_first(self) -> bool:
        """For what is still to do and for one day; the archive begins with the latest."""
        to_do = self.statuses is not None and not FINAL.intersection(self.statuses)
        return to_do or self.begin is not None


async def order(on: Connection, order_id: UUID) -> OrderView | None:
    found = await orders(on, [order_id])
    return found[0] if found else None


async def orders(on: Connection, order_ids: Sequence[UUID]) -> list[OrderView]:
    """Newest first, in two statements however many there are."""
    heads = await on.fetch(_ORDERS, order_ids)
    parts: dict[UUID, list[ShopOrderView]] = {head["id"]: [] for head in heads}
    for row in await on.fetch(_PARTS, [], order_ids):
        parts[row["order_id"]].append(_shop_order(row))
    return [_order(head, parts[head["id"]]) for head in heads]


async def my_order_ids(
    on: Connection, account_id: UUID, before: UUID | None, limit: int
) -> list[UUID]:
    return [row["id"] for row in await on.fetch(_MINE, account_id, before, limit)]


async def counter_ids(
    on: Connection, shop_id: UUID, wanted: CounterFilter, limit: int
) -> list[tuple[datetime, UUID]]:
    """Positions of a shop's orders by pickup time; orders not yet paid are not among them."""
    after_start, after_id = wanted.after or (None, None)
    rows = await on.fetch(
        _AT_COUNTER if wanted.soonest_first else _LATEST_AT_COUNTER,
        shop_id,
        wanted.statuses,
        wanted.begin,
        wanted.end,
        after_start,
        after_id,
        limit,
    )
    return [(row["slot_start"], row["id"]) for row in rows]


async def shop_orders(on: Connection, shop_order_ids: Sequence[UUID]) -> list[ShopOrderView]:
    """In the order asked for, in one statement however many there are."""
    found = {row["id"]: _shop_order(row) for row in await on.fetch(_PARTS, shop_order_ids, [])}
    return [found[one] for one in shop_order_ids if one in found]


def _order(row: Any, parts: list[ShopOrderView]) -> OrderView:
    return OrderView(
        id=row["id"],
        number=row["number"],
        created_at=row["created_at"],
        status=row["status"],
        method=row["payment_method"],
        payment_status=row["payment_status"],
        paid_with=row["paid_with"],
        taken=row["taken"],
        payment_url=row["payment_url"],
        contact=Contact(row["contact_name"], row["contact_email"], row["contact_phone"]),
        note=row["note"],
        total=row["total"],
        account_id=row["account_id"],
        buyer=row["buyer"],
        placed_by=row["placed_by"],
        wishes=row["wishes"],
        language=row["language"],
        shop_orders=sorted(parts, key=lambda part: part.number),
    )


def _shop_order(row: Any) -> ShopOrderView:
    return ShopOrderView(
        id=row["id"],
        order_id=row["order_id"],
        shop_id=row["shop_id"],
        number=row["number"],
        shop=row["shop"],
        status=row["status"],
        slot_start=row["slot_start"],
        slot_end=row["slot_end"],
        lines=row["lines"],
        subtotal=row["subtotal"],
        deposit_total=row["deposit_total"],
        fee=row["fee"],
        fulfilment=row["fulfilment"],
        terms=row["terms"],
        reductions=row["reductions"] or (),
        vat=row["vat"],
        total=row["total"],
        pickup_code=row["pickup_code"],
        reason=row["reason"],
        opened=row["opened_at"] is not None,
        history=[
            StepView(step["status"], datetime.fromisoformat(step["at"]), step["reason"])
            for step in row["history"] or ()
        ],
        refunded=row["refunded"],
        refund_status=row["refund_status"],
        age_checked=row["age_checked"],
        arrived_at=row["arrived_at"],
        substitutes=row["substitutes"] or (),
        at_counter=row["at_counter"] or (),
        goodwill=row["goodwill"] or 0,
        recalls=row["recalls"] or (),
        counter=CounterNote(
            contact_name=row["contact_name"],
            contact_phone=row["contact_phone"],
            note=row["note"],
            method=row["payment_method"],
            payment_status=row["payment_status"],
            created_at=row["created_at"],
        ),
    )
