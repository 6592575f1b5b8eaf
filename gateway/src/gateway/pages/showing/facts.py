"""From what the services answered to the plain facts that machines are told."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from marketkit.pickup.windows import is_holiday, windows

from gateway.pages.answers.catalog import Product, Shop, Variant
from gateway.pages.showing.pickup import away_of
from gateway.presenters.dates import local
from gateway.presenters.structured import Amount, OfferFacts, ProductFacts
from gateway.presenters.structured_shop import ShopFacts

_WIDE = 1280
_AHEAD = 42
"""Days; who reads our hours reads them anew by then."""


def product_facts(base: str, product: Product, image: str) -> ProductFacts:
    """`image` stands in where there is no photograph; drawings are no pictures of the goods."""
    photos = [absolute(base, photo.url(_WIDE)) for photo in product.images]
    path = [step.name or step.key for step in product.category_path]
    shop = product.shop
    return ProductFacts(
        url=f"{base}/produkt/{product.id}/{product.slug}",
        name=product.title,
        description=product.description,
        images=[photo for photo in photos if photo] or [image],
        category=" > ".join(path),
        sku=product.variants[0].sku if len(product.variants) == 1 else "",
        seller=shop.name if shop else "",
        seller_url=f"{base}/laden/{shop.slug}" if shop else "",
        offers=[_offer(variant) for variant in product.variants],
        on_request=product.is_asked_for,
    )


def _offer(variant: Variant) -> OfferFacts:
    promotion = variant.promotion
    until: date | None = None
    if promotion and promotion.until:
        until = local(promotion.until).date()
    before = promotion.reference if promotion else None
    return OfferFacts(
        sku=variant.sku,
        label=variant.label,
        cents=variant.price.amount,
        currency=variant.price.currency,
        can_be_had=variant.can_be_had,
        on_order=variant.on_order,
        amount=_amount(variant),
        price_until=until,
        before_cents=before.amount if before else None,
    )


def _amount(variant: Variant) -> Amount | None:
    """Only where a unit price is shown too: both must say the same."""
    if variant.unit_price is None:
        return None
    if variant.content_drained:
        return Amount(_number(variant.content_drained), "g", variant.unit_price.per)
    if not variant.content_amount or not variant.content_unit:
        return None
    whole = variant.content_amount * variant.content_count
    return Amount(_number(whole), variant.content_unit, variant.unit_price.per)


def _number(value: Decimal) -> str:
    """`0.75`, never `7.5E-1` or `0.750`."""
    return format(value.normalize(), "f")


def shop_facts(base: str, shop: Shop, now: datetime) -> ShopFacts:
    closed = [(one.first, one.last) for one in shop.closures]
    closed += [(day, day) for day in _holidays(shop, local(now).date())]
    return ShopFacts(
        url=f"{base}/laden/{shop.slug}",
        name=shop.name,
        kind=shop.kind,
        description=shop.tagline or shop.story,
        image=absolute(base, shop.image_url) or f"{base}/teilen/laden/{shop.slug}.png",
        street=shop.street,
        postal_code=shop.postal_code,
        place=shop.place,
        lat=shop.lat,
        lon=shop.lon,
        phone=shop.phone,
        email=shop.email,
        website=shop.website,
        week=[(day.day, day.spans) for day in shop.opening_week],
        closed=closed,
        special=[(one.day, one.spans) for one in shop.special_days],
    )


def _holidays(shop: Shop, today: date) -> list[date]:
    """Those of the next weeks on which the shop is not open, as its pickup windows know."""
    away = away_of(shop)
    ahead = (today + timedelta(days=number) for number in range(_AHEAD))
    return [
        day
        for day in ahead
        if is_holiday(day)
        and away.hours_on(day) is None
        and not away.closure_on(day)
        and not windows(shop.opening_hours, day, away, days=0)
    ]


def absolute(base: str, address: str) -> str:
    return f"{base}{address}" if address.startswith("/") else address
