"""Pickup times as JSON: each is written once a day and shop, then only joined."""

from collections.abc import Sequence
from datetime import datetime

import orjson

from orders.domain.cart import Line, Shop
from orders.domain.pickup_times import Around, PickupTime, times_of
from orders.domain.shown import Document


def slots_document(shop: Shop, lines: Sequence[Line], now: datetime, around: Around) -> Document:
    """The times that can be chosen; `reason` says why there are none.

    `full` are those that others have taken. `notice` names a closure of these days, whether there
    are times beside it or not.
    """
    times = times_of(shop, lines, now, around)
    return {
        "shop_id": shop.id,
        "slug": shop.slug,
        "name": shop.name,
        "slots": _joined(times.free),
        "full": _joined(times.full),
        "reason": times.reason,
        "notice": times.notice,
    }


def _joined(times: Sequence[PickupTime]) -> orjson.Fragment:
    return orjson.Fragment(b"[" + b",".join([time.written for time in times]) + b"]")
