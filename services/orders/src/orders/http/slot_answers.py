"""Pickup windows as JSON: each is written once a day and shop, then only cut and joined."""

from datetime import date, datetime
from functools import lru_cache

import orjson
from marketkit.pickup.away import Away
from marketkit.pickup.windows import DAYS_AHEAD, day_of, first_choosable, windows

from orders.domain.cart import Shop
from orders.domain.shown import Document

_NONE = "Dieser Laden hat in den nächsten Tagen keine Abholzeiten."
_PAUSED = "Dieser Laden nimmt gerade keine Bestellungen an."


def slots_document(shop: Shop, now: datetime) -> Document:
    """The windows that leave the shop time to prepare; `reason` says why there are none.

    `notice` names a closure of these days, whether there are windows beside it or not.
    """
    live = shop.status == "live"
    today = day_of(now)
    found = windows(shop.opening_hours, today, shop.away) if live else ()
    first = first_choosable(found, shop.preparation_minutes, now)
    written = _written(shop.opening_hours, today, shop.away)[first:] if live else ()
    notice = shop.away.notice(today, DAYS_AHEAD)
    return {
        "shop_id": shop.id,
        "slug": shop.slug,
        "name": shop.name,
        "slots": orjson.Fragment(b"[" + b",".join(written) + b"]"),
        "reason": None if written else notice or _NONE if live else _PAUSED,
        "notice": notice,
    }


@lru_cache(maxsize=4096)
def _written(opening_hours: str, today: date, away: Away) -> tuple[bytes, ...]:
    found = windows(opening_hours, today, away)
    return tuple(orjson.dumps({"start": slot.start, "end": slot.end}) for slot in found)
