"""Goods that nobody counts: somebody says whether they are there, and says it again each week.

What is counted does not grow stale by time: the number itself is what holds, and each order
handed over and each count moves it. A word like "there today" moves by nothing, so it ends.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Availability(StrEnum):
    """How one knows whether there is something."""

    COUNTED = "counted"
    SAID = "said"


class Saying(StrEnum):
    TODAY = "today"
    """There, nobody counts how much: it can be bought without a number."""
    ON_ORDER = "on_order"
    OUT = "out"


STALE_AFTER: Final = timedelta(days=7)
PAUSED_AFTER: Final = timedelta(days=14)
LINK_LIVES: Final = timedelta(days=14)
UNCONFIRMED: Final = "unconfirmed"
"""Why the market took an offer off sale: nobody said that it still holds."""


def is_stale(availability: Availability, confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether buyers should be told that nobody has confirmed this for a while."""
    if availability is Availability.COUNTED or confirmed_at is None:
        return False
    return confirmed_at <= now - STALE_AFTER


def score(offers: int, stale: int) -> int | None:
    """The share of offers that are fresh, in percent, rounded down; None without offers."""
    return (offers - stale) * 100 // offers if offers else None


def count_told(said: Saying) -> tuple[int | None, bool]:
    """What orders is told: pieces on hand (None: not counted), and whether it is made on order."""
    return (0 if said is Saying.OUT else None), said is Saying.ON_ORDER
