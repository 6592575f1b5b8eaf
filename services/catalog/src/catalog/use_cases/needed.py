"""Which rights a change of a product takes: its words, its prices and its stock are three."""

from dataclasses import replace

from catalog.domain.mandate import Action
from catalog.domain.product import Product, Variant


def actions_for(before: Product, after: Product, *, counted: bool = False) -> frozenset[Action]:
    """By what is different, so that sending an unchanged price takes no right to prices."""
    needed = {Action.STOCK} if counted else set()
    known = before.variant_ids()
    for variant in after.variants:
        old = known.get(variant.id)
        # A new size comes with a price that nobody agreed to.
        if old is None or _price(old) != _price(variant):
            needed.add(Action.PRICES)
    if _words(before) != _words(after):
        needed.add(Action.PRODUCTS)
    return frozenset(needed)


def _price(variant: Variant) -> tuple[object, ...]:
    return variant.price, variant.deposit, variant.deposit_kind, variant.weighed


def _words(product: Product) -> Product:
    """Everything but prices and counts; that there is a new size are words, too."""
    plain = (
        replace(
            variant,
            price=0,
            deposit=0,
            deposit_kind=None,
            weighed=None,
            count_version=0,
            counted=None,
        )
        for variant in product.variants
    )
    return replace(product, variants=tuple(plain))
