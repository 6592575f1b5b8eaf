"""What a shop offers for craft work: lines with prices including VAT, travel, a date, an end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

from marketkit.errors import FieldError
from marketkit.pickup.windows import Slot

from orders.domain.cart import Line, Offer, Shop
from orders.domain.errors_kinds import WrongOfferError
from orders.domain.fulfilment import Address, Fulfilment
from orders.domain.new_order import LARGEST_TOTAL, Agreed

LONGEST_VALID: Final = timedelta(days=90)
MOST_LINES: Final = 40
TRAVEL: Final = "Anfahrt"


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """`price` is that of one piece, gross, in cents."""

    title: str
    quantity: int
    price: int
    vat_class: str

    @property
    def total(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Offering:
    lines: tuple[OfferedLine, ...]
    start: datetime
    """When it is done, or can be collected."""
    end: datetime
    valid_until: datetime
    note: str = ""

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    def document(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "lines": [asdict(line) for line in self.lines],
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "valid_until": self.valid_until.isoformat(),
            "note": self.note,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any] | None) -> Self | None:
        if kept is None:
            return None
        return cls(
            tuple(OfferedLine(**line) for line in kept["lines"]),
            datetime.fromisoformat(kept["start"]),
            datetime.fromisoformat(kept["end"]),
            datetime.fromisoformat(kept["valid_until"]),
            kept["note"],
        )


def check_offering(offering: Offering, now: datetime, known_class: Callable[[str], bool]) -> None:
    """Raises WrongOfferError naming each field; `known_class`: a VAT class of this shop."""
    if errors := [*_times(offering, now), *_lines(offering, known_class)]:
        raise WrongOfferError(errors=errors)


def _times(offering: Offering, now: datetime) -> Iterator[FieldError]:
    if offering.valid_until <= now:
        yield FieldError("valid_until", "Das ist schon vorbei.")
    elif offering.valid_until > now + LONGEST_VALID:
        yield FieldError("valid_until", "So lange bleibt kein Preis: höchstens 90 Tage.")
    if offering.start <= now:
        yield FieldError("start", "Der Termin liegt in der Vergangenheit.")
    elif offering.start < offering.valid_until:
        yield FieldError("start", "Der Termin liegt vor dem Ende des Angebots.")
    if offering.end <= offering.start:
        yield FieldError("end", "Das Ende liegt nicht nach dem Anfang.")


def _lines(offering: Offering, known_class: Callable[[str], bool]) -> Iterator[FieldError]:
    for index, line in enumerate(offering.lines):
        if not known_class(line.vat_class):
            yield FieldError(f"lines[{index}].vat_class", "Diesen Steuersatz gibt es hier nicht.")
    if not 0 < offering.total <= LARGEST_TOTAL:
        yield FieldError("lines", "So viel kann es nicht kosten.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the lines of an order from a quote have in common."""

    quote_id: UUID
    product_id: UUID | None
    address: Address | None
    withdrawal_class: str | None = None


def agreed(offering: Offering, asked: Asked, shop: Shop, new_id: Callable[[], UUID]) -> Agreed:
    """As an order's part: made for this one buyer, so nothing is taken off a shelf."""
    lines = [
        Line(_offer(line, asked, shop, new_id()), shop, line.quantity, line.price)
        for line in offering.lines
    ]
    where = asked.address
    hint = {"hint": f"Vor Ort: {where.street}, {where.postal_code} {where.place}"} if where else {}
    fulfilment = Fulfilment(address=where, shown=hint)
    return Agreed(shop, lines, Slot(offering.start, offering.end), fulfilment)


def _offer(line: OfferedLine, asked: Asked, shop: Shop, variant_id: UUID) -> Offer:
    facts = {"withdrawal_class": asked.withdrawal_class} if asked.withdrawal_class else {}
    return Offer(
        variant_id=variant_id,
        product_id=asked.product_id or asked.quote_id,
        shop_id=shop.id,
        slug="",
        title=line.title,
        label="",
        picture=None,
        price=line.price,
        deposit=0,
        vat_class=line.vat_class,
        unit_price=None,
        withdrawn=False,
        on_order=True,
        available=None,
        facts=facts,
    )
