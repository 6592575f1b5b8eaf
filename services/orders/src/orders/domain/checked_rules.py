"""What a shop may say of how it takes orders, and what cannot be meant."""

from datetime import time, timedelta

from marketkit.errors import FieldError

from orders.domain.rules import MOST_DAYS_AHEAD, MOST_WINDOWS, OrderWindow, Rules

MOST_MINIMUM = 100_000
"""In cents."""
MOST_PER_WINDOW = 1000
QUICKEST, SLOWEST = 15, 2880
SHORTEST = timedelta(minutes=15)
SHORTEST_ROUND = timedelta(minutes=30)
"""At doors; who waits at home is not told the minute."""


def wrong_with(rules: Rules) -> list[FieldError]:
    """By field; empty when all can be meant."""
    found = []
    if not 0 <= rules.minimum <= MOST_MINIMUM:
        message = "Der Mindestbestellwert liegt zwischen 0 und 1.000 €."
        found.append(FieldError("minimum", message))
    if rules.per_window is not None and not 1 <= rules.per_window <= MOST_PER_WINDOW:
        found.append(FieldError("per_window", "Bitte eine Zahl von 1 bis 1.000."))
    if not 1 <= rules.days_ahead <= MOST_DAYS_AHEAD:
        found.append(FieldError("days_ahead", f"Bitte 1 bis {MOST_DAYS_AHEAD} Tage."))
    if not QUICKEST <= rules.accept_within_minutes <= SLOWEST:
        message = f"Bitte eine Zahl von {QUICKEST} bis {SLOWEST} Minuten."
        found.append(FieldError("accept_within_minutes", message))
    return found + _wrong_times(rules)


def _wrong_times(rules: Rules) -> list[FieldError]:
    found = []
    if len(rules.windows) > MOST_WINDOWS:
        found.append(FieldError("windows", f"Mehr als {MOST_WINDOWS} Bestellfenster gehen nicht."))
    for index, window in enumerate(rules.windows):
        if _length(window) < SHORTEST:
            message = "Das Ende muss mindestens eine Viertelstunde nach dem Anfang liegen."
            found.append(FieldError(f"windows[{index}].end", message))
    if _between(*rules.delivery_window) < SHORTEST_ROUND:
        message = "Das Ende muss mindestens eine halbe Stunde nach dem Anfang liegen."
        found.append(FieldError("delivery_window.end", message))
    return found


def _length(window: OrderWindow) -> timedelta:
    return _between(window.begin, window.end)


def _between(begin: time, end: time) -> timedelta:
    return _since_midnight(end) - _since_midnight(begin)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)
