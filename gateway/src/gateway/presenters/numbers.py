"""Money, amounts and distances, written the way the reader's language writes them."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import format_currency, format_decimal, format_percent
from marketkit.money import Money

NBSP = "\u00a0"
_METRES_SHOWN_BELOW_KM = 1
_REMEMBERED = 4096
"""The same prices and distances stand on page after page, and formatting them takes its time."""
_PERCENT = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]))?")
_LONGEST_PRICE = 15
"""Characters; longer numbers fit into no answer."""


def money(value: Money, language: str) -> str:
    """`4,80 €`; cents are exact, so the amount never passes through a float."""
    return _money(value.amount, value.currency, language)


@lru_cache(maxsize=_REMEMBERED)
def _money(cents: int, currency: str, language: str) -> str:
    return str(format_currency(Decimal(cents) / 100, currency, locale=language))


def amount(value: str | Decimal, unit: str, language: str) -> str:
    """`1,5 kg` from `1.500` and `kg`; what is no number is shown as it came."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return f"{value}{NBSP}{unit}".strip()
    text = format_decimal(number.normalize(), format="#,##0.###", locale=language)
    return f"{text}{NBSP}{unit}".strip()


@lru_cache(maxsize=_REMEMBERED)
def whole(value: int, language: str) -> str:
    """`1.000`."""
    return str(format_decimal(value, format="#,##0", locale=language))


def unit_price(value: Money, per: str, language: str) -> str:
    """`6,40 €/kg`."""
    return f"{money(value, language)}/{per}"


@lru_cache(maxsize=_REMEMBERED)
def distance(kilometres: float, language: str) -> str:
    """`0,4 km` near by, `9 km` further away: nobody needs metres out there."""
    pattern = "0.0" if kilometres < _METRES_SHOWN_BELOW_KM * 10 else "#,##0"
    text = format_decimal(Decimal(str(kilometres)), format=pattern, locale=language)
    return f"{text}{NBSP}km"


def per_mille(value: int, language: str) -> str:
    """A tax rate kept in thousandths: 70 → `7 %`, 78 → `7,8 %`."""
    return (
        format_percent(Decimal(value) / 1000, format="#,##0.#%", locale=language)
        .replace("%", f"{NBSP}%" if language == "de" else "%")
        .replace(f"{NBSP}{NBSP}", NBSP)
    )


def typed_price(value: Money | None) -> str:
    """The price as a shop types it into the form: `4,80`."""
    if value is None:
        return ""
    return f"{value.amount // 100},{value.amount % 100:02d}"


MOST_DIGITS = 6
"""A weight with more of them is no weight of a piece."""


def read_price(text: str) -> int | None:
    """Cents from what a shop typed: `4,8`, `4.80`, `4,80 €`; None when that is no price."""
    cleaned = text.replace("€", "").replace("EUR", "").replace(NBSP, " ").strip()
    cleaned = cleaned.replace(" ", "")
    if len(cleaned) > _LONGEST_PRICE or "e" in cleaned.lower():
        return None
    if "," in cleaned:
        cleaned = cleaned.replace(".", "").replace(",", ".")
    try:
        cents = Decimal(cleaned) * 100
    except InvalidOperation:
        return None
    if not cents.is_finite() or cents != cents.to_integral_value():
        return None
    return int(cents)


def read_charge(text: str) -> int | None:
    """Cents of something that may cost nothing, but never less than that."""
    cents = read_price(text)
    return None if cents is None or cents < 0 else cents


def read_permille(text: str) -> int | None:
    """`7,5 %` → 75."""
    match = _PERCENT.fullmatch(text.replace("%", "").strip())
    return int(match[1]) * 10 + int(match[2] or "0") if match else None


def read_grams(text: str) -> int | None:
    """Whole grams from what somebody typed: `300`, `300 g`, `1.200`; None when that is none."""
    cleaned = text.replace(NBSP, " ").strip().lower().removesuffix("g").strip().replace(".", "")
    return (
        int(cleaned)
        if cleaned.isascii() and cleaned.isdigit() and len(cleaned) <= MOST_DIGITS
        else None
    )


def read_amount(text: str) -> str | None:
    """A content amount as the services want it, `0.5` from `0,5`; None when it is no number."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return str(number) if number.is_finite() and number > 0 else None
