"""What is sent about quotes."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from orders.domain.fulfilment import Address
from orders.domain.offering import MOST_LINES, TRAVEL, OfferedLine, Offering
from orders.http.bodies import Body, ContactBody, Moment, Optional, Reason, Text
from orders.use_cases.ask_quote import Asking

MOST_CENTS = 10_000_000
Words = Annotated[Text, StringConstraints(min_length=10, max_length=4000)]
Line = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
_CODE = r"^[0-9]{5}$"


class AddressBody(Body):
    """Where the work is to be done."""

    street: Line
    postal_code: str = Field(pattern=_CODE)
    place: Line


class AskBody(Body):
    contact: ContactBody
    text: Words
    product_id: UUID | None = None
    wish_date: date | None = None
    address: AddressBody | None = None

    def asking(self, slug: str, language: str) -> Asking:
        address = None
        if self.address:
            where = self.address
            address = Address(self.contact.name, where.street, where.postal_code, where.place)
        return Asking(
            slug=slug,
            product_id=self.product_id,
            contact=self.contact.contact(),
            text=self.text,
            wish_date=self.wish_date,
            address=address,
            language=language,
        )


class CentsBody(Body):
    amount: int = Field(ge=0, le=MOST_CENTS)
    currency: Literal["EUR"] = "EUR"


class OfferLineBody(Body):
    """`price` is that of one piece, VAT included."""

    title: Line
    quantity: int = Field(default=1, ge=1, le=9999)
    price: CentsBody
    vat_class: Text = Field(default="de_standard", max_length=40)


class OfferBody(Body):
    lines: list[OfferLineBody] = Field(min_length=1, max_length=MOST_LINES)
    travel: CentsBody | None = None
    """What coming to the place costs, VAT included; a line of its own."""
    start: Moment
    end: Moment | None = None
    """An hour later when left out."""
    valid_until: Moment
    note: Text = Field(default="", max_length=2000)

    def offering(self) -> Offering:
        lines = [
            OfferedLine(line.title, line.quantity, line.price.amount, line.vat_class)
            for line in self.lines
        ]
        if self.travel and self.travel.amount:
            # Going there is part of the service and taxed like it.
            vat_class = self.lines[0].vat_class
            lines.append(OfferedLine(TRAVEL, 1, self.travel.amount, vat_class))
        end = self.end or self.start + timedelta(hours=1)
        return Offering(tuple(lines), self.start, end, self.valid_until, self.note)


class AcceptBody(Body):
    version: int = Field(ge=1)
    """Of the quote, as it was shown: an offer that was changed meanwhile is not accepted."""
    payment: Literal["pickup", "online"]


class DeclineBody(Body):
    reason: Annotated[Reason | None, Optional] = None
