"""On which of the next days one can collect at a shop: worked out as the cart does it."""

from collections.abc import Sequence
from datetime import date, datetime

from marketkit.clock import HERE
from marketkit.pickup.away import Away, Closure, SpecialDay
from marketkit.pickup.windows import slots

from gateway.pages.answers.catalog import Shop


def pickup_days(shop: Shop, now: datetime) -> Sequence[date]:
    """None for a shop that says no hours, or is not open to everyone."""
    if not shop.opening_hours or shop.status != "live":
        return ()
    found = slots(shop.opening_hours, shop.preparation_minutes or 0, now, away_of(shop))
    return list(dict.fromkeys(slot.start.astimezone(HERE).date() for slot in found))


def away_of(shop: Shop) -> Away:
    return Away(
        tuple(Closure(one.first, one.last, one.text) for one in shop.closures),
        tuple(
            SpecialDay(one.day, tuple((span[0], span[1]) for span in one.spans))
            for one in shop.special_days
        ),
    )
