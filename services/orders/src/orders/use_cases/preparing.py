"""What the buyer asked for, made into an order that only needs to be written, or refused."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import orjson
from marketkit.clock import new_id
from marketkit.pickup.windows import day_of

from orders.domain.age import check_age
from orders.domain.cart import Cart
from orders.domain.choosing_ways import Choice, choose_ways
from orders.domain.codes import guest_token, order_number, token_hash
from orders.domain.commission import with_commission
from orders.domain.fulfilment import Address, ChosenWay
from orders.domain.new_order import (
    Contact,
    Language,
    NewOrder,
    check_cart,
    check_ordering,
    check_total,
    new_parts,
)
from orders.domain.order import PaymentMethod
from orders.domain.part_vat import with_vat
from orders.domain.pickup_times import NOTHING_AROUND, Around
from orders.domain.shown import Document
from orders.domain.stations import NO_STATIONS, Stations
from orders.store.placing import Claim
from orders.use_cases.context import Context
from orders.use_cases.on_behalf import Helper


@dataclass(frozen=True, slots=True)
class Checkout:
    """What the buyer asked for."""

    cart_id: UUID
    account_id: UUID | None
    key: str
    contact: Contact
    slots: Mapping[UUID, datetime]
    method: PaymentMethod
    note: str
    language: Language
    ways: Mapping[UUID, ChosenWay] = field(default_factory=dict)
    """Instead of a slot at the shop, for the shops named here."""
    address: Address | None = None
    buyer: Document | None = None
    wishes: Document | None = None
    helper: Helper | None = None
    """Who orders for somebody else: theirs is neither the order nor the contract."""
    total_shown: int | None = None
    """In cents; None where nobody says what stood above the button."""

    @property
    def owner_id(self) -> UUID | None:
        """Whose order it becomes."""
        return None if self.helper else self.account_id

    def claim(self) -> Claim:
        """A guest's keys are only compared within their cart, which nobody else knows."""
        scope = f"account:{self.account_id}" if self.account_id else f"cart:{self.cart_id}"
        slots = sorted((str(shop), start.timestamp()) for shop, start in self.slots.items())
        ways = sorted((str(shop), way) for shop, way in self.ways.items())
        more = (ways, self.address, self.buyer, self.wishes, self.helper)
        asked = (self.cart_id, self.contact, self.method, self.note, slots, *more)
        return Claim(scope, self.key, hashlib.sha256(orjson.dumps(asked, default=str)).digest())


def prepare(
    context: Context,
    checkout: Checkout,
    cart: Cart,
    sequence: int,
    around: Around = NOTHING_AROUND,
    stations: Stations = NO_STATIONS,
) -> NewOrder:
    """The order as it would be written now. Raises one of the refusals in `domain/errors.py`."""
    now = context.clock.now()
    check_cart(cart)
    check_ordering(cart, now, around)
    check_age(cart, checkout.wishes)
    choice = Choice(checkout.slots, checkout.ways, checkout.address, checkout.method)
    agreed = choose_ways(cart, choice, stations, now, around)
    number = order_number(context.order_prefix, now, sequence)
    order_id = new_id()
    token = None if checkout.owner_id else guest_token(context.guest_token_secret, order_id)
    parts = with_vat(new_parts(number, agreed, new_id), context.vat)
    new = NewOrder(
        id=order_id,
        number=number,
        cart_id=cart.id,
        cart_version=cart.version,
        account_id=checkout.owner_id,
        guest_token_hash=token_hash(token) if token else None,
        method=checkout.method,
        contact=checkout.contact,
        note=checkout.note,
        language=checkout.language,
        parts=with_commission(parts, context.commission.tariff(day_of(now))),
        created_at=now,
        buyer=checkout.buyer,
        placed_by=checkout.helper.account_id if checkout.helper else None,
        wishes=checkout.wishes,
        held_until=cart.held_until,
    )
    check_total(new, checkout.total_shown)
    return new
