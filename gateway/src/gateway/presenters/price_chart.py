"""A price over the last ninety days as steps in a small drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WIDTH: Final = 300
HEIGHT: Final = 80
_SPAN: Final = timedelta(days=90)
_RANGE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Step:
    """A price from one moment to another; the last one has no end yet."""

    price: int
    begin: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Chart:
    path: str
    low: int
    high: int
    since: datetime
    range_x: float
    """Where the last thirty days begin."""
    low_y: float | None
    """The height of the lowest price of those thirty days."""


def chart(steps: Sequence[Step], lowest: int | None, now: datetime) -> Chart | None:
    """None when there is nothing to draw. The drawing's foot is zero: nothing looks steeper."""
    since = now - _SPAN
    seen = sorted(
        (step for step in steps if step.end is None or step.end > since),
        key=lambda step: step.begin,
    )
    if not seen:
        return None
    high = max(step.price for step in seen)

    def x(at: datetime) -> float:
        return round(max(at - since, timedelta()) / _SPAN * WIDTH, 1)

    def y(price: int) -> float:
        return round(HEIGHT - price / max(high, 1) * (HEIGHT - 6), 1)

    parts = []
    before: datetime | None = None
    for step in seen:
        # A gap, in which nobody could buy, stays a gap.
        joined = before is not None and before == step.begin
        parts.append(f"{'L' if joined else 'M'}{x(step.begin)} {y(step.price)}")
        parts.append(f"H{x(step.end or now)}")
        before = step.end
    return Chart(
        path="".join(parts),
        low=min(step.price for step in seen),
        high=high,
        since=since,
        range_x=x(now - _RANGE),
        low_y=None if lowest is None else y(lowest),
    )
