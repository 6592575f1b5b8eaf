"""On which day goods can be ready at the earliest."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from marketkit.clock import HERE
from marketkit.pickup.away import NEVER, Away
from marketkit.pickup.windows import day_of

from orders.domain.cart import Line
from orders.domain.rules import Rules

_LONGEST_OFF = 400
"""In days. Who is away for longer than a year takes no orders anyway."""


def first_day(rules: Rules, lines: Sequence[Line], now: datetime, away: Away = NEVER) -> date:
    """Before that it cannot be collected, at whatever hour.

    What comes after the cut-off counts as if it came the next day.
    """
    if rules.cutoff is None:
        return made_on(lines, now, away)
    late = now.astimezone(HERE).time() > rules.cutoff and not away.is_shut(day_of(now))
    return _after(max(lead_days(lines), 1) + late, day_of(now), away)


def made_on(lines: Sequence[Line], now: datetime, away: Away = NEVER) -> date:
    """When all of these are made that are made to order; today for what lies there."""
    lead = lead_days(lines)
    return _after(lead, day_of(now), away) if lead else day_of(now)


def lead_days(lines: Sequence[Line]) -> int:
    """The longest that one of these takes to be made."""
    return max((line.offer.facts.get("lead_days", 0) for line in lines), default=0)


def _after(days: int, today: date, away: Away) -> date:
    """So many days on which the shop is not away, from the first of such days on."""
    found, left = today, days
    for _ in range(_LONGEST_OFF):
        if not away.is_shut(found):
            if not left:
                break
            left -= 1
        found += timedelta(days=1)
    return found
