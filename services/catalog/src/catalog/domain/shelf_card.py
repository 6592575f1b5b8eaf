"""What stands on a shelf card: everything the law wants beside a price, from one variant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from marketkit.errors import InvalidError

from catalog.domain.product import Product, Variant
from catalog.domain.promotion import Reduction
from catalog.domain.region import Region
from catalog.domain.unit_price import UnitPrice, unit_price

MOST_CARDS: Final = 200
_STATES: Final = ("contains", "may_contain", "free_confirmed")


class TooManyCardsError(InvalidError):
    code = "too_many_cards"
    message = f"Mehr als {MOST_CARDS} Schilder auf einmal drucken wir nicht. Wähl ein paar aus."


class NothingToPrintError(InvalidError):
    code = "nothing_to_print"
    message = "Davon ist nichts im Verkauf. Schilder gibt es für Waren, die man kaufen kann."


@dataclass(frozen=True, slots=True)
class ShelfCard:
    product_id: UUID
    title: str
    size: str
    """What the variant is called, with its content: `klein, 500 g`."""
    price: int
    unit_price: UnitPrice | None
    """Beside the price of all that is measured (§ 4 PAngV)."""
    deposit: int
    is_single_use: bool
    reduction: Reduction | None
    allergens: Mapping[str, tuple[str, ...]]
    """Names by state; only for what has been reviewed."""
    reviewed: bool
    additives: tuple[str, ...]
    age: int | None


def cards_of(products: Iterable[Product], region: Region) -> list[ShelfCard]:
    """A card for each variant on sale. Raises TooManyCardsError or NothingToPrintError."""
    found = [
        _card(product, variant, region)
        for product in products
        if product.is_published
        for variant in product.variants
    ]
    if len(found) > MOST_CARDS:
        raise TooManyCardsError
    if not found:
        raise NothingToPrintError
    return found


def _card(product: Product, variant: Variant, region: Region) -> ShelfCard:
    profile = region.profile_of(product.category)
    has_unit_price = "no_unit_price" not in profile.effects
    per_base = unit_price(variant.sold_at, variant.content, region.units)
    return ShelfCard(
        product_id=product.id,
        title=product.title,
        size=size_of(variant, region),
        price=variant.sold_at,
        unit_price=per_base if has_unit_price else None,
        deposit=variant.deposit,
        is_single_use=variant.deposit_kind in region.single_use,
        reduction=variant.reduction,
        allergens=_allergens(product, region) if product.allergens_reviewed_at else {},
        reviewed=product.allergens_reviewed_at is not None,
        additives=tuple(region.additives[key]["de"] for key in product.additives),
        age=profile.age,
    )


def size_of(variant: Variant, region: Region) -> str:
    """The label and the content, unless they say the same."""
    content = _content(variant, region)
    if not content or _bare(content) in _bare(variant.label):
        return variant.label
    return ", ".join(part for part in (variant.label, content) if part)


def _content(variant: Variant, region: Region) -> str:
    if variant.content_amount is None or variant.content_unit is None:
        return ""
    unit = region.units.measures.get(variant.content_unit)
    word = region.units.words.get(variant.content_unit)
    names = unit.names if unit else word.names if word else ()
    amount = f"{_german(variant.content_amount)} {names[0] if names else variant.content_unit}"
    times = f"{variant.content_count} × " if variant.content_count > 1 else ""  # noqa: RUF001
    return times + amount


def _allergens(product: Product, region: Region) -> dict[str, tuple[str, ...]]:
    by_state: dict[str, tuple[str, ...]] = {}
    for state in _STATES:
        named = tuple(
            f"{region.allergens[one.key]['de']} ({', '.join(one.sub)})"
            if one.sub
            else region.allergens[one.key]["de"]
            for one in product.allergens
            if one.state == state
        )
        if named:
            by_state[state] = named
    return by_state


def _german(amount: Decimal) -> str:
    return format(amount.normalize(), "f").replace(".", ",")


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
