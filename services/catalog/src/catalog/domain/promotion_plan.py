"""Which promotions of a product begin and end at a moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from catalog.domain.price_history import PricePeriod
from catalog.domain.product import Product, Variant
from catalog.domain.promotion import (
    NoReductionError,
    Promotion,
    PromotionStatus,
    terms_of,
)

BY_WEIGHT = "Was nach Gewicht verkauft wird, wird über den Preis je kg günstiger, ohne Aktion."
MISSED = "Die Aktion konnte in ihrer Zeit nicht beginnen."


def settle(
    product: Product,
    promotions: Sequence[Promotion],
    history: Mapping[UUID, Sequence[PricePeriod]],
    at: datetime,
) -> tuple[Product, list[Promotion]]:
    """The product as it is sold at `at`, and the promotions that changed on the way.

    An end and the next beginning at the same moment happen together, so that the usual price
    does not show up between two steps.
    """
    variants, changed = [], []
    for variant in product.variants:
        own = [promotion for promotion in promotions if promotion.variant_id == variant.id]
        after = _settle_variant(variant, own, history.get(variant.id, ()), at)
        changed += [new for old, new in zip(_in_order(own), after, strict=True) if new != old]
        running = next((p for p in after if p.status is PromotionStatus.RUNNING), None)
        variants.append(reduced(variant, running))
    return replace(product, variants=tuple(variants)), changed


def reduced(variant: Variant, running: Promotion | None) -> Variant:
    """The variant with what the running promotion says, or with nothing of the kind."""
    if running is None:
        return replace(
            variant, promo_price=None, promo_reference=None, promo_percent=None,
            promo_until=None, promo_reason=None,
        )  # fmt: skip
    return replace(
        variant,
        promo_price=running.price,
        promo_reference=running.reference,
        promo_percent=running.percent,
        promo_until=running.ends_at,
        promo_reason=str(running.reason),
    )


def _settle_variant(
    variant: Variant,
    promotions: Sequence[Promotion],
    history: Sequence[PricePeriod],
    at: datetime,
) -> list[Promotion]:
    after: list[Promotion] = []
    for promotion in _in_order(promotions):
        if promotion.status is PromotionStatus.RUNNING and promotion.ends_at <= at:
            after.append(promotion.end(at))
        elif promotion.status is PromotionStatus.PLANNED and promotion.starts_at <= at:
            after.append(_begin(promotion, variant, history, _last(after), at))
            if after[-1].status is PromotionStatus.RUNNING:
                after = [_make_way(earlier, at) for earlier in after[:-1]] + after[-1:]
        else:
            after.append(promotion)
    return after


def _in_order(promotions: Iterable[Promotion]) -> list[Promotion]:
    return sorted(promotions, key=lambda promotion: (promotion.starts_at, promotion.id))


def _begin(
    promotion: Promotion,
    variant: Variant,
    history: Sequence[PricePeriod],
    previous: Promotion | None,
    at: datetime,
) -> Promotion:
    if promotion.ends_at <= at:
        return promotion.refuse(MISSED)
    if variant.weighed:
        return promotion.refuse(BY_WEIGHT)
    try:
        terms = terms_of(promotion, variant.price, history, previous, at)
    except NoReductionError as error:
        return promotion.refuse(error.message)
    return promotion.start(terms)


def _make_way(earlier: Promotion, at: datetime) -> Promotion:
    return earlier.end(at) if earlier.status is PromotionStatus.RUNNING else earlier


def _last(promotions: Sequence[Promotion]) -> Promotion | None:
    """The promotion that ran until now, if one did."""
    ran = [p for p in promotions if p.status in {PromotionStatus.RUNNING, PromotionStatus.ENDED}]
    return ran[-1] if ran else None
