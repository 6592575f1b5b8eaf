"""A cart across shops: what is in it, what it costs now, and what stands in the way of ordering."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.pickup.away import NEVER, Away

MAX_LINES = 100
ASKED_FOR = "service_request"
"""The kind of work that is offered on request, never bought at a tap."""
GRAMS = 1000
"""In a kilogram."""
MAX_QUANTITY = 999


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line cannot be ordered as it is; `details` help to put it right."""

    code: str
    message: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shop:
    """What orders knows about a shop, from the catalogue's events."""

    id: UUID
    slug: str
    name: str
    place: str
    picture: str | None
    status: str
    opening_hours: str
    preparation_minutes: int
    street: str = ""
    postal_code: str = ""
    phone: str = ""
    email: str = ""
    pickup_note: str = ""
    away: Away = NEVER
    tax_mode: str = "standard"
    delivery: Mapping[str, Any] | None = None
    """Where it brings goods to, as the catalogue tells it (`DeliveryState`)."""
    legal: Sequence[Mapping[str, Any]] = ()
    """Which version of its texts holds (`LegalTextState`)."""
    lat: float | None = None
    lon: float | None = None
    rules: Mapping[str, Any] = field(default_factory=dict)
    """How it takes orders; `domain/` parses what it needs of it."""
    imprint: Mapping[str, Any] = field(default_factory=dict)
    """Who stands behind it by law."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One variant as it is sold at this moment."""

    variant_id: UUID
    product_id: UUID
    shop_id: UUID
    slug: str
    title: str
    label: str
    picture: str | None
    price: int
    deposit: int
    vat_class: str
    unit_price: Mapping[str, Any] | None
    withdrawn: bool
    on_order: bool
    available: int | None
    """None when it is made on order, or there without being counted: it cannot run out."""
    deposit_kind: str | None = None
    batch: str = ""
    """From which it is sold now, if the shop says so."""
    category: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What selling it asks: `age`, `temperature`, `withdrawal_class`, `profile`, `weighed`
    (`WeighedState`), `lead_days`; what is not said is missing."""

    @property
    def most(self) -> int:
        """What a piece costs at most, in cents: weighed goods may turn out heavier than thought."""
        weighed = self.facts.get("weighed")
        if not weighed:
            return self.price
        return int(-(-weighed["per_kg"] * weighed["max_grams"] // GRAMS))


@dataclass(frozen=True, slots=True)
class Line:
    """So many of an offer, at the price the buyer last agreed to see."""

    offer: Offer
    shop: Shop
    quantity: int
    price_seen: int

    @property
    def line_total(self) -> int:
        """At most, in cents."""
        return self.offer.most * self.quantity

    @property
    def deposit_total(self) -> int:
        return self.offer.deposit * self.quantity

    def problem(self) -> Problem | None:
        """The most serious obstacle; the buyer deals with one at a time."""
        offer = self.offer
        if offer.withdrawn:
            return Problem("withdrawn", "Dieses Produkt wird nicht mehr angeboten.", {})
        if offer.facts.get("profile") == ASKED_FOR:
            return Problem("asked_for", "Das kauft man nicht so: Fragen Sie ein Angebot an.", {})
        if self.shop.status != "live":
            message = f"{self.shop.name} nimmt gerade keine Bestellungen an."
            return Problem("shop_paused", message, {})
        if offer.available is not None and offer.available < self.quantity:
            return Problem("sold_out", _left(offer.available), {"available": offer.available})
        if offer.price != self.price_seen:
            details = {
                "before": {"amount": self.price_seen, "currency": "EUR"},
                "after": {"amount": offer.price, "currency": "EUR"},
            }
            return Problem("price_changed", "Der Preis hat sich geändert.", details)
        return None


@dataclass(frozen=True, slots=True)
class Cart:
    """Without an account the unguessable id is the key; once ordered it never changes again."""

    id: UUID
    account_id: UUID | None
    version: int
    order_id: UUID | None
    lines: tuple[Line, ...]
    held_until: datetime | None = None
    """Its goods are held for it: `available` counts them as there."""

    def may_be_used_by(self, account_id: UUID | None) -> bool:
        return self.account_id is None or self.account_id == account_id

    def problems(self) -> list[tuple[Line, Problem]]:
        found = ((line, line.problem()) for line in self.lines)
        return [(line, problem) for line, problem in found if problem]


@dataclass(frozen=True, slots=True)
class Wish:
    """So many of a variant, as somebody asks for it."""

    variant_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Whole cents. The deposit is shown apart (§ 7 PAngV) and is part of what is paid."""

    subtotal: int
    deposit: int
    fee: int = 0
    """For bringing it."""

    @property
    def total(self) -> int:
        return self.subtotal + self.deposit + self.fee


def totals(lines: Sequence[Line]) -> Totals:
    return Totals(sum(line.line_total for line in lines), sum(line.deposit_total for line in lines))


def by_shop(lines: Sequence[Line]) -> list[tuple[Shop, list[Line]]]:
    """The lines under their shops, both in the order in which they were put in."""
    groups: dict[UUID, tuple[Shop, list[Line]]] = {}
    for line in lines:
        groups.setdefault(line.shop.id, (line.shop, []))[1].append(line)
    return list(groups.values())


def _left(available: int) -> str:
    if available <= 0:
        return "Das ist ausverkauft."
    return f"Davon {'ist' if available == 1 else 'sind'} nur noch {available} da."
