"""Pickup windows as JSON: each is written once a day and shop, then only cut and joined."""

from datetime import datetime
from functools import lru_cache

import orjson

from orders.domain.cart import Shop
from orders.domain.shown import Document
from orders.domain.slots import Slot, first_choosable, windows_at

_NONE = "Dieser Laden hat in den nächsten Tagen keine Abholzeiten."
_PAUSED = "Dieser Laden nimmt gerade keine Bestellungen an."


def slots_document(shop: Shop, now: datetime) -> Document:
    """The windows that leave the shop time to prepare; `reason` says why there are none."""
    live = shop.status == "live"
    found = windows_at(shop.opening_hours, now) if live else ()
    written = _written(found)[first_choosable(found, shop.preparation_minutes, now) :]
    return {
        "shop_id": shop.id,
        "slug": shop.slug,
        "name": shop.name,
        "slots": orjson.Fragment(b"[" + b",".join(written) + b"]"),
        "reason": None if written else _NONE if live else _PAUSED,
    }


@lru_cache(maxsize=4096)
def _written(found: tuple[Slot, ...]) -> tuple[bytes, ...]:
    return tuple(orjson.dumps({"start": slot.start, "end": slot.end}) for slot in found)
