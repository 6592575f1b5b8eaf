"""What may be sent to this service; unknown fields are refused."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from orders.domain.cart import MAX_LINES, MAX_QUANTITY, Wish
from orders.domain.new_order import Contact


def _printable(text: str) -> str:
    """PostgreSQL cannot store NUL, and nobody types control characters on purpose."""
    if any(ord(character) < 32 and character not in "\n\r\t" for character in text):  # noqa: PLR2004 -- the first printable character
        message = "Steuerzeichen gehen hier nicht."
        raise ValueError(message)
    return text


def _nothing_for_empty(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str, AfterValidator(_printable)]
Optional = BeforeValidator(_nothing_for_empty)
Reason = Annotated[Text, StringConstraints(min_length=3, max_length=500)]
_EMAIL = r"^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$"
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
    email: Annotated[Text | None, Optional] = Field(default=None, max_length=254, pattern=_EMAIL)
    phone: Annotated[str | None, Optional] = Field(default=None, max_length=40, pattern=_PHONE)

    def contact(self) -> Contact:
        return Contact(self.name, self.email, self.phone)


class CheckoutBody(Body):
    contact: ContactBody
    slots: dict[UUID, AwareDatetime] = Field(max_length=MAX_LINES)
    payment: Literal["pickup", "online"]
    note: Text = Field(default="", max_length=1000)


class ReasonBody(Body):
    reason: Reason


class PickupCodeBody(Body):
    pickup_code: Text = Field(min_length=1, max_length=20)


class StockBody(Body):
    """Either a count, or made on order from now on."""

    on_hand: int | None = Field(default=None, ge=0, le=1_000_000)
    on_order: bool | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "StockBody":
        if (self.on_hand is None) is not (self.on_order is True):
            message = "Bitte entweder den Bestand zählen oder auf Bestellung stellen."
            raise ValueError(message)
        return self
