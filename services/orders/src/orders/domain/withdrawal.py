"""Withdrawing from a contract (§§ 355, 356a, 357 BGB): declared by anybody, at any time.

Nobody is turned away: whether the period is over, or goods are exempt, is the seller's to say
afterwards. What was declared, and when, stands.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from marketkit.clock import HERE

from orders.domain.errors import WithdrawalDecidedError, WithdrawalSumError

_NUMBER = re.compile(r"(?<![A-Z0-9-])[A-Z0-9]{1,12}-[0-9]{4}-[0-9]{6}(?:-[0-9]{1,3})?(?![0-9])")
YEARS = range(2020, 2200)
"""In which somebody can have ordered something here."""
PAY_BACK_WITHIN = timedelta(days=14)
"""From the day the declaration arrives (§ 357 Abs. 1 BGB)."""
PERIOD = timedelta(days=14)
"""To declare it in, from the day the last goods were received (§ 355 Abs. 2, § 356 Abs. 2 BGB)."""


class State(StrEnum):
    DECLARED = "declared"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What somebody says: who they are, which contract, which of it, and where the receipt goes."""

    name: str
    contract: str
    """The order's number, or other words by which it can be told."""
    receipt_to: str
    statement: str = ""
    """What of it, in their own words; empty: everything."""
    ordered_on: date | None = None
    language: str = "de"
    parts: Mapping[UUID, frozenset[int] | None] = field(default_factory=dict)
    """By shop order the positions of the lines, None for all; for who has the order at hand."""

    @property
    def order_number(self) -> str | None:
        """Of an order or a shop order, among whatever other words."""
        found = _NUMBER.search(self.contract.upper())
        return found.group() if found else None

    @property
    def plain_name(self) -> str:
        return " ".join(self.name.split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a shop order: what was bought, and what one piece cost with its deposit."""

    position: int
    quantity: int
    price: int
    deposit: int
    shown: Mapping[str, Any]

    @property
    def worth(self) -> int:
        return self.quantity * (self.price + self.deposit)


@dataclass(frozen=True, slots=True)
class Part:
    """One shop's part of a withdrawal."""

    withdrawal_id: UUID
    shop_order_id: UUID
    shop_id: UUID
    worth: int
    """What these lines cost, in cents."""
    state: State = State.DECLARED

    def check_decides(self, state: State, amount: int | None = None, due: int = 0) -> bool:
        """Whether this is news. Saying the same twice is no news; changing one's mind is refused.

        Raises WithdrawalDecidedError, or WithdrawalSumError for more than is `due`, in cents.
        """
        if self.state is state:
            return False
        if self.state is not State.DECLARED:
            raise WithdrawalDecidedError(state=self.state)
        if amount is not None and not 0 <= amount <= due:
            raise WithdrawalSumError(most=due)
        return True


def withdrawn(lines: Sequence[Line], positions: frozenset[int] | None) -> list[Line]:
    """The lines that are meant; all of them for None."""
    return [line for line in lines if positions is None or line.position in positions]


def ids_of(day: date) -> tuple[UUID, UUID]:
    """Between which the ids of a day's orders lie: they begin with the time (UUID version 7)."""
    first = datetime.combine(day, time(), HERE)
    following = datetime.combine(day + timedelta(days=1), time(), HERE)
    return id_at(first), id_at(following)


def id_at(moment: datetime) -> UUID:
    """The first one of that moment."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)


def may_be_declared_until(received_at: datetime) -> datetime:
    """The end of the fourteenth day after the one on which the goods came (§ 187 Abs. 1 BGB)."""
    last = (received_at.astimezone(HERE) + PERIOD).date()
    return datetime.combine(last + timedelta(days=1), time(), HERE)


def pay_back_by(declared_at: datetime) -> datetime:
    """The last moment for the shop to pay back."""
    return declared_at + PAY_BACK_WITHIN
