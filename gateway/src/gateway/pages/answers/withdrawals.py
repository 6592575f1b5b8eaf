"""Withdrawals as the orders service answers them."""

from datetime import date, datetime

from marketkit.money import Money

from gateway.pages.answers.base import FREE, Answer, Cents
from gateway.pages.answers.catalog import ShopCard
from gateway.pages.answers.fulfilling import AtCounter
from gateway.pages.answers.orders import Line


class Part(Answer):
    """One shop's part, and what the shop has said to it."""

    shop_order_id: str
    number: str = ""
    shop: ShopCard
    lines: tuple[Line, ...] = ()
    worth: Cents = FREE
    state: str = "declared"
    reason: str = ""
    paid_back: Cents | None = None
    decided_at: datetime | None = None
    deduction: Cents = FREE
    settled_at: datetime | None = None
    at_counter: AtCounter | None = None


class Withdrawal(Answer):
    """What was declared, and when."""

    id: str
    number: str = ""
    declared_at: datetime
    name: str = ""
    contract: str = ""
    ordered_on: date | None = None
    statement: str = ""
    receipt_to: str = ""
    parts: tuple[Part, ...] = ()
    token: str = ""


class Ground(Answer):
    """Why a withdrawal may be refused, in the words the buyer will read."""

    ground: str
    words: str = ""


class ShopsPart(Part):
    """The same for the shop: with both periods, and whether the goods were handed over."""

    withdrawal_id: str
    withdrawal_number: str = ""
    name: str = ""
    statement: str = ""
    declared_at: datetime
    handed_over_at: datetime | None = None
    declarable_until: datetime | None = None
    pay_back_by: datetime
    payment: str = "pickup"
    status: str = ""
    due: Cents | None = None
    """Everything that is to be paid back, with the share of the delivery."""
    due_fee: Cents = FREE
    grounds: tuple[Ground, ...] = ()
    """On which the law lets it be refused; none when the buyer has the right to withdraw."""
    positions: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()

    @property
    def to_pay(self) -> Money:
        return self.worth if self.due is None else self.due

    @property
    def still_out(self) -> list[tuple[int, Line]]:
        """Lines that have not come back, by their place in the order."""
        both = zip(self.positions, self.lines, strict=False)
        return [(at, line) for at, line in both if at not in self.returned]

    @property
    def returned_titles(self) -> list[str]:
        both = zip(self.positions, self.lines, strict=False)
        return [line.title for at, line in both if at in self.returned]

    @property
    def is_late(self) -> bool:
        """Declared after the fourteen days; the shop may then refuse."""
        return self.declarable_until is not None and self.declared_at > self.declarable_until


class Rejected(Answer):
    """What a shop has refused, for the operator."""

    number: str = ""
    withdrawal_number: str = ""
    shop: ShopCard
    name: str = ""
    worth: Cents = FREE
    reason: str = ""
    declared_at: datetime
    decided_at: datetime


class Unmatched(Answer):
    """A declaration that no order could be found for."""

    id: str
    number: str = ""
    declared_at: datetime
    name: str = ""
    contract: str = ""
    ordered_on: date | None = None
    statement: str = ""
    receipt_to: str = ""
