"""What a variant cost when, and the lowest price of the last thirty days (§ 11 PAngV)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

REFERENCE_DAYS = 30


@dataclass(frozen=True, slots=True)
class PricePeriod:
    """A price from one moment to the next; `offered` when the public could buy at it."""

    price: int
    offered: bool
    valid_from: datetime
    valid_to: datetime | None = None


def continues(period: PricePeriod | None, price: int, *, offered: bool) -> bool:
    """Whether `price` only goes on, so that no new period begins."""
    return period is not None and (period.price, period.offered) == (price, offered)


def lowest_before(history: Sequence[PricePeriod], at: datetime) -> int | None:
    """The reference of a reduction that begins at `at` (CJEU C-330/23).

    The lowest price at which the public could buy in the thirty days before; what begins at that
    very moment is the reduction itself, and a price that held for no time was never to be had.
    """
    since = at - timedelta(days=REFERENCE_DAYS)
    earlier = (
        period.price
        for period in history
        if period.offered and period.valid_from < at
        if period.valid_to is None or period.valid_to > max(since, period.valid_from)
    )
    return min(earlier, default=None)


def lowest_recent(history: Sequence[PricePeriod], now: datetime) -> int | None:
    """The lowest price at which the public could buy in the thirty days before `now`."""
    since = now - timedelta(days=REFERENCE_DAYS)
    recent = (
        period.price
        for period in history
        if period.offered and period.valid_from <= now
        if period.valid_to is None or period.valid_to > since
    )
    return min(recent, default=None)
