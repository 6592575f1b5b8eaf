"""What a page is about, as schema.org tells it to machines (JSON-LD): built from plain facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Node = dict[str, Any]
_CONTEXT = "https://schema.org"
_UNIT_CODES = {
    "g": "GRM", "kg": "KGM", "ml": "MLT", "cl": "CLT", "l": "LTR", "cm": "CMT", "m": "MTR",
    "cm2": "CMK", "m2": "MTK", "m²": "MTK", "cm3": "CMQ", "m3": "MTQ", "m³": "MTQ", "stueck": "C62",
}  # fmt: skip
"""UN/CEFACT codes of what goods are measured in."""
_AVAILABLE = {True: f"{_CONTEXT}/InStock", False: f"{_CONTEXT}/OutOfStock"}


@dataclass(frozen=True, slots=True)
class Amount:
    """How much one gets for the price, and the unit for which the law wants a price too."""

    value: str
    unit: str
    per: str


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """One variant of a product: its price, and whether it can be had."""

    sku: str
    label: str
    cents: int
    currency: str
    can_be_had: bool
    on_order: bool
    amount: Amount | None = None
    price_until: date | None = None
    """The last day of a reduced price."""
    before_cents: int | None = None
    """What a reduced price is measured against."""


@dataclass(frozen=True, slots=True)
class ProductFacts:
    url: str
    name: str
    description: str
    images: Sequence[str]
    category: str
    sku: str
    seller: str
    seller_url: str
    offers: Sequence[OfferFacts]
    on_request: bool = False
    """Work that is offered for a question: its prices are where it begins."""


def product(facts: ProductFacts) -> Node:
    """A product with its offers; several of them are named one by one, with their span."""
    if facts.on_request:
        return _service(facts)
    offers = [_offer(facts, offer) for offer in facts.offers]
    return _given(
        {
            "@context": _CONTEXT,
            "@type": "Product",
            "@id": facts.url,
            "url": facts.url,
            "name": facts.name,
            "description": facts.description,
            "image": list(facts.images),
            "category": facts.category,
            "sku": facts.sku,
            "offers": offers[0] if len(offers) == 1 else _span(facts, offers),
        }
    )


def _service(facts: ProductFacts) -> Node:
    """Nobody can buy it as it stands: only the least it costs is said, where that is known."""
    known = [offer for offer in facts.offers if offer.cents]
    least = min(known, key=lambda offer: offer.cents) if known else None
    price: Node = {}
    if least is not None:
        price = {
            "@type": "PriceSpecification",
            "minPrice": _euros(least.cents),
            "priceCurrency": least.currency,
            "valueAddedTaxIncluded": True,
        }
    return _given(
        {
            "@context": _CONTEXT,
            "@type": "Service",
            "@id": facts.url,
            "url": facts.url,
            "name": facts.name,
            "description": facts.description,
            "image": list(facts.images),
            "category": facts.category,
            "provider": _seller(facts),
            "offers": {"@type": "Offer", "priceSpecification": price} if price else {},
        }
    )


def _seller(facts: ProductFacts) -> Node:
    return _given({"@type": "Organization", "name": facts.seller, "url": facts.seller_url})


def _offer(facts: ProductFacts, offer: OfferFacts) -> Node:
    state = f"{_CONTEXT}/MadeToOrder" if offer.on_order else _AVAILABLE[offer.can_be_had]
    return _given(
        {
            "@type": "Offer",
            "name": offer.label,
            "sku": offer.sku,
            "url": facts.url,
            "price": _euros(offer.cents),
            "priceCurrency": offer.currency,
            "priceValidUntil": offer.price_until.isoformat() if offer.price_until else "",
            "availability": state,
            "itemCondition": f"{_CONTEXT}/NewCondition",
            "priceSpecification": _prices(offer),
            "seller": _seller(facts),
        }
    )


def _prices(offer: OfferFacts) -> list[Node]:
    """For how much the price is (§ 4 PAngV), and the one that is struck through (§ 11 PAngV).

    A price here is always that of the offer: who reads "5.60 per kilogram" beside "4.20" may take
    it for the price of the loaf.
    """
    found = []
    if offer.amount is not None:
        quantity = _quantity(offer.amount.value, offer.amount.unit)
        quantity["valueReference"] = _quantity("1", offer.amount.per)
        found.append(_price(offer, offer.cents) | {"referenceQuantity": quantity})
    if offer.before_cents is not None:
        before = {"priceType": f"{_CONTEXT}/StrikethroughPrice"}
        found.append(_price(offer, offer.before_cents) | before)
    return found


def _price(offer: OfferFacts, cents: int) -> Node:
    return {
        "@type": "UnitPriceSpecification",
        "price": _euros(cents),
        "priceCurrency": offer.currency,
        "valueAddedTaxIncluded": True,
    }


def _quantity(value: str, unit: str) -> Node:
    code = _UNIT_CODES.get(unit)
    named = {"unitCode": code} if code else {"unitText": unit}
    return {"@type": "QuantitativeValue", "value": value, **named}


def _span(facts: ProductFacts, offers: Sequence[Node]) -> Node:
    if not offers:
        return {}
    cents = [offer.cents for offer in facts.offers]
    return {
        "@type": "AggregateOffer",
        "priceCurrency": facts.offers[0].currency,
        "lowPrice": _euros(min(cents)),
        "highPrice": _euros(max(cents)),
        "offerCount": len(offers),
        "offers": list(offers),
    }


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Node:
    """The way here: name and address of each step, from the market down."""
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }


def item_list(url: str, name: str, items: Iterable[tuple[str, str]]) -> Node:
    """What a list shows, in its order: name and address of each."""
    listed = [
        {"@type": "ListItem", "position": number, "name": item, "url": address}
        for number, (item, address) in enumerate(items, 1)
    ]
    return {
        "@context": _CONTEXT,
        "@type": "ItemList",
        "url": url,
        "name": name,
        "numberOfItems": len(listed),
        "itemListElement": listed,
    }


def website(base: str, name: str, search: str, languages: Sequence[str]) -> Node:
    """The market itself; `search` is the address of its search up to the words."""
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "@id": f"{base}/",
        "url": f"{base}/",
        "name": name,
        "inLanguage": list(languages),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}{{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _euros(cents: int) -> str:
    """Exact, with a point, as machines read it."""
    return f"{cents // 100}.{cents % 100:02d}"


def _given(node: Mapping[str, Any]) -> Node:
    """What we do not know is left out rather than said empty."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}
