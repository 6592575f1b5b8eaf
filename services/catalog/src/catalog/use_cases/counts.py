"""What was counted while a product was being edited; orders keeps the stock itself."""

from collections.abc import Sequence
from uuid import UUID

from catalog.domain.freshness import Availability
from catalog.domain.product import Product
from catalog.use_cases.product_form import VariantChanges


def counts_of(product: Product, forms: Sequence[VariantChanges]) -> dict[UUID, int | None]:
    """Pieces on hand by variant, None for made on order, of those that say something.

    New variants stand at the end of the product in the order in which they were sent.
    """
    new = [form for form in forms if form.id is None]
    fresh = product.variants[len(product.variants) - len(new) :]
    if product.availability is Availability.SAID:
        # Nobody counts it; a new size is there, on order or out like the others.
        return dict.fromkeys(variant.id for variant in fresh)
    by_id = [(form.id, form) for form in forms if form.id is not None]
    added = [(variant.id, form) for variant, form in zip(fresh, new, strict=True)]
    return {id_: form.on_hand for id_, form in [*by_id, *added] if form.says_stock}
