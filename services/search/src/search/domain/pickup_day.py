"""The pickup day that a parameter names."""

from datetime import date, timedelta

from marketkit.pickup.windows import DAYS_AHEAD

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_RELATIVE = {"today": 0, "tomorrow": 1}


class UnclearDayError(ValueError):
    """Says in German what is wrong with it."""


def day_named(text: str, today: date) -> date:
    """`today`, `tomorrow`, the next such weekday (today too), or a date. Raises UnclearDayError."""
    name = text.strip().lower()
    if name in _RELATIVE:
        return today + timedelta(days=_RELATIVE[name])
    if name in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(name) - today.weekday()) % 7)
    try:
        day = date.fromisoformat(name)
    except ValueError:
        message = (
            "Bitte today, tomorrow, einen Wochentag (mo, tu, we, th, fr, sa, su) oder ein Datum "
            "wie 2026-11-28."
        )
        raise UnclearDayError(message) from None
    if day < today:
        message = "Dieser Tag ist vorbei."
        raise UnclearDayError(message)
    if day > today + timedelta(days=DAYS_AHEAD):
        message = f"Abholen kann man heute und an den nächsten {DAYS_AHEAD} Tagen."
        raise UnclearDayError(message)
    return day
