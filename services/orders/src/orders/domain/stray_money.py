"""Money nobody was asked for: where it comes from decides whether it goes back by itself."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Cause(StrEnum):
    SECOND_PAGE = "second_page"
    """Paid on another page than the one that counted: nobody wants to pay twice."""
    OTHER_AMOUNT = "other_amount"
    """Not what was asked for: a person has to see why, before anything moves."""
    UNKNOWN_ORDER = "unknown_order"


@dataclass(frozen=True, slots=True)
class Stray:
    session_id: str
    order_id: UUID | None
    amount: int
    currency: str
    payment_id: str | None
    charge_id: str | None
    held_only: bool
    cause: Cause

    @property
    def status(self) -> str:
        goes_back = self.cause is Cause.SECOND_PAGE and self.payment_id is not None
        return "returning" if goes_back else "person"
