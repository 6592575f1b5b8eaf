"""A pickup point's own people: what comes there on a day, and what they may do with it."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.clock import HERE
from marketkit.pickup.windows import day_of
from marketkit.service import SignedIn

from orders.domain.shown import Document
from orders.http.answers import answer, local
from orders.http.bodies import PickupCodeBody
from orders.http.dependencies import Ctx, Day, Slug
from orders.store import hosted
from orders.use_cases.host_point import hand_out
from orders.use_cases.read_counter import shop_of_staff

router = APIRouter(prefix="/api/v1", tags=["pickup points and rounds"])
_MOST = 300


@router.get("/shops/{slug}/hosted")
async def read_hosted(
    slug: Slug, context: Ctx, principal: SignedIn, day: Day | None = None
) -> Response:
    """Parcels for the points this shop runs (today, if no day is named): no goods, no prices.

    Names only of shops that allow it; of all others it is told how many come.
    """
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    wanted = day or day_of(context.clock.now())
    begin = datetime.combine(wanted, time(), HERE)
    end = datetime.combine(wanted + timedelta(days=1), time(), HERE)
    pool = context.database.pool
    points = await hosted.points(pool, shop_id)
    places = [point["id"] for point in points]
    rows = await hosted.of_day(pool, shop_id, places, begin, end, _MOST)
    return answer(
        {
            "day": wanted,
            "points": [
                {**point, **_parcels([row for row in rows if row["point_id"] == point["id"]])}
                for point in points
            ],
            "truncated": len(rows) == _MOST,
        }
    )


@router.post("/shop-orders/{shop_order_id}/hand-out")
async def handed_out(
    shop_order_id: UUID, body: PickupCodeBody, context: Ctx, principal: SignedIn
) -> Response:
    """The point's people give it to who says the code."""
    assert principal.id
    await hand_out(
        context, shop_order_id, principal.id, body.pickup_code, age_checked=body.age_checked
    )
    return answer({"shop_order_id": shop_order_id, "status": "handed_over"})


def _parcels(rows: list[Any]) -> Document:
    others: dict[str, int] = {}
    for row in rows:
        if not row["with_host"]:
            others[row["shop"]] = others.get(row["shop"], 0) + 1
    return {
        "parcels": [_parcel(row) for row in rows if row["with_host"]],
        "others": [{"shop": name, "count": count} for name, count in others.items()],
    }


def _parcel(row: Any) -> Document:
    return {
        "shop_order_id": row["id"],
        "number": row["number"],
        "shop": row["shop"],
        "selling_round": row["selling_round"],
        "name": row["name"],
        "start": local(row["slot_start"]),
        "end": local(row["slot_end"]),
        "status": row["status"],
        "arrived_at": local(row["arrived_at"]) if row["arrived_at"] else None,
        "is_paid": row["is_paid"],
        "age": row["age"],
    }
