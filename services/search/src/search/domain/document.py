"""What one product looks like in an index, built from nothing but snapshots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from marketkit.pickup.away import NEVER, Away

from search.domain.geo import Point

COUNTED_OUT = 10
"""Searchers are told how many are left up to here; beyond, it is enough that there are many."""


@dataclass(frozen=True, slots=True)
class Money:
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class UnitPrice:
    amount: int
    currency: str
    per: str
    kind: str | None = None
    """How a cubic metre of firewood is measured."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """A lower price for a time; `until` as ISO 8601, for it is only passed on."""

    reference: Money | None
    percent: int | None
    until: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShopCard:
    """The shop as a hit names it."""

    id: str
    slug: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class ProductCard:
    """The stored part of a hit: what a result page shows."""

    product_id: str
    slug: str
    name: str
    shop: ShopCard
    price: Money
    unit_price: UnitPrice | None
    deposit: Money | None
    available: int | None
    on_order: bool
    picture: str | None
    image_url: str | None
    category: str
    labels: tuple[str, ...]
    deposit_kind: str | None = None
    promotion: Promotion | None = None
    confirmed_at: str | None = None
    """When somebody last said that the offer holds; None for goods that are counted."""
    diets: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    """Those that last; whether it is on offer depends on when one asks."""
    weighed: bool = False
    """Sold by weight: the price is that of the usual weight."""
    price_is_lowest: bool = False
    """There are variants that cost more."""
    on_request: bool = False
    """Work that is offered for a question; its price is where it begins, and 0 says nothing."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """The searchable words, folded and stemmed, strongest first. All space-separated."""

    forms: str
    """The title's words as written."""
    whole: str
    """A category's name, if that is all the title says."""
    confirmed: str
    """Names of the product's own category that what the title says it is agrees with."""
    named: str
    """What its category is called, where one word means all that stands there."""
    core: str
    """Stems of what the product is: the title up to "mit", "in", "aus" …"""
    extra: str
    """Stems of the rest of the title."""
    heads: str
    """What the title's compounds are: Saft for Apfelsaft."""
    parts: str
    """What stands before it: Apfel."""
    kind: str
    """Stems of the category's names."""
    maker: str
    """Stems of shop and place."""
    body: str
    """Stems of description, ingredients, origin, labels, amounts."""


@dataclass(frozen=True, slots=True)
class ProductDocument:
    """One entry of an index."""

    id: UUID
    version: int
    card: ProductCard
    summary: str
    """The description, for an excerpt."""
    text: IndexedText
    category_path: tuple[str, ...]
    postal_code: str
    position: Point
    published_at: datetime
    quality: float
    """0 to 1, for ties only: can be bought, says briefly what it is, is recent."""
    unit_rank: int
    """Orders by unit price, see `domain.unit_prices`."""
    offer_until: int = 0
    """When the reduced price ends, in seconds since 1970; 0 without one."""

    @property
    def is_available(self) -> bool:
        return self.card.on_order or self.card.available is None or self.card.available > 0


@dataclass(frozen=True, slots=True)
class VariantSnapshot:
    variant_id: UUID
    price: Money
    unit_price: UnitPrice | None
    deposit: Money | None
    content: str
    """"500 g", for the index."""
    deposit_kind: str | None = None
    promotion: Promotion | None = None
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class StockSnapshot:
    available: int | None
    on_order: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a shop brings goods to, and what that costs; money in cents."""

    postal_codes: tuple[str, ...]
    fee: int = 0
    free_from: int | None = None
    minimum: int = 0
    days: tuple[str, ...] = ()
    """`mo` to `su`; empty: by arrangement."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShopSnapshot:
    """A shop as the catalogue last told it. Products are read with the first fields only."""

    id: UUID
    slug: str
    name: str
    place: str
    postal_code: str
    position: Point
    is_live: bool
    kind: str = ""
    tagline: str = ""
    story: str = ""
    street: str = ""
    picture: str | None = None
    image_url: str | None = None
    opening_hours: str = ""
    preparation_minutes: int = 60
    away: Away = NEVER
    """When it is closed although its hours say otherwise, and days with hours of their own."""
    delivery: Delivery | None = None
    """None: goods are collected."""


@dataclass(frozen=True, slots=True)
class ProductSnapshot:
    """A product as the catalogue last told it."""

    id: UUID
    version: int
    title: str
    slug: str
    description: str
    category: str
    category_path: tuple[str, ...]
    picture: str | None
    image_url: str | None
    origin: str
    labels: tuple[str, ...]
    ingredients: str
    published_at: datetime
    variants: tuple[VariantSnapshot, ...]
    confirmed_at: str | None = None
    profile: str = ""
    allergens: Mapping[str, str] = field(default_factory=dict)
    """Each group's key with its state."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Public statements by key."""
    age: int | None = None
    """Only for people of that age."""
    temperature: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A product with all that is known around it; the shop may not have been heard of yet."""

    product: ProductSnapshot
    shop: ShopSnapshot | None
    stock: Mapping[UUID, StockSnapshot]

    @property
    def is_public(self) -> bool:
        return self.shop is not None and self.shop.is_live and bool(self.product.variants)


def availability(
    variants: Sequence[VariantSnapshot], stock: Mapping[UUID, StockSnapshot]
) -> tuple[int | None, bool]:
    """Pieces over all variants, at most COUNTED_OUT (None: cannot run out), and whether any is
    made on order.

    A variant nobody has counted yet counts as none: a promise needs a number.
    """
    known = [stock[variant.variant_id] for variant in variants if variant.variant_id in stock]
    on_order = any(state.on_order for state in known)
    if any(state.available is None for state in known):
        return None, on_order
    return min(sum(state.available or 0 for state in known), COUNTED_OUT), on_order
