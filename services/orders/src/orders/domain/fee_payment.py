"""What of the market's own invoices is open, since when, and how it was made up for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

TIME_TO_PAY: Final = timedelta(days=14)
"""As every fee invoice says."""


class PaidBy(StrEnum):
    BANK = "bank"
    NETTED = "netted"
    """The shop owes it as a debt instead, and its next payouts make up for that."""


class FeeState(StrEnum):
    SETTLED = "settled"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class FeeInvoice:
    """One of the market's invoices to a shop; cents."""

    id: UUID
    shop_id: UUID
    number: str
    issued_on: date
    to_pay: int
    """Commission on sales paid at the counter; negative when more was given back than taken."""
    paid: int
    netted: int

    @property
    def due_on(self) -> date:
        return self.issued_on + TIME_TO_PAY


@dataclass(frozen=True, slots=True)
class Followed:
    """An invoice, what later credits made up for, and what is left."""

    invoice: FeeInvoice
    credited: int
    open: int
    state: FeeState


def follow(invoices: Sequence[FeeInvoice], today: date) -> list[Followed]:
    """Of one shop, the oldest first. What was given back makes up for the oldest that is open."""
    credit = -sum(min(0, each.to_pay - each.paid - each.netted) for each in invoices)
    found = []
    for each in invoices:
        left = max(0, each.to_pay - each.paid - each.netted)
        credited = min(left, credit)
        credit -= credited
        left -= credited
        found.append(Followed(each, credited, left, _state(left, each.due_on, today)))
    return found


def _state(left: int, due_on: date, today: date) -> FeeState:
    if not left:
        return FeeState.SETTLED
    return FeeState.OVERDUE if today > due_on else FeeState.OPEN
