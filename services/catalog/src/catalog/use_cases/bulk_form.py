"""What is changed on many products at once; the shape of the request body."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from catalog.use_cases.texts import Form, Word

MOST_AT_ONCE = 500

Percent = Annotated[Decimal, Field(ge=-90, le=200, max_digits=5, decimal_places=2)]


class ChosenProduct(Form):
    id: UUID
    version: int
    """As it was shown; another one by now, and nothing at all is changed. So twice is once."""


class BulkForm(Form):
    """Exactly one change for all of them."""

    products: Annotated[tuple[ChosenProduct, ...], Field(min_length=1, max_length=MOST_AT_ONCE)]
    price_percent: Percent | None = None
    """Up or down, rounded to whole cents."""
    category: Word = ""
    add_label: Word = ""
    remove_label: Word = ""
    stock: Literal["", "out", "on_order"] = ""
    withdraw: bool = False
    preview: bool = False
    """Only say what would happen."""

    @model_validator(mode="after")
    def _one_change(self) -> "BulkForm":
        wished = [
            self.price_percent is not None, bool(self.category), bool(self.add_label),
            bool(self.remove_label), bool(self.stock), self.withdraw,
        ]  # fmt: skip
        if sum(wished) != 1:
            message = "Bitte genau eine Änderung für alle ausgewählten Produkte."
            raise ValueError(message)
        ids = [product.id for product in self.products]
        if len(set(ids)) != len(ids):
            message = "Ein Produkt steht zweimal in der Auswahl."
            raise ValueError(message)
        return self
