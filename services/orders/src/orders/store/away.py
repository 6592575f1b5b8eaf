"""Closures and special days as they are kept beside a shop."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from orders.domain.away import NEVER, Away, Closure, SpecialDay


def away_from(closures: Sequence[Any], special_days: Sequence[Any]) -> Away:
    """Most shops have none, most of the time."""
    if not closures and not special_days:
        return NEVER
    return Away(
        tuple(Closure(_day(one["from"]), _day(one["to"]), one["text"]) for one in closures),
        tuple(
            SpecialDay(_day(one["day"]), tuple((begin, end) for begin, end in one["spans"]))
            for one in special_days
        ),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
