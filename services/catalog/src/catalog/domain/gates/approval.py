"""Goods that an operator looks at before they go on sale."""

from catalog.domain.gates.words import looked_at_first
from catalog.domain.product import Product
from catalog.domain.region import Region


def approvals_needed(product: Product, region: Region) -> dict[str, str]:
    """Why somebody must look at it, by key; empty when nobody must, or did already."""
    needed: dict[str, str] = {}
    profile = region.profile_of(product.category)
    if profile.key in region.approval_profiles:
        needed[f"profile:{profile.key}"] = f"{profile.names['de']}: sehen wir vorher an."
    for branch in region.category_path(product.category):
        if branch in region.approval_categories:
            name = region.categories[branch].names["de"]
            needed[f"category:{branch}"] = f"{name}: sehen wir vorher an."
    for rule in looked_at_first(product, region):
        needed[f"words:{rule.key}"] = rule.message
    return {key: reason for key, reason in needed.items() if key not in product.approved}
