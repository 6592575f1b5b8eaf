"""Turning a cart into an order: contact, a pickup time for every shop, totals, frozen lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from marketkit.errors import FieldError
from marketkit.pickup.windows import Slot

from orders.domain.cart import Cart, Line, Shop, Totals, by_shop, totals
from orders.domain.codes import new_pickup_code, shop_order_number
from orders.domain.errors import (
    CartEmptyError,
    CartHasProblemsError,
    ContactIncompleteError,
    NotEnoughStockError,
    OrderTooLargeError,
    SlotFullError,
    SlotMissingError,
    SlotNotOfferedError,
    TotalChangedError,
)
from orders.domain.fulfilment import AT_THE_SHOP, Fulfilment, Place, Way
from orders.domain.german_days import euros
from orders.domain.order import OrderStatus, PaymentMethod
from orders.domain.ordering import problems
from orders.domain.pickup_times import NOTHING_AROUND, Around, PickupTime, place_of, times_of
from orders.domain.rules import rules_from
from orders.domain.shown import Document, money, shown_line, shown_seller
from orders.domain.terms import terms_of
from orders.domain.why_no_time import why_not

Language = Literal["de", "en"]
"""In which language the buyer is written to."""


LARGEST_TOTAL = 10_000_000
"""In cents. Beyond that somebody has slipped on a key."""


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed with one shop: what, when, and how it reaches the buyer."""

    shop: Shop
    lines: Sequence[Line]
    slot: Slot
    fulfilment: Fulfilment = AT_THE_SHOP
    place: Place | None = None
    """Where it takes up room; None where nobody counts."""


@dataclass(frozen=True, slots=True)
class NewPart:
    """One shop's part; `shown` and `seller` are what the buyer saw, for keeps."""

    id: UUID
    number: str
    shop: Shop
    seller: Mapping[str, Any]
    slot: Slot
    lines: tuple[Line, ...]
    shown: tuple[Document, ...]
    totals: Totals
    pickup_code: str
    fulfilment: Fulfilment = AT_THE_SHOP
    terms: Document | None = None
    """Texts, tax and fees as they hold now: what this contract is judged by later."""
    place: Place | None = None
    """Where it takes up room; None where nobody counts."""
    vat: tuple[int | None, ...] = ()
    """The rate of each line in permille; empty: nobody has worked it out."""


@dataclass(frozen=True, slots=True)
class NewOrder:
    id: UUID
    number: str
    cart_id: UUID
    cart_version: int
    account_id: UUID | None
    guest_token_hash: bytes | None
    method: PaymentMethod
    contact: Contact
    note: str
    language: Language
    parts: tuple[NewPart, ...]
    created_at: datetime
    buyer: Document | None = None
    placed_by: UUID | None = None
    wishes: Document | None = None
    held_until: datetime | None = None
    """The cart holds its goods already, as it was read: the order takes them over."""

    @property
    def total(self) -> int:
        return sum(part.totals.total for part in self.parts)

    @property
    def status(self) -> OrderStatus:
        """Paying at pickup the shops begin at once; online they wait for the money."""
        online = self.method is PaymentMethod.ONLINE
        return OrderStatus.AWAITING_PAYMENT if online else OrderStatus.PLACED


def check_contact(contact: Contact, method: PaymentMethod) -> None:
    """A name, and a way to be reached; the receipt of an online payment needs an address."""
    errors = []
    if not contact.name.strip():
        errors.append(FieldError("contact.name", "Bitte geben Sie Ihren Namen an."))
    if method is PaymentMethod.ONLINE and not contact.email:
        message = "Für die Online-Zahlung brauchen wir Ihre E-Mail-Adresse."
        errors.append(FieldError("contact.email", message))
    elif not (contact.email or contact.phone):
        message = "Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an."
        errors.append(FieldError("contact.email", message))
    if errors:
        raise ContactIncompleteError(errors=errors)


def check_cart(cart: Cart) -> None:
    """Everything in it can be had, at prices the buyer has agreed to."""
    if not cart.lines:
        raise CartEmptyError
    problems = cart.problems()
    short = [(line, problem) for line, problem in problems if problem.code == "sold_out"]
    if short:
        raise not_enough((line, problem.details["available"]) for line, problem in short)
    if totals(cart.lines).total > LARGEST_TOTAL:
        raise OrderTooLargeError
    if problems:
        found = [
            {"variant_id": line.offer.variant_id, "code": p.code, "message": p.message, **p.details}
            for line, p in problems
        ]
        raise CartHasProblemsError(problems=found)


