"""Goods sold by what they weigh: a price for the kilogram, a usual weight, and a limit to it.

Art. 246a § 1 (1) no. 5 EGBGB: where the price cannot be known before, the buyer learns how it is
computed. The likely price follows from the usual weight, the most anybody pays from the limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any, Final, Self

from marketkit.errors import FieldError

KILOGRAM: Final = 1000
"""In grams."""
HEAVIEST: Final = 100_000
"""In grams. What is heavier is not sold by the piece."""
MOST_TIMES: Final = 2
"""A limit further off would tell the buyer nothing of what it will cost."""
HIGHEST_PRICE: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Weighed:
    """`per_kg` in cents, gross; the weights are those of one piece."""

    per_kg: int
    grams: int
    max_grams: int

    @classmethod
    def read(cls, said: dict[str, Any] | None) -> Self | None:
        """From the row's JSON."""
        return None if said is None else cls(**said)

    @property
    def price(self) -> int:
        """Of a piece of the usual weight, rounded half up."""
        return _cents(self.per_kg * self.grams, ROUND_HALF_UP)

    @property
    def most(self) -> int:
        """What a piece costs at the most."""
        return _cents(self.per_kg * self.max_grams, ROUND_CEILING)

    def at(self, per_kg: int) -> Self:
        """The same goods at another price."""
        return type(self)(per_kg, self.grams, self.max_grams)


def problems(weighed: Weighed) -> Iterator[FieldError]:
    """What of it cannot be, by field."""
    if weighed.per_kg <= 0:
        yield FieldError("per_kg", "Sag, was das Kilogramm kostet.")
    if weighed.max_grams < weighed.grams:
        yield FieldError("max_grams", "Das Höchstgewicht liegt unter dem üblichen Gewicht.")
    elif weighed.max_grams > MOST_TIMES * weighed.grams:
        yield FieldError(
            "max_grams",
            "Das Höchstgewicht darf höchstens das Doppelte des üblichen sein, damit man vorher "
            "weiß, was es kostet.",
        )
    elif weighed.most > HIGHEST_PRICE:
        yield FieldError("per_kg", "So viel kostet kein Stück: fehlt ein Komma?")
    elif weighed.per_kg > 0 and weighed.price <= 0:
        yield FieldError("grams", "Bei diesem Gewicht wäre der Preis null.")


def _cents(thousandths: int, rounding: str) -> int:
    return int((Decimal(thousandths) / KILOGRAM).quantize(Decimal(1), rounding=rounding))
