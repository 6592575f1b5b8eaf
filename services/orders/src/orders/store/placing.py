"""Placing an order: what the one statement is given, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.contracts import OrderPlaced, StockChanged
from marketkit.telemetry import current_traceparent

from orders.domain.new_order import NewOrder
from orders.store.placing_held import PLACE_HELD
from orders.store.placing_statement import PLACE

# A place that is counted for the first time gets its row before anybody can lock it.
_COUNTED = """
    INSERT INTO slot_load (place, start, taken)
    SELECT place, start, 0 FROM unnest($1::text[], $2::timestamptz[]) AS p (place, start)
    ORDER BY place, start
    ON CONFLICT DO NOTHING
"""


class Connection(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """Who asks, under which Idempotency-Key, for what exactly."""

    scope: str
    key: str
    request_hash: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """Either `placed`, or nothing was written: the cart was taken, a line fell short, a
    time was full, or the key belongs to another order."""

    placed: bool
    cart_free: bool
    short: Mapping[UUID, int]
    crowded: Sequence[UUID] = ()
    """Shops whose chosen time has no room left."""


async def place(
    on: Connection,
    new: NewOrder,
    claim: Claim,
    time_to_pay: timedelta | None,
    *,
    statement: str | None = None,
) -> Outcome:
    """Hold the stock and write the order, or write nothing at all.

    `statement`: instead of the one for what lies on shelves.
    """
    told = _placed_event(new)
    if any(part.place for part in new.parts):
        await on.fetchrow(_COUNTED, *_places(new))
    row = await on.fetchrow(
        statement or (PLACE_HELD if new.held_until else PLACE),
        new.cart_id,
        new.cart_version,
        _lines(new),
        _parts(new),
        [line.offer.variant_id for part in new.parts for line in part.lines],
        claim.scope,
        claim.key,
        claim.request_hash,
        new.id,
        new.number,
        new.account_id,
        new.guest_token_hash,
        new.status,
        new.method,
        new.contact.name,
        new.contact.email,
        new.contact.phone,
        new.note,
        new.total,
        new.created_at,
        time_to_pay,
        new_id(),
        OrderPlaced.type,
        told.model_dump_json().encode(),
        current_traceparent(),
        StockChanged.type,
        new.language,
        new.buyer,
        new.placed_by,
        new.wishes,
        new.held_until,
    )
    short = {UUID(key): value for key, value in (row["short"] or {}).items()}
    return Outcome(row["placed"], row["cart_free"], short, row["crowded"] or ())


def _lines(new: NewOrder) -> list[dict[str, Any]]:
    return [
        {
            "shop_order_id": part.id,
            "position": position,
            "variant_id": line.offer.variant_id,
            "product_id": line.offer.product_id,
            "quantity": line.quantity,
            "price": line.offer.most,
            "deposit": line.offer.deposit,
            "vat_class": line.offer.vat_class,
            "vat_permille": vat,
            "shown": shown,
        }
        for part in new.parts
        for position, (line, shown, vat) in enumerate(
            zip(part.lines, part.shown, part.vat or (None,) * len(part.lines), strict=True), 1
        )
    ]


def _parts(new: NewOrder) -> list[dict[str, Any]]:
    return [
        {
            "id": part.id,
            "shop_id": part.shop.id,
            "number": part.number,
            "slot_start": part.slot.start,
            "slot_end": part.slot.end,
            "subtotal": part.totals.subtotal,
            "deposit_total": part.totals.deposit,
            "fee": part.totals.fee,
            "total": part.totals.total,
            "pickup_code": part.pickup_code,
            "shop": part.seller,
            "fulfilment": part.fulfilment.document(),
            "terms": part.terms,
            "slot_place": part.place.key if part.place else None,
            "capacity": part.place.capacity if part.place else None,
        }
        for part in new.parts
    ]


def _places(new: NewOrder) -> tuple[list[str], list[datetime]]:
    places = {(part.place.key, part.place.start) for part in new.parts if part.place}
    return [key for key, _ in places], [start for _, start in places]


def _placed_event(new: NewOrder) -> OrderPlaced:
    return OrderPlaced(
        version=1,
        order_id=new.id,
        number=new.number,
        occurred_at=new.created_at,
        account_id=new.account_id,
        shop_ids=tuple(part.shop.id for part in new.parts),
        total=new.total,
        payment=new.method.value,
    )
