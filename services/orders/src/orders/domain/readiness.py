"""On which day goods can be ready at the earliest."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from marketkit.clock import HERE
from marketkit.pickup.windows import day_of

from orders.domain.cart import Line
from orders.domain.rules import Rules


def first_day(rules: Rules, lines: Sequence[Line], now: datetime) -> date:
    """Before that it cannot be collected, at whatever hour.

    What comes after the cut-off counts as if it came the next day.
    """
    today, lead = day_of(now), lead_days(lines)
    if rules.cutoff is None:
        return today + timedelta(days=lead) if lead else today
    late = now.astimezone(HERE).time() > rules.cutoff
    return today + timedelta(days=max(lead, 1) + late)


def lead_days(lines: Sequence[Line]) -> int:
    """The longest that one of these takes to be made."""
    return max((line.offer.facts.get("lead_days", 0) for line in lines), default=0)
