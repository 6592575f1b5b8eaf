"""What a product states, in its own fields and among its details, by statement."""

from collections.abc import Callable, Mapping

from catalog.domain.product import Product
from catalog.domain.region import Region
from catalog.domain.statements import YES

ALWAYS_SHOWN = ("withdrawal_reason", "green_evidence")


def _all_variants(product: Product, has: Callable[[int], bool]) -> str:
    return YES if all(has(index) for index in range(len(product.variants))) else ""


# The product's own fields as statements see them: a text, empty when nothing is said.
OWN_FIELDS: Mapping[str, Callable[[Product], str]] = {
    "description": lambda product: product.description,
    "ingredients": lambda product: product.ingredients,
    "origin": lambda product: product.origin,
    "allergens_reviewed": lambda product: YES if product.allergens_reviewed_at else "",
    "content": lambda product: _all_variants(
        product, lambda index: bool(product.variants[index].content_amount)
    ),
    "deposit": lambda product: _all_variants(
        product, lambda index: product.variants[index].deposit > 0
    ),
}


def public_details(product: Product, region: Region) -> dict[str, str]:
    """What everyone may read, in the order in which the region lists its statements."""
    said, profile = product.details, region.profile_of(product.category)
    of_kind = {*profile.required, *profile.asks, *(demand.key for demand in profile.demands)}
    return {
        key: said[key]
        for key, statement in region.statements.items()
        if statement.public and said.get(key) and (key in of_kind or key in ALWAYS_SHOWN)
    }


def stated(product: Product, region: Region) -> dict[str, str]:
    """Values by statement; what is not said is not in it."""
    said = {key: value.strip() for key, value in product.details.items() if value.strip()}
    for statement in region.statements.values():
        if statement.at and (value := OWN_FIELDS[statement.at](product).strip()):
            said[statement.key] = value
    return said
