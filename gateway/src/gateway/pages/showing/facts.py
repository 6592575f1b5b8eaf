"""From what the services answered to the plain facts that machines are told."""

from datetime import date

from gateway.pages.answers.catalog import Product, Shop, Variant
from gateway.presenters.dates import local
from gateway.presenters.structured import OfferFacts, ProductFacts
from gateway.presenters.structured_shop import ShopFacts

_WIDE = 1280


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
    )


def _offer(variant: Variant) -> OfferFacts:
    unit, promotion = variant.unit_price, variant.promotion
    until: date | None = None
    if promotion and promotion.until:
        until = local(promotion.until).date()
    return OfferFacts(
        sku=variant.sku,
        label=variant.label,
        cents=variant.price.amount,
        currency=variant.price.currency,
        can_be_had=variant.can_be_had,
        on_order=variant.on_order,
        unit_cents=unit.amount if unit else None,
        unit=unit.per if unit else "",
        price_until=until,
    )


def shop_facts(base: str, shop: Shop) -> ShopFacts:
    closed = [(one.first, one.last) for one in shop.closures]
    closed += [(one.day, one.day) for one in shop.special_days if not one.spans]
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
    )


def absolute(base: str, address: str) -> str:
    return f"{base}{address}" if address.startswith("/") else address
