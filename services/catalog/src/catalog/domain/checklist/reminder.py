"""When a shop is reminded that something ends: two months, one month, a week before, on the day."""

from datetime import date

STAGES = (60, 30, 7, 0)
"""Days before the last day on which it counts."""
FIRST_STAGE = STAGES[0]
EXPIRED = -1
"""The stage after the last day."""


def due_stage(valid_until: date, today: date, reminded: int | None) -> int | None:
    """The stage to speak of now, each once; a worker that slept through one goes on at the next."""
    days = (valid_until - today).days
    if days < 0:
        stage = EXPIRED
    else:
        reached = [stage for stage in STAGES if days <= stage]
        if not reached:
            return None
        stage = reached[-1]
    return stage if reminded is None or stage < reminded else None
