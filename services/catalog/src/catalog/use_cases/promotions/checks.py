"""What stands in the way of a promotion, as far as one can know before it begins."""

from collections.abc import Sequence
from datetime import timedelta

from marketkit.db import Session
from marketkit.errors import ConflictError, FieldError

from catalog.domain.price_history import REFERENCE_DAYS
from catalog.domain.product import Product
from catalog.domain.promotion import (
    FixedPriceError,
    NoReductionError,
    Promotion,
    PromotionStatus,
    check_no_overlap,
    terms_of,
)
from catalog.domain.promotion_plan import BY_WEIGHT
from catalog.domain.publish_gate import has_fixed_prices
from catalog.domain.region import Region
from catalog.store import prices

MOST_OPEN = 150
"""Of one product, well below how many are read at once: three for each of fifty sizes."""


class TooManyPromotionsError(ConflictError):
    code = "too_many_promotions"
    message = "Für dieses Produkt sind schon sehr viele Aktionen geplant. Lass erst einige enden."


def check_room(new: Sequence[Promotion], others: Sequence[Promotion]) -> None:
    """Raises TooManyPromotionsError before there are more than are looked at together."""
    if sum(other.is_open for other in others) + len(new) > MOST_OPEN:
        raise TooManyPromotionsError


def check_discounts_allowed(product: Product, region: Region) -> None:
    """Raises FixedPriceError for books, music and maps."""
    if has_fixed_prices(product, region):
        raise FixedPriceError


async def check_terms(
    session: Session, product: Product, new: Sequence[Promotion], others: Sequence[Promotion]
) -> None:
    """Each would be a reduction as far as one can know today; it is asked again when it begins."""
    since = min(p.starts_at for p in new) - timedelta(days=REFERENCE_DAYS)
    history = await prices.recent(session, [p.variant_id for p in new], since)
    known, errors = product.variant_ids(), []
    for index, promotion in enumerate(new):
        check_no_overlap(promotion, others)
        if known[promotion.variant_id].weighed:
            errors.append(FieldError(f"variants[{index}].price", BY_WEIGHT))
            continue
        try:
            terms_of(
                promotion, known[promotion.variant_id].price, history[promotion.variant_id],
                _before(promotion, others), promotion.starts_at,
            )  # fmt: skip
        except NoReductionError as error:
            errors.append(FieldError(f"variants[{index}].price", error.message))
    if errors:
        raise NoReductionError(errors[0].message, errors=errors)


def _before(new: Promotion, others: Sequence[Promotion]) -> Promotion | None:
    """The promotion whose price holds until the new one begins."""
    earlier = [
        other
        for other in others
        if other.variant_id == new.variant_id and other.starts_at < new.starts_at
        if other.status is not PromotionStatus.REFUSED
    ]
    return max(earlier, key=lambda other: (other.starts_at, other.id), default=None)
