"""What the form fills in for a new product, so that little must be typed."""

from collections.abc import Mapping

from catalog.domain.region import Region
from catalog.domain.shop import Shop


def own_address(shop: Shop) -> str:
    """The shop as maker of its goods: name, street, place, e-mail."""
    name = shop.imprint.get("legal_name") or shop.name
    parts = [name, shop.street, f"{shop.postal_code} {shop.place}", shop.email]
    return ", ".join(part for part in parts if part)


def defaults_for(
    category: str, title: str, shop: Shop, last: Mapping[str, str], region: Region
) -> dict[str, str]:
    """`last`: the details of the shop's last product of that category."""
    path, known = region.category_path(category), region.statements
    found: dict[str, str] = {}
    for default in region.profile_of(category).defaults:
        if default.key in found or not default.condition.holds(path, {}):
            continue
        if value := _value(default.value, default.key, title, shop, last):
            found[default.key] = value
    return {key: value for key, value in found.items() if not known[key].at}


def _value(value: str, key: str, title: str, shop: Shop, last: Mapping[str, str]) -> str:
    match value:
        case "$title":
            return title
        case "$address":
            return own_address(shop)
        case "$last":
            return last.get(key, "")
        case _:
            return value
