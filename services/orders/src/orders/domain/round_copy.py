"""The same selling round once more: next week, at the same hours of the clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from marketkit.clock import HERE

from orders.domain.rounds import SellingRound

_WEEK = timedelta(weeks=1)


def copy_of(old: SellingRound, now: datetime, new_id: Callable[[], UUID]) -> SellingRound:
    """Opens so many whole weeks later that it still lies ahead."""
    weeks = 1
    while _later(old.opens_at, weeks) <= now:
        weeks += 1
    return replace(
        old,
        id=new_id(),
        version=1,
        opens_at=_later(old.opens_at, weeks),
        closes_at=_later(old.closes_at, weeks),
        pickups=tuple(
            replace(each, id=new_id(), start=_later(each.start, weeks), end=_later(each.end, weeks))
            for each in old.pickups
        ),
        closed_at=None,
    )


def _later(at: datetime, weeks: int) -> datetime:
    """By the clock on the wall: eight o'clock stays eight o'clock when clocks are changed."""
    return at.astimezone(HERE) + weeks * _WEEK
