"""From the catalogue's objects to the events that others hear."""

from datetime import datetime
from uuid import UUID

from marketkit.clock import HERE
from marketkit.contracts.catalog import (
    AllergenState,
    ClosureState,
    DeliveryState,
    ImageState,
    Imprint,
    LegalTextPublished,
    LegalTextState,
    ProductChanged,
    ProductWithdrawn,
    PromotionState,
    ShopChanged,
    SpecialDayState,
    StaffChanged,
    StaffMember,
    StockCounted,
    UnitPrice,
    VariantState,
    WeighedState,
)

from catalog.domain.closures import special_ahead, still_ahead
from catalog.domain.freshness import count_told
from catalog.domain.gates.follows import age_of, temperature_of, withdrawal_class_of
from catalog.domain.gates.stated import public_details
from catalog.domain.legal.versions import LegalText
from catalog.domain.mandate import Action
from catalog.domain.product import Picture, Product, Variant
from catalog.domain.promotion import Reduction
from catalog.domain.region import Region
from catalog.domain.shop import Shop
from catalog.domain.unit_price import unit_price
from catalog.domain.weighed import Weighed
from catalog.store import shop_parts
from catalog.store.product_documents import image_urls


def shop_changed(shop: Shop) -> ShopChanged:
    """What is over is history and nobody else's to know."""
    today = shop.updated_at.astimezone(HERE).date()
    return ShopChanged(
        shop_id=shop.id,
        version=shop.version,
        slug=shop.slug,
        name=shop.name,
        kind=shop.kind,
        tagline=shop.tagline,
        story=shop.story,
        status=shop.status.value,
        street=shop.street,
        postal_code=shop.postal_code,
        place=shop.place,
        lat=shop.lat,
        lon=shop.lon,
        opening_hours=shop.opening_hours,
        preparation_minutes=shop.preparation_minutes,
        pickup_note=shop.pickup_note,
        phone=shop.phone,
        email=shop.email,
        imprint=Imprint.model_validate(shop.imprint),
        tax_mode=shop.tax_mode,
        picture=shop.picture,
        image_url=shop.image_url,
        closures=tuple(
            ClosureState.model_validate(shop_parts.closure_said(one))
            for one in still_ahead(shop.closures, today)
        ),
        special_days=tuple(
            SpecialDayState(day=one.day, spans=one.spans, text=one.text)
            for one in special_ahead(shop.special_days, today)
        ),
        delivery=DeliveryState.model_validate(shop.delivery.said()) if shop.delivery else None,
        legal=tuple(
            LegalTextState(
                kind=one.kind.value,
                version=one.version,
                digest=one.digest,
                valid_from=one.valid_from,
            )
            for one in shop.legal
        ),
    )


def text_published(text: LegalText) -> LegalTextPublished:
    """What contracts are made on, word by word."""
    return LegalTextPublished(
        text_id=text.id,
        version=text.version,
        shop_id=text.shop_id,
        kind=text.kind.value,
        title=text.title,
        text=text.text,
        digest=text.digest,
        valid_from=text.valid_from,
    )


_FOR_ORDERS = frozenset({Action.ORDERS, Action.STOCK})


def staff_changed(shop: Shop, at: datetime) -> StaffChanged:
    """Everyone with a right to act; of an advisor only what orders and stock need."""
    people = [
        StaffMember.model_validate({"account_id": person.account_id, "role": person.role})
        for person in shop.staff
    ]
    members = {person.account_id for person in shop.staff}
    people += [
        _advisor(shop, one, at)
        for one in shop.advisors(at)
        if one not in members and _FOR_ORDERS & shop.granted_to(one, at)
    ]
    return StaffChanged(
        shop_id=shop.id, version=shop.version, shop_slug=shop.slug, staff=tuple(people)
    )


def _advisor(shop: Shop, account: UUID, at: datetime) -> StaffMember:
    """Whoever prepares a draft does so until it opens: that is told when it happens."""
    mandate = shop.mandate_of(account)
    holds = mandate is not None and mandate.holds(at)
    return StaffMember(
        account_id=account,
        role="advisor",
        actions=tuple(sorted(_FOR_ORDERS & shop.granted_to(account, at))),
        until=mandate.until if mandate and holds and not shop.is_prepared_by(account) else None,
    )


