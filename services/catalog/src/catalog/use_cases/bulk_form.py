"""What is changed on many products at once; the shape of the request body."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from marketkit.field_rules import broken_at
from pydantic import Field, model_validator

from catalog.use_cases.texts import Form, Word

MOST_AT_ONCE = 500
_CHANGES = {"price_percent", "category", "add_label", "remove_label", "stock", "withdraw"}

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
        wished = list(self.model_dump(include=_CHANGES, exclude_defaults=True))
        if len(wished) != 1:
            message = "Bitte genau eine Änderung für alle ausgewählten Produkte."
            raise broken_at((wished[1:] or ["price_percent"])[0], message=message)
        seen: set[UUID] = set()
        for position, product in enumerate(self.products):
            if product.id in seen:
                message = "Ein Produkt steht zweimal in der Auswahl."
                raise broken_at("products", position, message=message)
            seen.add(product.id)
        return self
