"""How long ago somebody said that an offer holds."""

from datetime import datetime, timedelta
from typing import Final

STALE_AFTER: Final = timedelta(days=7)


def stale_days(confirmed_at: datetime | None, now: datetime) -> int | None:
    """Whole days since then, once it is a week; None while it is fresh, or counted."""
    if confirmed_at is None or now - confirmed_at < STALE_AFTER:
        return None
    return (now - confirmed_at) // timedelta(days=1)
