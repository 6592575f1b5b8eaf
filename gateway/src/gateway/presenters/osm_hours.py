"""Opening hours as OSM writes them, with the days of the week in the reader's words."""

import re
from collections.abc import Callable

_DAYS = {"Mo": "mo", "Tu": "tu", "We": "we", "Th": "th", "Fr": "fr", "Sa": "sa", "Su": "su"}
_ANY_DAY = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)\b")


def spoken(hours: str, text: Callable[[str], str]) -> str:
    """Days and dashes as people write them; what is not a day goes through as it is."""
    named = _ANY_DAY.sub(lambda day: text(f"day.short.{_DAYS[day[1]]}"), hours)
    named = re.sub(r"(?<=[\w.])-(?=\w)", "\N{EN DASH}", named)
    return re.sub(r"\s*;\s*", ", ", named)
