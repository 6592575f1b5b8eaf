"""Amounts, rates, days and months as people type them."""

import re
from datetime import date

from babel.dates import format_date

_AMOUNT = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")
_PERCENT = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]))?")
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


def cents(text: str) -> int | None:
    """`4,80 €` → 480; None for what is no amount."""
    match = _AMOUNT.fullmatch(text.replace("€", "").strip())
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) if match else None


def permille(text: str) -> int | None:
    """`7,5 %` → 75."""
    match = _PERCENT.fullmatch(text.replace("%", "").strip())
    return int(match[1]) * 10 + int(match[2] or "0") if match else None


def day(text: str) -> date | None:
    """`2026-11-23`; None for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def month_of(text: str, today: date) -> date:
    """The first day of `2026-11`; of this month for anything else."""
    return date.fromisoformat(f"{text}-01") if _MONTH.fullmatch(text) else today.replace(day=1)


def month_text(month: date) -> str:
    return f"{month:%Y-%m}"


def month_words(month: date, language: str) -> str:
    """`November 2026`."""
    return str(format_date(month, "LLLL y", locale=language))


def before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def after(month: date) -> date:
    return date(month.year + (month.month == 12), month.month % 12 + 1, 1)  # noqa: PLR2004 -- December