def not_enough(short: Iterable[tuple[Line, int]]) -> NotEnoughStockError:
    """Names every short line with what is left of it."""
    lines = [
        {
            "variant_id": line.offer.variant_id,
            "title": line.offer.title,
            "quantity": line.quantity,
            "available": available,
        }
        for line, available in short
    ]
    return NotEnoughStockError(lines=lines)


def slot_full(new: NewOrder, shop_ids: Sequence[UUID]) -> SlotFullError:
    """Names the shops whose chosen time has just been taken by others."""
    full = [part.shop for part in new.parts if part.shop.id in shop_ids]
    return SlotFullError(errors=[_slot_error(shop, SlotFullError.message) for shop in full])


def check_total(new: NewOrder, shown: int | None) -> None:
    """The buyer agrees to what stood above the button. None: nobody said what that was."""
    if shown is None or shown == new.total:
        return
    message = (
        f"Die Summe hat sich geändert: Es sind jetzt {euros(new.total)} statt {euros(shown)}. "
        "Bitte sehen Sie noch einmal nach, bevor Sie bestellen."
    )
    raise TotalChangedError(message, before=money(shown), after=money(new.total))


def choose_slots(
    cart: Cart,
    chosen: Mapping[UUID, datetime],
    now: datetime,
    around: Around = NOTHING_AROUND,
    pickups: Mapping[UUID, UUID] | None = None,
) -> list[Agreed]:
    """Each shop with its lines and the time chosen for it; in a round also with the place.

    Raises `SlotMissingError`, `SlotNotOfferedError` or `SlotFullError`, each naming the shops.
    """
    groups = by_shop(cart.lines)
    missing = [_slot_error(shop, "Bitte wählen Sie eine Abholzeit.") for shop, _ in groups
               if shop.id not in chosen]  # fmt: skip
    if missing:
        raise SlotMissingError(errors=missing)
    agreed, full, refused = [], [], []
    for shop, lines in groups:
        start, times = chosen[shop.id], times_of(shop, lines, now, around)
        time = times.at(start, (pickups or {}).get(shop.id))
        if time:
            agreed.append(_agreed_at(shop, lines, time))
        elif times.is_full(start):
            full.append(_slot_error(shop, SlotFullError.message))
        else:
            reason = times.reason or why_not(shop, rules_from(shop.rules), lines, now, start)
            refused.append(_slot_error(shop, reason))
    if refused:
        raise SlotNotOfferedError(errors=[*refused, *full])
    if full:
        raise SlotFullError(errors=full)
    return agreed


def _agreed_at(shop: Shop, lines: Sequence[Line], time: PickupTime) -> Agreed:
    """At the shop's own door, or where its selling round is handed out."""
    fulfilment = AT_THE_SHOP
    if time.pickup:
        fulfilment = Fulfilment(
            way=Way.POINT,
            point_id=time.pickup.point_id,
            round_id=time.round_id,
            shown=time.pickup.shown,
        )
    elif time.label:
        fulfilment = Fulfilment(shown={"hint": time.label})
    return Agreed(shop, lines, time.slot, fulfilment, place_of(shop, time))


def check_ordering(cart: Cart, now: datetime, around: Around = NOTHING_AROUND) -> None:
    """The shops' own conditions, as the cart says them too."""
    found = [
        each for shop, lines in by_shop(cart.lines) for each in problems(shop, lines, now, around)
    ]
    if found:
        shown = [{"code": each.code, "message": each.message, **each.details} for each in found]
        raise CartHasProblemsError(" ".join(each.message for each in found), problems=shown)


def new_parts(
    number: str,
    agreed: Sequence[Agreed],
    new_id: Callable[[], UUID],
) -> tuple[NewPart, ...]:
    return tuple(
        NewPart(
            id=new_id(),
            number=shop_order_number(number, position),
            shop=each.shop,
            seller=shown_seller(each.shop),
            slot=each.slot,
            lines=tuple(each.lines),
            shown=tuple(shown_line(line) for line in each.lines),
            totals=replace(totals(each.lines), fee=each.fulfilment.fee),
            pickup_code=new_pickup_code(),
            fulfilment=each.fulfilment,
            terms=terms_of(each.shop),
            place=each.place,
        )
        for position, each in enumerate(agreed, 1)
    )


def _slot_error(shop: Shop, message: str) -> FieldError:
    return FieldError(f"slots.{shop.id}", f"{shop.name}: {message}")
