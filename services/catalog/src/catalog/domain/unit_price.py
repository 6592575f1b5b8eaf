"""The unit price (Grundpreis, § 4 PAngV): always computed, never typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Base = Literal["kg", "l", "m", "m²", "m³", "Anwendung"]


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Cents per base unit."""

    amount: int
    per: Base


@dataclass(frozen=True, slots=True)
class _Measure:
    base: Base
    size: Decimal
    """How much of the base unit one of these is."""
    always_shown: bool = False


_MEASURES: Mapping[str, _Measure] = {
    "g": _Measure("kg", Decimal("0.001")),
    "kg": _Measure("kg", Decimal(1)),
    "ml": _Measure("l", Decimal("0.001")),
    "cl": _Measure("l", Decimal("0.01")),
    "l": _Measure("l", Decimal(1)),
    "cm": _Measure("m", Decimal("0.01")),
    "m": _Measure("m", Decimal(1)),
    "cm2": _Measure("m²", Decimal("0.0001")),
    "m2": _Measure("m²", Decimal(1)),
    "cm3": _Measure("m³", Decimal("0.000001")),
    "m3": _Measure("m³", Decimal(1)),
    # Firewood: one cubic metre each, but stacked, loose or solid is not the same amount of wood,
    # so the price per m³ is said even when it equals the price.
    "rm": _Measure("m³", Decimal(1), always_shown=True),
    "srm": _Measure("m³", Decimal(1), always_shown=True),
    "fm": _Measure("m³", Decimal(1), always_shown=True),
    "wl": _Measure("Anwendung", Decimal(1)),
}
PIECE = "stueck"
"""Sold by the piece: a price per piece is the price itself."""
UNITS = frozenset(_MEASURES) | {PIECE}
_TOO_LITTLE = Decimal("0.01")
"""Under 10 g or 10 ml no unit price is owed (§ 4 (3) PAngV)."""


def unit_price(price: int, amount: Decimal | None, unit: str | None) -> UnitPrice | None:
    """Cents per base unit, rounded half up; None where none is owed.

    `amount` is the whole content: of a six-pack all six bottles, of a jar the drained weight.
    None: no measured content, under 10 g or ml, or content of exactly one base unit, where a
    second equal price would only confuse.
    """
    measure = _MEASURES.get(unit or "")
    if measure is None or amount is None or amount <= 0:
        return None
    content = amount * measure.size
    if measure.base in {"kg", "l"} and content < _TOO_LITTLE:
        return None
    if content == 1 and not measure.always_shown:
        return None
    cents = (Decimal(price) / content).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return UnitPrice(int(cents), measure.base)
