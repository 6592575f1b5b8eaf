"""Money and times the way people write them."""

from datetime import datetime
from typing import Final

from marketkit.clock import HERE

from orders.mail.wording import Wording

_SPACE: Final = "\N{NO-BREAK SPACE}"


def money(cents: int, wording: Wording) -> str:
    euros, rest = divmod(cents, 100)
    if wording.language == "de":
        return f"{euros:,}".replace(",", ".") + f",{rest:02d}{_SPACE}€"
    return f"€{euros:,}.{rest:02d}"


def day(at: datetime, wording: Wording) -> str:
    local = at.astimezone(HERE)
    name, month = wording.days[local.weekday()], wording.months[local.month - 1]
    if wording.language == "de":
        return f"{name}, {local.day}.{_SPACE}{month}"
    return f"{name}, {local.day}{_SPACE}{month}"


def slot(start: datetime, end: datetime, wording: Wording) -> str:
    return wording.labels["clock"].format(
        day=day(start, wording), start=_clock(start), end=_clock(end)
    )


def _clock(at: datetime) -> str:
    return f"{at.astimezone(HERE):%H:%M}"
