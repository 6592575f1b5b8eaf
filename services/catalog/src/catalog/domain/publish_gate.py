"""What is still missing before a product may go on sale, in plain German with the law's name.

The region's profiles say which statements each kind of product needs; `gates` holds the engine.
"""

from collections.abc import Iterable
from datetime import date

from marketkit.errors import FieldError, InvalidError

from catalog.domain.gates import allergens, demands, follows, plausible, words
from catalog.domain.gates.approval import approvals_needed
from catalog.domain.product import Product
from catalog.domain.region import Region
from catalog.domain.shop import Shop
from catalog.domain.vat import vat_problem


class NotPublishableError(InvalidError):
    code = "not_publishable"
    message = "Vor dem Verkauf fehlt noch etwas."


class ApprovalNeededError(NotPublishableError):
    """Fit for sale, but an operator looks at such goods first."""

    code = "approval_needed"
    message = "Dieses Produkt sieht sich erst jemand vom Marktplatz an."


def missing(
    product: Product,
    shop: Shop,
    region: Region,
    *,
    organic: bool,
    on: date,
) -> list[FieldError]:
    """Everything that stands between this product and its sale; empty when it may go at once."""
    looks = [FieldError("review", reason) for reason in approvals_needed(product, region).values()]
    return [*gaps(product, shop, region, organic=organic, on=on), *looks]


def gaps(
    product: Product,
    shop: Shop,
    region: Region,
    *,
    organic: bool,
    on: date,
) -> list[FieldError]:
    """What the shop itself has still to say or to leave out.

    `organic`: whether the shop has a valid organic certificate. `on`: the day whose rules hold.
    """
    found = [
        *_always(product),
        *demands.lacking(product, region),
        *demands.misshapen(product, region),
        *allergens.unnamed(product, region),
        *plausible.contradicted(product, region),
        *follows.withdrawal_problems(product, region),
        *_taxed(product, shop, region),
        *(() if organic else words.organic_claims(product, region)),
        *words.claims(product, region, on),
        *words.not_carried(product, region),
        *_reduced(product, region),
    ]
    return list(dict.fromkeys(found))


def check_fit(
    product: Product,
    shop: Shop,
    region: Region,
    *,
    organic: bool,
    on: date,
) -> None:
    """Raise NotPublishableError naming all that is missing at once."""
    if found := gaps(product, shop, region, organic=organic, on=on):
        raise NotPublishableError(errors=found)


def check_publishable(
    product: Product,
    shop: Shop,
    region: Region,
    *,
    organic: bool,
    on: date,
) -> None:
    """The same, and nobody has to look at it first: else ApprovalNeededError."""
    check_fit(product, shop, region, organic=organic, on=on)
    if needed := approvals_needed(product, region):
        raise ApprovalNeededError(errors=[FieldError("review", why) for why in needed.values()])


def has_fixed_prices(product: Product, region: Region) -> bool:
    """Whether it is a book, a score or a map, which nobody may sell for less."""
    return "no_discounts" in region.profile_of(product.category).effects


def _always(product: Product) -> Iterable[FieldError]:
    if not product.variants:
        yield FieldError("variants", "Mindestens eine Variante mit Preis, bitte (§ 3 PAngV).")
    for index, variant in enumerate(product.variants):
        if variant.price <= 0:
            yield FieldError(
                f"variants[{index}].price", "Der Gesamtpreis mit Steuer fehlt (§ 3 PAngV)."
            )
        if variant.deposit and not variant.deposit_kind:
            yield FieldError(
                f"variants[{index}].deposit_kind",
                "Sag beim Pfand, ob Einweg oder Mehrweg (§ 32 VerpackG).",
            )


def _reduced(product: Product, region: Region) -> Iterable[FieldError]:
    """A promotion that runs must not come along into a category of fixed prices."""
    runs = any(variant.promo_price is not None for variant in product.variants)
    if runs and has_fixed_prices(product, region):
        yield FieldError(
            "category", "Hier gilt der feste Ladenpreis: Beende erst die Aktion (§ 3 BuchPrG)."
        )


def _taxed(product: Product, shop: Shop, region: Region) -> Iterable[FieldError]:
    for index, variant in enumerate(product.variants):
        if problem := vat_problem(region, shop.tax_mode, variant.vat_class):
            yield FieldError(f"variants[{index}].vat_class", problem)
