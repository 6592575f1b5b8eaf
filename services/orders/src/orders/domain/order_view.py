"""An order as its buyer or the shop reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from orders.domain.age import age_of
from orders.domain.new_order import Contact, Language, NewOrder
from orders.domain.order import PaymentMethod
from orders.domain.shop_order import VERBS, ShopOrderStatus
from orders.domain.undoing import stood_since, undo_until

_OFF = frozenset({ShopOrderStatus.DECLINED, ShopOrderStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class StepView:
    status: str
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CounterNote:
    """What the shop needs to know beside the goods: whom it is for, and who has paid."""

    contact_name: str
    contact_phone: str | None
    note: str
    method: str
    payment_status: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ShopOrderView:
    id: UUID
    order_id: UUID
    shop_id: UUID
    number: str
    shop: Mapping[str, Any]
    status: str
    slot_start: datetime
    slot_end: datetime
    lines: Sequence[Mapping[str, Any]]
    subtotal: int
    deposit_total: int
    total: int
    pickup_code: str
    reason: str | None
    opened: bool
    history: Sequence[StepView]
    refunded: int | None = None
    refund_status: str | None = None
    counter: CounterNote | None = None
    fee: int = 0
    fulfilment: Mapping[str, Any] | None = None
    terms: Mapping[str, Any] | None = None
    reductions: Sequence[Mapping[str, Any]] = ()
    """What it costs less than was agreed."""
    vat: Sequence[int | None] = ()
    """The rate of each line in permille; None where nobody knows."""
    age_checked: Mapping[str, Any] | None = None
    """For which age a card was looked at, and when; None: not yet, or nothing asks for it."""
    arrived_at: datetime | None = None
    """Since when it has been at the pickup point; None: nobody has said so."""
    substitutes: Sequence[Mapping[str, Any]] = ()
    """What the shop offered instead, and what became of it."""
    at_counter: Sequence[Mapping[str, Any]] = ()
    """What the shop has paid back from its till."""
    goodwill: int = 0
    """What the market has given out of its own pocket, in cents."""
    recalls: Sequence[Mapping[str, Any]] = ()
    """Running recalls of something in it: not to be handed over, not to be used."""

    @property
    def due(self) -> int:
        """What it costs in the end, in cents; nothing if it was called off."""
        if self.status in _OFF:
            return 0
        return self.total - sum(int(each["amount"]) for each in self.reductions)

    @property
    def is_waiting_there(self) -> bool:
        """It has come to its pickup point, and nobody has collected it."""
        over = self.status in _OFF or self.status == ShopOrderStatus.HANDED_OVER
        return self.arrived_at is not None and not over

    @property
    def age(self) -> int | None:
        """From which age its goods are sold."""
        return age_of(self.lines)

    @property
    def allowed(self) -> tuple[str, ...]:
        return VERBS.get(ShopOrderStatus(self.status), ()) if self.opened else ()

    @property
    def undo_until(self) -> datetime | None:
        """How long its last step can be taken back; not when something was taken off since."""
        since = stood_since(self.history, self.status)
        if since is None or any(
            datetime.fromisoformat(each["at"]) >= since for each in self.reductions
        ):
            return None
        return undo_until(self.history, self.status)


@dataclass(frozen=True, slots=True)
class OrderView:
    id: UUID
    number: str
    created_at: datetime
    status: str
    method: str
    payment_status: str
    payment_url: str | None
    contact: Contact
    note: str
    total: int
    account_id: UUID | None
    shop_orders: Sequence[ShopOrderView]
    buyer: Mapping[str, Any] | None = None
    placed_by: UUID | None = None
    wishes: Mapping[str, Any] | None = None
    paid_with: str | None = None
    """card, sepa_debit …, once the buyer has chosen."""
    taken: int | None = None
    """What has come online, in cents; None: nothing yet."""
    language: Language = "de"

    @property
    def due(self) -> int:
        return sum(part.due for part in self.shop_orders)


def view_of_new(new: NewOrder) -> OrderView:
    """The view of an order that has just been placed, without asking the database again."""
    at_pickup = new.method is PaymentMethod.PICKUP
    first = (StepView("placed", new.created_at),) if at_pickup else ()
    return OrderView(
        id=new.id,
        number=new.number,
        created_at=new.created_at,
        status=new.status,
        method=new.method,
        payment_status="at_pickup" if at_pickup else "pending",
        payment_url=None,
        contact=new.contact,
        note=new.note,
        total=new.total,
        account_id=new.account_id,
        buyer=new.buyer,
        placed_by=new.placed_by,
        wishes=new.wishes,
        language=new.language,
        shop_orders=[
            ShopOrderView(
                id=part.id,
                order_id=new.id,
                shop_id=part.shop.id,
                number=part.number,
                shop=part.seller,
                status=ShopOrderStatus.PLACED,
                slot_start=part.slot.start,
                slot_end=part.slot.end,
                lines=part.shown,
                subtotal=part.totals.subtotal,
                deposit_total=part.totals.deposit,
                fee=part.totals.fee,
                total=part.totals.total,
                fulfilment=part.fulfilment.document(),
                terms=part.terms,
                vat=part.vat,
                pickup_code=part.pickup_code,
                reason=None,
                opened=at_pickup,
                history=first,
            )
            for part in new.parts
        ],
    )
