"""What is typed about a shop's own tour."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from catalog.domain.delivery import MOST_CODES, Delivery, in_order
from catalog.use_cases.product_form import MoneyForm
from catalog.use_cases.texts import Form, Note, PostalCode

Day = Literal["mo", "tu", "we", "th", "fr", "sa", "su"]
Codes = Annotated[
    tuple[PostalCode, ...],
    Field(max_length=MOST_CODES),
    AfterValidator(lambda codes: tuple(sorted(set(codes)))),
]
Days = Annotated[tuple[Day, ...], Field(max_length=7), AfterValidator(in_order)]
NOTHING = MoneyForm(amount=0)


class DeliveryForm(Form):
    """The whole of it: another area is another agreement."""

    postal_codes: Codes
    fee: MoneyForm = NOTHING
    free_from: MoneyForm | None = None
    minimum: MoneyForm = NOTHING
    days: Days = ()
    note: Note = ""

    def as_said(self) -> Delivery:
        return Delivery(
            postal_codes=self.postal_codes,
            fee=self.fee.amount,
            free_from=self.free_from.amount if self.free_from else None,
            minimum=self.minimum.amount,
            days=self.days,
            note=self.note,
        )
