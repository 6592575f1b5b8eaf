"""What has become of an order since it was placed: less, something else, money given back."""

from datetime import datetime

from gateway.pages.answers.base import FREE, Answer, Cents


class Instead(Answer):
    title: str = ""
    label: str = ""
    quantity: int = 0


class ReductionDetails(Answer):
    instead: Instead | None = None


class Reduction(Answer):
    """Why something costs less than agreed."""

    kind: str = "missing"
    position: int = 0
    quantity: int = 0
    amount: Cents = FREE
    reason: str = ""
    details: ReductionDetails = ReductionDetails()


class Substitute(Answer):
    """What the shop offers instead of a line, and what the buyer said."""

    id: str
    position: int = 0
    pieces: int = 0
    quantity: int = 0
    title: str = ""
    label: str = ""
    price: Cents = FREE
    less: Cents = FREE
    state: str = "proposed"
    answer_by: datetime | None = None


class AtCounter(Answer):
    """The shop gave so much back from its till."""

    amount: Cents = FREE
    reason: str = ""
    receipt_no: str = ""
    at: datetime | None = None


class SilentShop(Answer):
    name: str = ""
    slug: str = ""
    phone: str = ""
    email: str = ""


class SilentOrder(Answer):
    """A shop does not answer, and soon the market answers for it."""

    id: str
    number: str = ""
    shop: SilentShop
    opened_at: datetime
    slot_start: datetime
    decline_at: datetime
    total: Cents = FREE


class Giving(Answer):
    """A shop's part, and how much goodwill is possible for it."""

    id: str
    number: str = ""
    shop: SilentShop
    status: str = ""
    payment: str = ""
    total: Cents = FREE
    due: Cents = FREE
    refunded: Cents = FREE
    given: Cents = FREE
    most: Cents = FREE


class Overdue(Answer):
    """Fourteen days are over, and the shop has not paid back."""

    withdrawal_id: str
    shop_order_id: str
    number: str = ""
    name: str = ""
    order_number: str = ""
    state: str = ""
    worth: Cents = FREE
    declared_at: datetime
    pay_back_by: datetime
    shop: SilentShop
