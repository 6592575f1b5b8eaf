"""Cereals and nuts must be called by their name: "contains gluten" is not enough."""

from collections.abc import Iterable

from marketkit.errors import FieldError

from catalog.domain.product import Product
from catalog.domain.region import Region


def unnamed(product: Product, region: Region) -> Iterable[FieldError]:
    for index, allergen in enumerate(product.allergens):
        group = region.allergen_groups.get(allergen.key)
        if group is None or not group.must_name or allergen.state != "contains":
            continue
        if not allergen.sub:
            name = region.allergens[allergen.key]["de"]
            yield FieldError(
                f"allergens[{index}].sub",
                f"Nenn bei {name}, was genau: {', '.join(group.sub)} (Anhang II LMIV).",
            )
