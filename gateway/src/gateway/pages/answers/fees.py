"""The market's own invoices to shops, as the orders service answers what is open of them."""

from datetime import date

from gateway.pages.answers.base import FREE, Answer, Cents


class FeePayment(Answer):
    id: str
    kind: str = "bank"
    amount: Cents = FREE
    paid_on: date | None = None
    reference: str = ""
    taken_back: bool = False


class Fee(Answer):
    """One of them; `credited` is what later ones have made up for."""

    id: str
    number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    to_pay: Cents = FREE
    paid: Cents = FREE
    netted: Cents = FREE
    credited: Cents = FREE
    open: Cents = FREE
    state: str = "open"
    payments: tuple[FeePayment, ...] = ()


class Fees(Answer):
    """A shop's, the latest first."""

    open: Cents = FREE
    overdue: Cents = FREE
    items: tuple[Fee, ...] = ()


class OpenFees(Answer):
    """What one shop has not paid yet, for the operator."""

    slug: str
    name: str = ""
    open: Cents = FREE
    overdue: Cents = FREE
    invoices: tuple[Fee, ...] = ()