def product_told(
    product: Product, shop_slug: str, region: Region
) -> ProductChanged | ProductWithdrawn | None:
    """What the world learns of this state; nothing of a draft that was never on sale."""
    if product.is_published:
        return _product_changed(product, shop_slug, region)
    if product.published_at is not None:
        return ProductWithdrawn(
            product_id=product.id, version=product.version, shop_id=product.shop_id
        )
    return None


def stock_said(product: Product, variant: Variant) -> StockCounted:
    """What the shop says without counting."""
    assert product.said is not None
    on_hand, on_order = count_told(product.said)
    return StockCounted(
        variant_id=variant.id,
        product_id=product.id,
        shop_id=product.shop_id,
        version=variant.count_version,
        on_hand=on_hand,
        on_order=on_order,
    )


def stock_counted(product: Product, variant: Variant, on_hand: int | None) -> StockCounted:
    """What somebody counted; of goods that nobody counts what is said."""
    if product.said is not None:
        return stock_said(product, variant)
    return StockCounted(
        variant_id=variant.id,
        product_id=product.id,
        shop_id=product.shop_id,
        version=variant.count_version,
        on_hand=on_hand,
        on_order=on_hand is None,
    )


def _product_changed(product: Product, shop_slug: str, region: Region) -> ProductChanged:
    assert product.published_at is not None
    profile = region.profiles[region.categories[product.category].profile]
    has_unit_price = "no_unit_price" not in profile.effects
    return ProductChanged(
        product_id=product.id,
        version=product.version,
        shop_id=product.shop_id,
        shop_slug=shop_slug,
        title=product.title,
        slug=product.slug,
        description=product.description,
        category=product.category,
        category_path=region.category_path(product.category),
        profile=profile.key,
        picture=product.picture,
        images=tuple(_image(picture) for picture in product.pictures),
        origin=product.origin,
        labels=product.labels,
        ingredients=product.ingredients,
        allergens=tuple(
            AllergenState.model_validate({"key": a.key, "state": a.state, "sub": a.sub})
            for a in product.allergens
        ),
        additives=product.additives,
        details=public_details(product, region),
        age=age_of(product, region),
        temperature=temperature_of(product, region),
        withdrawal_class=withdrawal_class_of(product, region),
        lead_days=product.lead_days or 0,
        published_at=product.published_at,
        confirmed_at=product.confirmed_at,
        variants=tuple(
            _variant(variant, position, region, has_unit_price=has_unit_price)
            for position, variant in enumerate(product.variants)
        ),
    )


def _image(picture: Picture) -> ImageState:
    return ImageState(
        id=picture.id,
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
        urls=image_urls(picture),
    )


def _variant(
    variant: Variant, position: int, region: Region, *, has_unit_price: bool
) -> VariantState:
    per_base = unit_price(variant.sold_at, variant.content, region.units)
    return VariantState(
        variant_id=variant.id,
        sku=variant.sku,
        label=variant.label,
        price=variant.sold_at,
        promotion=_promotion(variant.reduction) if variant.reduction else None,
        vat_class=variant.vat_class,
        content_amount=variant.content_amount,
        content_unit=variant.content_unit,
        content_count=variant.content_count,
        content_drained=variant.content_drained,
        unit_price=UnitPrice(amount=per_base.amount, per=per_base.per, kind=per_base.kind)
        if per_base and has_unit_price
        else None,
        deposit=variant.deposit,
        deposit_kind=variant.deposit_kind,
        weighed=_weighed(variant.weighed) if variant.weighed else None,
        position=position,
    )


def _weighed(weighed: Weighed) -> WeighedState:
    return WeighedState(per_kg=weighed.per_kg, grams=weighed.grams, max_grams=weighed.max_grams)


def _promotion(reduction: Reduction) -> PromotionState:
    return PromotionState(
        reference=reduction.reference,
        percent=reduction.percent,
        until=reduction.until,
        reason="perishable" if reduction.reason == "perishable" else "normal",
    )
