"""Where a shop itself brings its goods to, and what that costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from marketkit.errors import FieldError

from catalog.domain.region import Region

DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
MOST_CODES: Final = 150
MOST_FEE: Final = 10_000
MOST_GOODS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """A shop's own tour; amounts in cents, gross."""

    postal_codes: tuple[str, ...]
    """In order, each once."""
    fee: int = 0
    free_from: int | None = None
    """The value of goods from which it costs nothing."""
    minimum: int = 0
    """Below this value of goods it does not come."""
    days: tuple[str, ...] = ()
    """`mo` to `su`; empty: by arrangement."""
    note: str = ""

    def said(self) -> dict[str, Any]:
        """As it is kept, told to others and read in the log."""
        return {
            "postal_codes": list(self.postal_codes),
            "fee": self.fee,
            "free_from": self.free_from,
            "minimum": self.minimum,
            "days": list(self.days),
            "note": self.note,
        }


def in_order(days: Iterable[str]) -> tuple[str, ...]:
    """As the week goes, each once."""
    chosen = set(days)
    return tuple(day for day in DAYS if day in chosen)


def problems(delivery: Delivery, region: Region) -> Iterable[FieldError]:
    """Everything that cannot be, each at its field."""
    yield from _about_places(delivery, region)
    yield from _about_money(delivery)


def _about_places(delivery: Delivery, region: Region) -> Iterable[FieldError]:
    field = "delivery.postal_codes"
    if not delivery.postal_codes:
        yield FieldError(field, "Wähl mindestens einen Ort, an den du lieferst.")
    if len(delivery.postal_codes) > MOST_CODES:
        yield FieldError(field, f"Mehr als {MOST_CODES} Postleitzahlen gehen nicht.")
    if unknown := [code for code in delivery.postal_codes if code not in region.postal_codes]:
        listed = ", ".join(unknown[:5])
        yield FieldError(field, f"In der Region gibt es diese Postleitzahl nicht: {listed}.")


def _about_money(delivery: Delivery) -> Iterable[FieldError]:
    if not 0 <= delivery.fee <= MOST_FEE:
        yield FieldError("delivery.fee", "Eine Lieferung kostet zwischen 0 und 100 €.")
    if not 0 <= delivery.minimum <= MOST_GOODS:
        yield FieldError("delivery.minimum", "Der Mindestwert liegt zwischen 0 und 1.000 €.")
    if delivery.free_from is None:
        return
    field = "delivery.free_from"
    if not 0 < delivery.free_from <= MOST_GOODS:
        yield FieldError(field, "Die Grenze liegt zwischen 0,01 und 1.000 €.")
    elif delivery.fee == 0:
        yield FieldError(field, "Die Lieferung kostet ohnehin nichts. Lass das Feld leer.")
    elif delivery.free_from <= delivery.minimum:
        yield FieldError(
            field,
            "Frei ab muss über dem Mindestwert liegen: Sonst kostet die Lieferung nie etwas.",
        )
