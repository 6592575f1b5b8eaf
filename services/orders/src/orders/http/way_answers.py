"""Ways and plans as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from marketkit.pickup.windows import Slot

from orders.domain.cart import Shop
from orders.domain.new_order import Agreed
from orders.domain.planning import Chosen, Proposal, Ways
from orders.domain.shown import Document, money
from orders.domain.stations import Point
from orders.domain.ways import Offered
from orders.http.answers import local
from orders.use_cases.online_possible import OnlineWays


def ways_document(ways: Ways) -> Document:
    return {
        "shops": [
            {
                "shop_id": shop.id,
                "slug": shop.slug,
                "name": shop.name,
                "ways": [_way(offered, shop) for offered in offers],
                "reason": None if any(each.slots for each in offers) else _first_reason(offers),
            }
            for shop, _, offers in ways
        ]
    }


def plans_document(ways: Ways, found: Sequence[Proposal]) -> Document:
    """`impossible` names the shops because of which there is no plan at all."""
    return {
        "plans": [_plan(each) for each in found],
        "impossible": [
            {"shop_id": shop.id, "name": shop.name, "reason": _first_reason(offers)}
            for shop, _, offers in ways
            if not any(each.slots for each in offers)
        ],
    }


def fees_document(agreed: Sequence[Agreed], online: OnlineWays) -> Document:
    return {
        "shops": [
            {
                "shop_id": each.shop.id,
                "start": each.slot.start,
                "end": each.slot.end,
                "fee": money(each.fulfilment.fee),
                "fulfilment": each.fulfilment.document(),
            }
            for each in agreed
        ],
        "fee": money(sum(each.fulfilment.fee for each in agreed)),
        "online_ways": online.ways,
        "debit_from": local(online.debit_from) if online.debit_from else None,
    }


def _way(offered: Offered, shop: Shop) -> Document:
    return {
        "way": offered.way,
        **_names(offered),
        "where": where(offered, shop),
        "slots": [_slot(slot, offered) for slot in offered.slots],
        "fee": money(offered.fee),
        "shared_fee": offered.tour is not None,
        "free_from": _free_from(offered),
        "pay_there": offered.pay_there,
        "arranged": offered.is_arranged,
        "postal_codes": offered.postal_codes,
        "reason": offered.reason,
    }


def _names(offered: Offered) -> Document:
    """By what the checkout names this way."""
    return {
        "point_id": offered.point_id,
        "round_id": offered.round_id,
        "tour_id": offered.tour.id if offered.tour else None,
    }


def _slot(slot: Slot, offered: Offered) -> Document:
    shown: Document = {"start": slot.start, "end": slot.end}
    return shown | ({"label": "nach Absprache"} if offered.is_arranged else {})


def _free_from(offered: Offered) -> Document | None:
    cents: Any = None
    if offered.tour:
        cents = offered.tour.free_from
    elif offered.terms:
        cents = offered.terms.get("free_from")
    return None if cents is None else money(cents)


def where(offered: Offered, shop: Shop) -> Document:
    """Name and address of the place, as it is frozen into an order, too."""
    shown = offered.shown()
    if offered.point or offered.pickup or offered.tour:
        return shown
    if offered.terms:
        return {"name": shop.name} | shown
    return {
        "name": shop.name, "street": shop.street, "postal_code": shop.postal_code,
        "place": shop.place, "lat": shop.lat, "lon": shop.lon, "hint": shop.pickup_note,
    }  # fmt: skip


def _plan(proposal: Proposal) -> Document:
    return {
        "kinds": proposal.kinds,
        "stops": [_stop(stop) for stop in proposal.stops],
        "count": len(proposal.stops),
        "days": proposal.days,
        "fee": money(proposal.fee),
        "choices": {
            str(shop_id): {
                "way": way.way, "start": way.start, "point_id": way.point_id,
                "round_id": way.round_id, "tour_id": way.tour_id,
            }
            for shop_id, way in proposal.choices().items()
        },
    }  # fmt: skip


def _stop(stop: Chosen) -> Document:
    offered = stop.offered
    return {
        "way": offered.way,
        **_names(offered),
        "where": where(offered, stop.at),
        "start": stop.slot.start,
        "end": stop.slot.end,
        "fee": money(stop.fee),
        "pay_there": offered.pay_there,
        "arranged": offered.is_arranged,
        "shops": [{"shop_id": shop.id, "slug": shop.slug, "name": shop.name}
                  for shop in stop.shops],
    }  # fmt: skip


def point_document(point: Point, hosts: Mapping[UUID, Document] | None = None) -> Document:
    """`hosts`: names by shop, where somebody has looked them up."""
    return {
        "id": point.id,
        "slug": point.slug,
        "name": point.name,
        "street": point.street,
        "postal_code": point.postal_code,
        "place": point.place,
        "lat": point.lat,
        "lon": point.lon,
        "hours": point.hours,
        "hint": point.hint,
        "temperatures": sorted(point.temperatures),
        "capacity": point.capacity,
        "attended": point.attended,
        "pay_there": point.pay_there,
        "active": point.active,
        "host": (hosts or {}).get(point.host_shop_id) if point.host_shop_id else None,
    }


def _first_reason(offers: Sequence[Offered]) -> str | None:
    return next((each.reason for each in offers if each.reason), None)
