"""Carts, slots, orders and stock as the orders service answers them."""

from datetime import datetime
from typing import Any

from marketkit.money import Money
from pydantic import field_validator

from gateway.pages.answers.base import FREE, Answer, Cents, UnitPrice, Weighed
from gateway.pages.answers.catalog import Shop, ShopCard
from gateway.pages.answers.fulfilling import AtCounter, Reduction, Substitute
from gateway.pages.answers.places import PartFulfilment


class Trouble(Answer):
    """Why a line or a cart cannot be ordered as it is."""

    code: str = ""
    message: str = ""
    variant_id: str = ""


class Line(Answer):
    variant_id: str = ""
    product_id: str = ""
    slug: str = ""
    title: str = ""
    label: str = ""
    quantity: int = 1
    price: Cents = FREE
    price_before: Cents | None = None
    line_total: Cents = FREE
    """At most; of goods sold by weight `estimate` is what is likely."""
    estimate: Cents | None = None
    weighed: Weighed | None = None
    lead_days: int | None = None
    unit_price: UnitPrice | None = None
    deposit: Cents | None = None
    deposit_kind: str = ""
    deposit_total: Cents | None = None
    vat_class: str = ""
    picture: str = ""
    available: int | None = None
    on_order: bool = False
    age: int | None = None
    """From which it is sold."""
    withdrawal_class: str = ""
    problem: Trouble | None = None


class CartShop(Answer):
    shop: ShopCard
    notice: str = ""
    lines: tuple[Line, ...] = ()
    subtotal: Cents = FREE
    deposit_total: Cents = FREE
    total: Cents = FREE


class Cart(Answer):
    id: str
    version: int = 0
    order_id: str = ""
    shops: tuple[CartShop, ...] = ()
    total: Cents = FREE
    item_count: int = 0
    can_checkout: bool = False
    problems: tuple[Trouble, ...] = ()
    age: int | None = None
    """Which all of it together asks for."""

    @property
    def lines(self) -> list[Line]:
        return [line for shop in self.shops for line in shop.lines]

    @property
    def is_estimate(self) -> bool:
        """Whether something in it is weighed at packing, so that it may come to less."""
        return any(line.estimate for line in self.lines)


class Slot(Answer):
    start: datetime
    end: datetime | None = None
    label: str = ""


class ShopSlots(Answer):
    shop_id: str
    slug: str = ""
    name: str = ""
    slots: tuple[Slot, ...] = ()
    reason: str = ""
    notice: str = ""


class CartSlots(Answer):
    shops: tuple[ShopSlots, ...] = ()


class Contact(Answer):
    name: str = ""
    email: str = ""
    phone: str = ""


class Payment(Answer):
    method: str = "pickup"
    status: str = "at_pickup"
    kind: str = ""
    """card, sepa_debit …, once it is known."""
    taken: Cents | None = None


class Change(Answer):
    status: str
    at: datetime | None = None


class OrderRecall(Answer):
    """Something in it was called back."""

    id: str
    number: str = ""
    title: str = ""


class VatShare(Answer):
    """What of a part has one rate; shares without tax are not named."""

    permille: int
    gross: Cents = FREE
    net: Cents = FREE
    tax: Cents = FREE


class AgeCheck(Answer):
    age: int
    at: datetime | None = None


class ShopOrder(Answer):
    id: str
    number: str = ""
    order_id: str = ""
    shop: Shop | None = None
    status: str = "placed"
    slot: Slot | None = None
    contact: Contact = Contact()
    lines: tuple[Line, ...] = ()
    subtotal: Cents = FREE
    deposit_total: Cents = FREE
    fee: Cents = FREE
    """For bringing it; part of the total."""
    fulfilment: PartFulfilment = PartFulfilment()
    total: Cents = FREE
    vat: tuple[VatShare, ...] = ()
    pickup_code: str = ""
    reason: str = ""
    note: str = ""
    history: tuple[Change, ...] = ()
    refunded: Cents | None = None
    allowed: tuple[str, ...] = ()
    undo_until: datetime | None = None
    """How long the shop can take its last step back."""
    due: Cents = FREE
    """What it costs in the end; `total` is what was agreed."""
    payment: Payment | None = None
    created_at: datetime | None = None
    reductions: tuple[Reduction, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    at_counter: tuple[AtCounter, ...] = ()
    goodwill: Cents | None = None
    recalls: tuple[OrderRecall, ...] = ()
    age: int | None = None
    """An identity card is looked at before it is handed over."""
    age_checked: AgeCheck | None = None
    arrived_at: datetime | None = None
    """Since when it has been at its pickup point."""

    @property
    def costs(self) -> Money:
        """In the end; what was agreed as long as nothing has changed."""
        return self.due if self.reductions else self.total

    def missing(self, position: int) -> int:
        """How many pieces of a line the shop has said are missing."""
        return self._off(position, {"missing"})

    @property
    def to_pack(self) -> list[tuple[str, int]]:
        """What is really packed: without what is left out, with what stands in for it."""
        found = [
            (_name(line.title, line.label), line.quantity - self._off(at, None))
            for at, line in enumerate(self.lines, 1)
        ]
        gone = {each.position for each in self.reductions if each.kind == "withdrawn"}
        here = [each.details for each in self.reductions if each.position not in gone]
        instead = [each.instead for each in here if each.instead]
        found += [(_name(each.title, each.label), each.quantity) for each in instead]
        return [(name, quantity) for name, quantity in found if quantity > 0]

    def _off(self, position: int, kinds: set[str] | None) -> int:
        return sum(
            each.quantity
            for each in self.reductions
            if each.position == position and (kinds is None or each.kind in kinds)
        )

    @property
    def has_weighed(self) -> bool:
        """Whether something has to go on the scales before it is ready."""
        return any(line.weighed for line in self.lines)

    @field_validator("number", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class Buyer(Answer):
    """A business or an authority."""

    company: str = ""
    vat_id: str = ""
    reference: str = ""


class Helper(Answer):
    """Who ordered for somebody else."""

    name: str = ""
    role: str = "advisor"


class Order(Answer):
    id: str
    number: str = ""
    created_at: datetime | None = None
    status: str = "placed"
    payment: Payment = Payment()
    contact: Contact = Contact()
    total: Cents = FREE
    due: Cents | None = None
    shop_orders: tuple[ShopOrder, ...] = ()
    payment_url: str = ""
    token: str = ""
    buyer: Buyer | None = None
    placed_by: Helper | None = None

    @field_validator("number", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class Stock(Answer):
    variant_id: str
    product_id: str = ""
    on_hand: int | None = None
    reserved: int = 0
    available: int | None = None
    on_order: bool = False
    not_counted: bool = False


def _name(title: str, label: str) -> str:
    return f"{title}, {label}" if label else title
