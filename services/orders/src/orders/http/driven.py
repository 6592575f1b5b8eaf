"""A delivery round as the shop that drives it sees it: what to collect where, and every door."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.clock import HERE
from marketkit.pickup.windows import day_of
from marketkit.service import SignedIn

from orders.domain.on_the_way import on_the_way
from orders.domain.shown import Document
from orders.domain.stations import coldest
from orders.http.answers import answer, local
from orders.http.day_rounds import DeliveredBody
from orders.http.dependencies import Ctx, Day, Slug
from orders.store import driven
from orders.use_cases.drive import bring
from orders.use_cases.read_counter import shop_of_staff

router = APIRouter(prefix="/api/v1", tags=["pickup points and rounds"])
_MOST = 300
_DONE = "handed_over"
_SELLER = ("name", "street", "postal_code", "place", "phone")


@router.get("/shops/{slug}/driven")
async def read_driven(
    slug: Slug, context: Ctx, principal: SignedIn, day: Day | None = None
) -> Response:
    """Doors of the rounds this shop drives (today, if no day is named): no goods, no prices.

    Who lives there is told on the day itself, until everything has been brought. What a shop
    brings itself, because it does not allow more or it is not paid, is only counted.
    """
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    today = day_of(context.clock.now())
    wanted = day or today
    begin = datetime.combine(wanted, time(), HERE)
    end = datetime.combine(wanted + timedelta(days=1), time(), HERE)
    pool = context.database.pool
    tours = await driven.tours(pool, shop_id)
    named = [tour["id"] for tour in tours]
    rows = await driven.of_day(pool, shop_id, named, begin, end, _MOST)
    return answer(
        {
            "day": wanted,
            "rounds": [
                {**tour, **_round([row for row in rows if row["tour_id"] == tour["id"]],
                                  is_today=wanted == today)}
                for tour in tours
            ],
            "truncated": len(rows) == _MOST,
        }
    )  # fmt: skip


@router.post("/shop-orders/{shop_order_id}/brought")
async def brought(
    shop_order_id: UUID, body: DeliveredBody, context: Ctx, principal: SignedIn
) -> Response:
    """Who drives the round has given it to its buyer at the door."""
    assert principal.id
    await bring(context, shop_order_id, principal.id, age_checked=body.age_checked)
    return answer({"shop_order_id": shop_order_id, "status": _DONE})


def _round(rows: Sequence[Any], *, is_today: bool) -> Document:
    carried = sorted((row for row in rows if row["carried"]), key=_rank)
    doors: dict[tuple[datetime, UUID], list[Any]] = {}
    for row in carried:
        doors.setdefault((row["slot_start"], row["order_id"]), []).append(row)
    others: dict[str, int] = {}
    for row in rows:
        if not row["carried"]:
            others[row["shop"]["name"]] = others.get(row["shop"]["name"], 0) + 1
    return {
        "collect": _collect(carried),
        "doors": [_door(found, is_today=is_today) for found in doors.values()],
        "others": [{"shop": name, "count": count} for name, count in sorted(others.items())],
    }


def _rank(row: Any) -> tuple[Any, ...]:
    return on_the_way(row["slot_start"], row["address"] or {}, row["postal_codes"], row["number"])


def _collect(carried: Sequence[Any]) -> list[Document]:
    """Shop by shop what is still to be brought, the driver's own too; how cold, from which age."""
    shops: dict[str, list[Any]] = {}
    for row in carried:
        if row["status"] != _DONE:
            shops.setdefault(row["shop"]["id"], []).append(row)
    found = [
        {
            **{name: rows[0]["shop"].get(name) for name in _SELLER},
            "own": rows[0]["own"],
            "count": len(rows),
            "ready": sum(row["status"] == "ready" for row in rows),
            "temperatures": _counted(coldest(row["temperatures"]) for row in rows),
            "age": max((row["age"] or 0 for row in rows), default=0) or None,
        }
        for rows in shops.values()
    ]
    return sorted(found, key=lambda each: (not each["own"], each["name"]))


def _counted(classes: Any) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for each in classes:
        found[each] = found.get(each, 0) + 1
    return found


def _door(rows: Sequence[Any], *, is_today: bool) -> Document:
    """All of one order at one door; whose it is only as long as somebody has to find it."""
    head = rows[0]
    address = head["address"] or {}
    door: Document = {
        "where": {name: address.get(name) for name in ("postal_code", "place")},
        "start": local(head["slot_start"]),
        "end": local(head["slot_end"]),
        "name": None,
        "phone": None,
        "address": None,
        "parcels": [_parcel(row) for row in rows],
    }
    if is_today and any(row["status"] != _DONE for row in rows):
        door |= {
            "name": head["contact_name"],
            "phone": head["contact_phone"],
            "address": address,
        }
    return door


def _parcel(row: Any) -> Document:
    return {
        "shop_order_id": row["id"],
        "number": row["number"],
        "shop": row["shop"]["name"],
        "own": row["own"],
        "status": row["status"],
        "temperature": coldest(row["temperatures"]),
        "age": row["age"],
    }
