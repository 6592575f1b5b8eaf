"""When one can collect at a shop: as its cart will say, which knows the shop's own rules."""

from collections.abc import Sequence
from datetime import date, datetime

from marketkit.clock import HERE
from marketkit.pickup.away import Away, Closure, SpecialDay
from marketkit.pickup.windows import slots

from gateway.pages.answers.catalog import Shop
from gateway.pages.answers.times import ShopTimes
from gateway.pages.market import times
from gateway.pages.market.caller import Caller
from gateway.pages.parts import part


async def shop_times(ask: Caller, shop: Shop | None, product_id: str = "") -> ShopTimes | None:
    """None while the orders service does not answer, and for a shop that is not open to all."""
    if shop is None or shop.status != "live":
        return None
    return await part(times.shop_times(ask, shop.slug, product_id), may_be_missing=True)


def pickup_days(shop: Shop | None, found: ShopTimes | None, now: datetime) -> Sequence[date]:
    """By its hours alone while nobody can say more."""
    if found is not None:
        starts = [slot.start for slot in found.slots]
    elif shop is None or not shop.opening_hours or shop.status != "live":
        return ()
    else:
        by_hours = slots(shop.opening_hours, shop.preparation_minutes or 0, now, away_of(shop))
        starts = [slot.start for slot in by_hours]
    return list(dict.fromkeys(start.astimezone(HERE).date() for start in starts))


def away_of(shop: Shop) -> Away:
    return Away(
        tuple(Closure(one.first, one.last, one.text) for one in shop.closures),
        tuple(
            SpecialDay(one.day, tuple((span[0], span[1]) for span in one.spans))
            for one in shop.special_days
        ),
    )
