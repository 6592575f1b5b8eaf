"""What is typed about a promotion: a new price and when, never an old price or a percentage."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from catalog.domain.promotion import Reason
from catalog.use_cases.product_form import HIGHEST_PRICE, MOST_VARIANTS, MoneyForm
from catalog.use_cases.texts import Form


class PromotionPrice(MoneyForm):
    amount: int = Field(gt=0, le=HIGHEST_PRICE)


class ReducedVariant(Form):
    id: UUID
    price: PromotionPrice


class PromotionForm(Form):
    """Without a beginning it begins at once."""

    variants: Annotated[tuple[ReducedVariant, ...], Field(min_length=1, max_length=MOST_VARIANTS)]
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime
    reason: Reason = Reason.NORMAL

    def begins(self, now: datetime) -> datetime:
        """A beginning in the past is now: nothing is ever reduced afterwards."""
        return max(self.starts_at or now, now)


class PromotionChanges(Form):
    """Of a planned one everything may change, of a running one only when it ends."""

    price: PromotionPrice | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
