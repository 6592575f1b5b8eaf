"""The common ground of all parsed answers."""

from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from marketkit.money import Money
from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

T = TypeVar("T")


class Answer(BaseModel):
    """Unknown fields are ignored and a null counts as missing, so a default stands in."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _nulls_are_missing(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item for key, item in value.items() if item is not None}
        return value


def _money(value: Any) -> Any:
    if isinstance(value, int):
        return {"amount": value}
    if isinstance(value, dict):
        return {key: value[key] for key in ("amount", "currency") if key in value}
    return value


Cents = Annotated[Money, BeforeValidator(_money)]
"""Money that may come as a bare number of cents or carry further members."""

FREE = Money(amount=0)


class UnitPrice(Answer):
    """The price per kilogram, litre, metre …, and for which of them."""

    amount: int
    currency: str = "EUR"
    per: str = ""
    kind: str = ""
    """How a cubic metre of firewood is measured."""

    @property
    def money(self) -> Money:
        return Money(amount=self.amount, currency=self.currency)


class Weighed(Answer):
    """Sold by weight: of a piece the usual and the highest, and what a kilogram costs."""

    per_kg: Cents = FREE
    grams: int = 0
    max_grams: int = 0
    most: Cents = FREE


class Promotion(Answer):
    """A lower price for a time, and what it is measured against (§ 11 PAngV)."""

    reference: Cents | None = None
    percent: int | None = None
    until: datetime | None = None
    reason: str = "normal"
    usual_price: Cents | None = None


class Page(Answer, Generic[T]):
    """One page of a list, and where the next begins."""

    items: tuple[T, ...] = ()
    next: str | None = None
