"""What a shop brings on one day, stop by stop; addresses only on the day itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.clock import HERE
from marketkit.pickup.windows import day_of
from marketkit.service import SignedIn

from orders import queries
from orders.domain.on_the_way import Rank, on_the_way
from orders.domain.order_view import ShopOrderView
from orders.domain.shown import Document
from orders.http.answers import answer, counter_document, local
from orders.http.bodies import Body
from orders.http.dependencies import Ctx, Day, Slug
from orders.store import rounds_of_day
from orders.use_cases.deliver import deliver
from orders.use_cases.read_counter import read_shop_order, shop_of_staff

router = APIRouter(prefix="/api/v1", tags=["shop orders"])
_MOST = 200


class DeliveredBody(Body):
    age_checked: bool = False
    """Somebody has looked at the identity card."""


@router.get("/shops/{slug}/tours")
async def read_day(
    slug: Slug, context: Ctx, principal: SignedIn, day: Day | None = None
) -> Response:
    """Points, rounds and doors of a day (today, if none is named), in the order of the way.

    Where people live is only told on the day on which something is brought there, and only until
    it has been.
    """
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    today = day_of(context.clock.now())
    wanted = day or today
    begin = datetime.combine(wanted, time(), HERE)
    end = datetime.combine(wanted + timedelta(days=1), time(), HERE)
    pool = context.database.pool
    rows = await rounds_of_day.of_day(pool, shop_id, begin, end, _MOST)
    found = {row["id"]: row for row in rows}
    parts = await queries.shop_orders(pool, list(found))
    stops = _stops(parts, found, shows_doors=wanted == today)
    return answer({"day": wanted, "stops": stops, "truncated": len(rows) == _MOST})


@router.post("/shop-orders/{shop_order_id}/delivered")
async def delivered(
    shop_order_id: UUID, body: DeliveredBody, context: Ctx, principal: SignedIn
) -> Response:
    """Brought to the door, or left where nobody asks for a code."""
    assert principal.id
    await deliver(context, shop_order_id, principal.id, age_checked=body.age_checked)
    return answer(counter_document(await read_shop_order(context, shop_order_id, principal.id)))


def _stops(
    parts: Sequence[ShopOrderView], found: Mapping[UUID, Any], *, shows_doors: bool
) -> list[Document]:
    """All for one point is one stop; every door is its own."""
    stops: dict[tuple[Any, ...], Document] = {}
    for part in sorted(parts, key=lambda part: _rank(part, found[part.id])):
        what = dict(part.fulfilment or {})
        address = what.get("address") or {}
        at_door = what.get("way") == "delivery"
        key = (part.id,) if at_door else (part.slot_start, what.get("point_id"))
        stop = stops.setdefault(
            key,
            {
                "way": what.get("way"),
                "name": what.get("name", ""),
                "round": what.get("name", "") if what.get("tour_id") else None,
                "where": {name: (address if at_door else what).get(name)
                          for name in ("postal_code", "place")},
                "hint": what.get("hint", ""),
                "host": found[part.id]["host"],
                "driver": found[part.id]["driver"],
                "arranged": bool(what.get("arranged")),
                "start": local(part.slot_start),
                "end": local(part.slot_end),
                "orders": [],
            },
        )  # fmt: skip
        still = part.status not in {"handed_over", "declined", "cancelled"}
        if at_door and shows_doors and still:
            stop["address"] = address
        elif not at_door:
            stop["where"]["street"] = what.get("street")
        stop["orders"].append(counter_document(part))
    return list(stops.values())


def _rank(part: ShopOrderView, row: Any) -> Rank:
    address = (part.fulfilment or {}).get("address") or {}
    return on_the_way(part.slot_start, address, row["postal_codes"] or [], part.number)
