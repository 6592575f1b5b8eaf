"""What may be sent to this service; unknown fields are refused."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from marketkit.field_rules import broken_at
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from orders.domain.buyer import Buyer, is_vat_id, tidy_vat_id
from orders.domain.cart import MAX_LINES, MAX_QUANTITY, Wish
from orders.domain.fulfilment import Address, ChosenWay, Way
from orders.domain.new_order import Contact
from orders.http.dependencies import YEARS


def _printable(text: str) -> str:
    """PostgreSQL cannot store NUL, and nobody types control characters on purpose."""
    if any(ord(character) < 32 and character not in "\n\r\t" for character in text):  # noqa: PLR2004 -- the first printable character
        message = "Steuerzeichen gehen hier nicht."
        raise ValueError(message)
    return text


def _in_our_time(moment: datetime) -> datetime:
    """Beyond it neither clocks nor the database can reckon in every zone."""
    if moment.year not in YEARS:
        message = f"Bitte ein Datum zwischen {YEARS.start} und {YEARS.stop - 1}."
        raise ValueError(message)
    return moment


def _nothing_for_empty(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str, AfterValidator(_printable)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Optional = BeforeValidator(_nothing_for_empty)
Reason = Annotated[Text, StringConstraints(min_length=3, max_length=500)]
Position = Annotated[int, Field(ge=1, le=1000)]
"""Of a line in its shop order, from 1 on."""
ReceiptNumber = Annotated[Annotated[Text, Field(max_length=60)] | None, Optional]
"""Of the till's own receipt: the market is no cash register."""
EMAIL = r"^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$"
_PHONE = r"^\+?[0-9][0-9 ()/.\-]{4,30}$"


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class LineBody(Body):
    variant_id: UUID
    quantity: int = Field(ge=1, le=MAX_QUANTITY)


class LinesBody(Body):
    lines: list[LineBody] = Field(default_factory=list, max_length=MAX_LINES)

    def wishes(self) -> list[Wish]:
        return [Wish(line.variant_id, line.quantity) for line in self.lines]


class QuantityBody(Body):
    quantity: int = Field(ge=0, le=MAX_QUANTITY)


class ContactBody(Body):
    name: Text = Field(max_length=120)
    email: Annotated[Text | None, Optional] = Field(default=None, max_length=254, pattern=EMAIL)
    phone: Annotated[str | None, Optional] = Field(default=None, max_length=40, pattern=_PHONE)

    def contact(self) -> Contact:
        return Contact(self.name, self.email, self.phone)


class WayBody(Body):
    """How one shop's goods reach the buyer; the ids are those of `GET /carts/{id}/ways`."""

    way: Way
    start: Moment
    point_id: UUID | None = None
    round_id: UUID | None = None
    tour_id: UUID | None = None

    def chosen(self) -> ChosenWay:
        return ChosenWay(self.way, self.start, self.point_id, self.round_id, self.tour_id)


class AddressBody(Body):
    """Where goods are brought to; what is missing is said only when something is brought."""

    name: Text = Field(default="", max_length=120)
    street: Text = Field(default="", max_length=120)
    postal_code: str = Field(default="", pattern=r"^(\d{5})?$")
    place: Text = Field(default="", max_length=80)
    note: Text = Field(default="", max_length=300)

    def address(self) -> Address:
        return Address(self.name, self.street, self.postal_code, self.place, self.note)


class BuyerBody(Body):
    """A business or an authority: what its invoices must name."""

    company: Text = Field(min_length=2, max_length=160)
    street: Text = Field(min_length=2, max_length=120)
    postal_code: Text = Field(min_length=3, max_length=12)
    place: Text = Field(min_length=1, max_length=80)
    vat_id: Annotated[Text | None, Optional] = Field(default=None, max_length=30)
    reference: Annotated[Text | None, Optional] = Field(default=None, max_length=100)
    """A Leitweg-ID, or the buyer's own order number."""
    email: Annotated[Text | None, Optional] = Field(default=None, max_length=254, pattern=EMAIL)

    @field_validator("vat_id")
    @classmethod
    def has_the_form_of_its_country(cls, value: str | None) -> str | None:
        tidy = tidy_vat_id(value) if value else None
        if tidy and not is_vat_id(tidy):
            message = "Diese USt-IdNr. kann nicht stimmen; eine deutsche ist DE und neun Ziffern."
            raise ValueError(message)
        return tidy

    def buyer(self) -> Buyer:
        return Buyer(**self.model_dump())


class CheckoutBody(Body):
    contact: ContactBody
    slots: dict[UUID, Moment] = Field(default_factory=dict, max_length=MAX_LINES)
    ways: dict[UUID, WayBody] = Field(default_factory=dict, max_length=MAX_LINES)
    address: AddressBody | None = None
    payment: Literal["pickup", "online"]
    note: Text = Field(default="", max_length=1000)
    buyer: BuyerBody | None = None
    age_confirmed: Literal[16, 18] | None = None
    """At least so old, says who orders."""
    substitutes: Literal["ask", "similar", "never"] | None = None
    on_behalf: bool = False
    """For somebody else, e.g. on the telephone: the contact is theirs, and so is the contract."""
    total_shown: int | None = Field(default=None, ge=0, le=1_000_000_000)
    """In cents, what it comes to before the buyer's eyes: refused if it is another sum by now."""


class UndoBody(Body):
    """Which step is taken back: what its sender saw, so that a second tap goes no further."""

    step: Literal["accepted", "ready"]


class ReasonBody(Body):
    reason: Reason


class PickupCodeBody(Body):
    pickup_code: Text = Field(min_length=1, max_length=20)
    age_checked: bool = False
    """Somebody has looked at the identity card."""


class StockBody(Body):
    """Either a count, or made on order from now on."""

    on_hand: int | None = Field(default=None, ge=0, le=1_000_000)
    on_order: bool | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "StockBody":
        if (self.on_hand is None) is not (self.on_order is True):
            message = "Bitte entweder den Bestand zählen oder auf Bestellung stellen."
            raise broken_at("on_hand", message=message)
        return self
