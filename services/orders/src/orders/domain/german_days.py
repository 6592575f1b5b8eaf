"""Days and moments as people here say them."""

from datetime import date, datetime
from typing import Final

from marketkit.clock import HERE

_DAYS: Final = (
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Sonnabend", "Sonntag",
)  # fmt: skip
_MONTHS: Final = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip


def day_words(day: date) -> str:
    """`Freitag, 27. November`."""
    return f"{_DAYS[day.weekday()]}, {day.day}. {_MONTHS[day.month - 1]}"


def moment_words(at: datetime) -> str:
    """`Mittwoch, 25. November, 18:00 Uhr`."""
    local = at.astimezone(HERE)
    return f"{day_words(local.date())}, {local:%H:%M} Uhr"


def euros(cents: int) -> str:
    """`10,00 €`, in one piece."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02d}\N{NO-BREAK SPACE}€"
