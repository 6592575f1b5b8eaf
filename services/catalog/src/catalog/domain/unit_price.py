"""The unit price (Grundpreis, §§ 4, 5 PAngV): always computed, never typed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from catalog.domain.units import Base, Units

Per = Base | Literal["100 g", "100 ml"]

Exemption = Literal["mixed_set", "small_seller", "service", "vending"]
"""Why a shop need not say a unit price: several goods in one pack; a small direct seller or one who
serves; goods within a service; a machine (§ 4 (3) nos. 2 to 5 PAngV). It is said all the same
where it means something."""
MEANINGLESS: Final = frozenset({"mixed_set"})
"""A basket of ham and candles has a weight, but no price per kilogram that tells anything."""

_TOO_LITTLE = Decimal("0.01")
"""Under 10 g or 10 ml no unit price is owed (§ 4 (3) PAngV)."""
_ONE_HUNDRED = Decimal("0.1")
"""Grams or millilitres, in the base unit."""
_MOST_PER_HUNDRED = Decimal("0.25")
"""Loose goods up to 250 g or ml are priced by the hundred, as at the counter (§ 5 PAngV)."""
_HUNDREDS: Final[dict[str, Per]] = {"kg": "100 g", "l": "100 ml"}


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Cents per base unit; of firewood also how the cubic metre is measured."""

    amount: int
    per: Per
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What one buys for the price: `count` pieces of `amount` each."""

    amount: Decimal | None
    unit: str | None
    count: int = 1
    drained_grams: Decimal | None = None
    """Of one piece. Where it is known the brine does not count."""
    loose: bool = False
    exempt: str | None = None
    per_kg: int | None = None
    """Of goods that are weighed at packing: their unit price, whatever a piece weighs."""


def unit_price(price: int, content: Content, units: Units) -> UnitPrice | None:
    """Cents per base unit, rounded half up; None where none is owed or it would mislead.

    None: no measured content, under 10 g or ml, unlike goods in one pack, or content of exactly
    one base unit, where a second equal price would only confuse.
    """
    if content.per_kg is not None:
        return UnitPrice(content.per_kg, "kg")
    if content.exempt in MEANINGLESS:
        return None
    found = _in_base(content, units)
    if found is None:
        return None
    amount, per, kind = found
    if per in _HUNDREDS and amount < _TOO_LITTLE:
        return None
    if content.loose and per in _HUNDREDS and amount <= _MOST_PER_HUNDRED:
        amount, per = amount / _ONE_HUNDRED, _HUNDREDS[per]
    if amount == 1 and kind is None:
        return None
    cents = (Decimal(price) / amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return UnitPrice(int(cents), per, kind)


def _in_base(content: Content, units: Units) -> tuple[Decimal, Per, str | None] | None:
    """How much of which base unit the whole pack holds."""
    if content.count < 1:
        return None
    if content.drained_grams is not None and content.drained_grams > 0:
        return content.drained_grams * content.count / 1000, "kg", None
    if content.amount is None or content.amount <= 0 or content.unit is None:
        return None
    amount, key = units.measured(content.amount, content.unit)
    unit = units.measures.get(key)
    if unit is None or unit.base is None:
        return None
    return amount * unit.size * content.count, unit.base, unit.kind
