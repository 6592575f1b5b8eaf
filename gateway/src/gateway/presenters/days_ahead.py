"""Days by which something may end."""

from datetime import date, timedelta

_PROPOSED = timedelta(days=365)
_YEARS = 2


def latest_end(today: date) -> date:
    """Twenty-four months on; from a leap day the day before."""
    try:
        return today.replace(year=today.year + _YEARS)
    except ValueError:
        return today.replace(year=today.year + _YEARS, day=28)


def default_end(today: date) -> date:
    """A year: long enough to get through every season once."""
    return today + _PROPOSED
