"""What a visitor should know of a shop's closures today."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

SOON = timedelta(days=14)


class Dates(Protocol):
    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...


C = TypeVar("C", bound=Dates)


def closed_now_or_soon(closures: Iterable[C], today: date) -> C | None:
    """The closure that holds today, else the next one that begins within two weeks."""
    ahead = [one for one in closures if one.last >= today and one.first <= today + SOON]
    return min(ahead, key=lambda one: one.first, default=None)
